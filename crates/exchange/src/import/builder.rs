//! Layers of an atlas, made of what a format finds in a file, feature by feature.

use std::fmt::Write as _;

use serde_json::{Map, Value};
use styles::{BaseStyle, Geometry, StoryStyle, Style};

use crate::import::draft::{Draft, Id};
use crate::import::error::ImportError;
use crate::import::ids::{Ids, kebab};
use crate::import::layer::{Import, Layer, Options, Role};
use crate::import::part::{LonLat, Part, Reference};
use crate::import::shape::Fit;
use crate::import::write::{self, Bounds};
use crate::ledger::{Ledger, Place, Thing};

/// More than any map has; files that repeat a part of themselves could ask for more.
const MOST_POSITIONS: usize = 10_000_000;

/// Which layer something is for.
#[derive(Clone, Copy, Debug)]
pub(crate) struct At(usize);

/// Layers that are being made, and what became of what.
#[derive(Debug)]
pub(crate) struct Builder<'o> {
    pub options: &'o Options,
    pub ledger: Ledger,
    /// In what the positions to come are.
    pub reference: Reference,
    /// Whether a place says in which layer it is.
    pub several: bool,
    layers: Vec<Making>,
    positions: usize,
}

#[derive(Debug)]
struct Making {
    name: String,
    /// How many features of the file came by.
    seen: usize,
    /// The lines of those that are kept.
    lines: Vec<String>,
    ids: Ids,
    bounds: Bounds,
}

impl<'o> Builder<'o> {
    pub(crate) fn new(options: &'o Options) -> Self {
        let (ledger, reference) = (Ledger::default(), Reference::default());
        Self { options, ledger, reference, several: false, layers: Vec::new(), positions: 0 }
    }

    /// Another layer, after those before.
    pub(crate) fn layer(&mut self, name: &str) -> At {
        let (lines, ids, bounds) = (Vec::new(), Ids::default(), Bounds::default());
        self.layers.push(Making { name: name.trim().to_owned(), seen: 0, lines, ids, bounds });
        self.several |= self.layers.len() > 1;
        At(self.layers.len() - 1)
    }

    /// The place of the next feature of a layer.
    pub(crate) fn place(&mut self, At(at): At, name: Option<String>) -> Place {
        let several = self.several;
        let Some(layer) = self.layers.get_mut(at) else { return Place::default() };
        layer.seen += 1;
        Place { layer: several.then(|| layer.name.clone()), feature: Some(layer.seen), name }
    }

    /// A draft of what properties say, for a feature with such an id of its own.
    pub(crate) fn draft(&mut self, properties: Option<&Map<String, Value>>, own: Id, place: &Place) -> Draft {
        crate::import::properties::draft(properties, own, &self.options.language, &mut self.ledger, place)
    }

    /// Puts a feature into a layer, or into the ledger.
    ///
    /// # Errors
    /// There are more positions than are read at once.
    pub(crate) fn add(&mut self, At(at): At, place: &Place, draft: Draft) -> Result<(), ImportError> {
        let Draft { id, names, style, parts } = draft;
        self.count(parts.iter().map(|part| part.positions().count()).sum())?;
        let fit = match Fit::of(parts, self.reference) {
            Ok(fit) => fit,
            Err(why) => {
                self.ledger.dropped(Thing::Feature, 1, why, place);
                return Ok(());
            }
        };
        for (thing, count, why) in fit.left_out {
            self.ledger.dropped(thing, count, why, place);
        }
        if fit.parts.is_empty() {
            self.ledger.dropped(Thing::Feature, 1, "nothing is left of its geometry", place);
            return Ok(());
        }
        for (thing, count, how) in fit.changed {
            self.ledger.approximated(thing, count, how, place);
        }
        let groups = groups(fit.parts);
        if groups.len() > 1 {
            let how = "points, lines and areas in one, now a feature for each of these";
            self.ledger.approximated(Thing::Feature, 1, how, place);
        }
        for (kind, parts) in groups {
            let style = self.style(kind, style, place);
            let Some(layer) = self.layers.get_mut(at) else { return Ok(()) };
            let id = one_id(&mut self.ledger, layer, kind, &id, &names, place);
            let named;
            let names = if names.is_empty() {
                self.ledger.approximated(Thing::Name, 1, "none there: its id stands for it", place);
                named = [(self.options.language.clone(), id.clone())];
                &named[..]
            } else {
                &names
            };
            layer.bounds.hold(&parts);
            layer.lines.push(write::feature(&id, names, style, &self.options.source, &parts));
            self.ledger.kept(Thing::Feature, 1);
        }
        Ok(())
    }

    /// Counts positions that are to be read.
    ///
    /// # Errors
    /// There are more than are read at once.
    pub(crate) fn count(&mut self, positions: usize) -> Result<(), ImportError> {
        self.positions = self.positions.saturating_add(positions);
        if self.positions > MOST_POSITIONS {
            let (what, most) = ("its geometry".to_owned(), format!("{MOST_POSITIONS} positions"));
            return Err(ImportError::TooLarge { what, most });
        }
        Ok(())
    }

    /// The style that a file asks for in an atlas's own words, where it fits; else the
    /// plainest for such a geometry.
    fn style(&mut self, kind: Geometry, asked: Option<Style>, place: &Place) -> Style {
        let role = self.options.role;
        let proposed = match (role, kind) {
            (Role::Story, Geometry::Areas) => Style::Story(StoryStyle::Outline),
            (Role::Story, Geometry::Lines) => Style::Story(StoryStyle::Road),
            (Role::Story, Geometry::Points) => Style::Story(StoryStyle::Marker),
            (Role::Base, Geometry::Areas) => Style::Base(BaseStyle::Neighbour),
            (Role::Base, Geometry::Lines) => Style::Base(BaseStyle::River),
            (Role::Base, Geometry::Points) => Style::Base(BaseStyle::Place),
        };
        let Some(asked) = asked else { return proposed };
        if asked.fits(kind) && matches!(asked, Style::Story(_)) == (role == Role::Story) {
            return asked;
        }
        let why = format!("“style” {}: does not fit the geometry, or the layer’s role", asked.name());
        self.ledger.dropped(Thing::Property, 1, why, place);
        proposed
    }

    /// What has been made.
    ///
    /// # Errors
    /// Nothing has; the ledger says why.
    pub(crate) fn finish(mut self) -> Result<Import, ImportError> {
        let mut ids = Ids::default();
        let mut layers = Vec::new();
        for making in self.layers {
            let name = making.name;
            if making.lines.is_empty() {
                let place = Place { layer: Some(name), ..Place::default() };
                self.ledger.dropped(Thing::Layer, 1, "nothing in it can be drawn", &place);
                continue;
            }
            let id = Some(kebab(&name)).filter(|id| !id.is_empty()).unwrap_or_else(|| "layer".to_owned());
            let text = write::collection(&making.lines, &making.bounds);
            layers.push(Layer { id: ids.unique(&id), name, features: making.lines.len(), text });
        }
        self.ledger.kept(Thing::Layer, layers.len());
        if layers.is_empty() {
            return Err(ImportError::Nothing(self.ledger));
        }
        Ok(Import { layers, ledger: self.ledger })
    }
}

/// A feature's id: what the file says, else its name, else what it is. Writes down what is
/// not as the file has it.
fn one_id(
    ledger: &mut Ledger,
    layer: &mut Making,
    kind: Geometry,
    given: &Id,
    names: &[(String, String)],
    place: &Place,
) -> String {
    let mut wanted = if let Id::Text(id) = given { kebab(id) } else { String::new() };
    match given {
        Id::Text(id) if *id == wanted => {}
        Id::Text(_) if wanted.is_empty() => {
            ledger.approximated(Thing::Id, 1, "no Latin letter or digit in it, made anew", place);
        }
        Id::Text(_) => ledger.approximated(Thing::Id, 1, "written in kebab-case", place),
        Id::Number(_) => ledger.approximated(Thing::Id, 1, "a number, made a name", place),
        Id::None => ledger.approximated(Thing::Id, 1, "none there, made of the name or the kind", place),
    }
    if wanted.is_empty() {
        wanted = names.iter().map(|(_, name)| kebab(name)).find(|id| !id.is_empty()).unwrap_or_default();
    }
    if wanted.is_empty() {
        wanted.push_str(match kind {
            Geometry::Points => "point",
            Geometry::Lines => "line",
            Geometry::Areas => "area",
        });
        let number = if let Id::Number(number) = given { kebab(number) } else { String::new() };
        if number.is_empty() {
            let _ = write!(wanted, "-{}", place.feature.unwrap_or(1));
        } else {
            let _ = write!(wanted, "-{number}");
        }
    }
    let id = layer.ids.unique(&wanted);
    if id != wanted {
        ledger.approximated(Thing::Id, 1, "taken by a feature before, numbered", place);
    }
    id
}

/// Parts by what they are, each kind once, in the order of the file.
fn groups(parts: Vec<Part<LonLat>>) -> Vec<(Geometry, Vec<Part<LonLat>>)> {
    let mut groups: Vec<(Geometry, Vec<Part<LonLat>>)> = Vec::new();
    for part in parts {
        let kind = match part {
            Part::Point(_) => Geometry::Points,
            Part::Line(_) => Geometry::Lines,
            Part::Area(_) => Geometry::Areas,
        };
        match groups.iter_mut().find(|group| group.0 == kind) {
            Some(group) => group.1.push(part),
            None => groups.push((kind, vec![part])),
        }
    }
    groups
}
