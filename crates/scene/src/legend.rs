//! The legend as data: a row for each layer that a reader can switch, with the
//! symbols that the map has for it, and a row for each pair of parties with what
//! its hatching means. Whose switches and lines they become, on the page or in a
//! figure, is not said here.

use atlas::{
    Atlas, Localized,
    manifest::{LayerEntry, Role},
};
use carto::{
    Shape,
    style::{self, BaseStyle, MarkLook, StoryStyle, Style, Swatch},
};
use documents::{
    Lang,
    doc::{Node, el},
};

use crate::{
    Layers, RELIEF, Scene,
    marks::{NOBODY, drawn, hatching_pattern, hatchings, on_land, painted, pairs, symbol},
};

/// What hatchings in the legend are called by: the map has its own, which move.
const ON: &str = "legend";

/// Symbols beside a name: more would be a list of their own.
const MOST_SWATCHES: usize = 2;

/// A line of the legend.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// The layer, or the relief, that it is about; `None` for a pair of parties.
    pub layer: Option<String>,
    /// What it says.
    pub text: String,
    /// The language of that (BCP 47).
    pub lang: String,
    /// Symbols, to be set below one another.
    pub swatches: Vec<Swatch>,
}

/// The whole legend, in the order in which it is read.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Legend {
    /// The hatchings that swatches refer to.
    pub patterns: Vec<Node>,
    /// The layers of the scene.
    pub scene: Vec<Row>,
    /// What colours and directions mean: who holds, who claims.
    pub sides: Vec<Row>,
    /// The layers of the base map, and the relief last.
    pub base: Vec<Row>,
}

/// The legend of an atlas, as far as its layers are there.
pub fn legend(atlas: &Atlas, scene: &Scene, layers: &Layers, lang: Lang) -> Legend {
    let manifest = &atlas.manifest;
    let of_role = |role: Role| manifest.layers.iter().filter(move |l| l.switch && l.role == role);
    let relief = manifest.relief.iter().map(|relief| row(RELIEF, &relief.name, vec![Swatch::Shade], lang));
    let base = of_role(Role::Base).map(|entry| row(&entry.id, &entry.name, samples(entry, layers), lang));
    let told = |entry: &LayerEntry| row(&entry.id, &entry.name, marks(&entry.id, scene), lang);
    let pairs = hatchings(scene);
    Legend {
        patterns: pairs.iter().map(|pair| hatching_pattern(*pair, ON)).collect(),
        scene: of_role(Role::Story).map(told).collect(),
        sides: pairs.into_iter().map(|pair| meaning(atlas, pair, lang)).collect(),
        base: base.chain(relief).collect(),
    }
}

fn row(id: &str, name: &Localized, swatches: Vec<Swatch>, lang: Lang) -> Row {
    let (code, text) = name.best(lang.code());
    Row { layer: Some(id.to_owned()), text: text.to_owned(), lang: code.to_owned(), swatches }
}

/// The drawing of a symbol: an `svg` of 28 by 16 CSS pixels.
pub fn drawing(swatch: Swatch) -> Node {
    let land = || el("path").attr("d", "M1.5 1.5H26.5V14.5H1.5z");
    match swatch {
        Swatch::Point(look) => {
            el("svg").attr("viewBox", "-14 -8 28 16").attr("aria-hidden", "true").child(symbol(&look))
        }
        Swatch::Line(look) => drawn(framed()).child(painted(el("path").attr("d", "M1 8H27"), &look, ON)),
        Swatch::Land(look) => drawn(framed()).child(on_land(painted(land(), &look, ON), &look)),
        Swatch::Base(style) => framed().children(sample(style, land())),
        Swatch::Shade => framed().child(
            el("path")
                .attr("d", "M2 14L10 3L14 9L18 5L26 14z")
                .attr("fill", "var(--ink-soft)")
                .attr("opacity", "0.55"),
        ),
    }
}

/// The hatchings that symbols refer to.
pub fn patterns<'a>(swatches: impl Iterator<Item = &'a Swatch>) -> Vec<Node> {
    let look = |swatch: &Swatch| match swatch {
        Swatch::Line(look) | Swatch::Land(look) => Some(*look),
        Swatch::Point(_) | Swatch::Base(_) | Swatch::Shade => None,
    };
    let pairs = pairs(swatches.filter_map(look));
    pairs.into_iter().map(|pair| hatching_pattern(pair, ON)).collect()
}

fn framed() -> Node {
    el("svg").attr("viewBox", "0 0 28 16").attr("aria-hidden", "true")
}

/// The sample of a style of the base map.
fn sample(style: BaseStyle, land: Node) -> Vec<Node> {
    let line = |d: &'static str, ink: &str, width: &'static str| {
        el("path").attr("d", d).attr("fill", "none").attr("stroke", ink).attr("stroke-width", width)
    };
    let area = |fill: &str, edge: &str, width: &'static str| {
        land.attr("fill", fill).attr("stroke", edge).attr("stroke-width", width)
    };
    match style {
        BaseStyle::Country | BaseStyle::District => {
            vec![area("var(--map-land)", "var(--map-border)", "0.7")]
        }
        BaseStyle::Neighbour => vec![area("var(--map-neighbour)", "var(--map-border)", "0.7")],
        BaseStyle::Sea | BaseStyle::Lake => vec![area("var(--map-water)", "var(--map-shore)", "1.6")],
        BaseStyle::River => vec![line("M1 11Q8 3 14 8T27 5", "var(--map-river)", "1.6")],
        BaseStyle::StateBorder => {
            vec![line("M1 8H27", "var(--map-border-halo)", "7"), line("M1 8H27", "var(--map-border)", "1.6")]
        }
        BaseStyle::Place => vec![
            el("circle").attr("cx", "14").attr("cy", "8").attr("r", "2.6").attr("fill", "var(--map-label)"),
        ],
    }
}

/// One swatch for each way in which the marks of a layer are drawn.
fn marks(layer: &str, scene: &Scene) -> Vec<Swatch> {
    let mut drawn: Vec<Swatch> = Vec::new();
    for mark in scene.places.iter().flat_map(|p| &p.marks).filter(|m| m.layer == layer) {
        let swatch = match mark.path.shape() {
            Shape::Points(_) => Swatch::Point(mark.look),
            Shape::Lines(_) => Swatch::Line(mark.look),
            Shape::Areas(_) => Swatch::Land(mark.look),
        };
        if drawn.len() < MOST_SWATCHES && drawn.iter().all(|known| drawing(*known) != drawing(swatch)) {
            drawn.push(swatch);
        }
    }
    drawn
}

/// One swatch for each style that a layer of the base map says the legend shows, or
/// that its features have.
fn samples(entry: &LayerEntry, layers: &Layers) -> Vec<Swatch> {
    let mut styles: Vec<BaseStyle> = entry.legend.iter().filter_map(|name| name.parse().ok()).collect();
    if entry.legend.is_empty() {
        let features = layers.get(&entry.id).map(|layer| &layer.features[..]).unwrap_or_default();
        for style in features.iter().filter_map(style::base) {
            if !styles.contains(&style) {
                styles.push(style);
            }
        }
    }
    styles.into_iter().take(MOST_SWATCHES).map(Swatch::Base).collect()
}

/// What a hatching means.
fn meaning(atlas: &Atlas, (held, claimed): (usize, usize), lang: Lang) -> Row {
    let words = lang.words();
    let name = |number: usize| {
        let party = atlas.manifest.sides().nth(number);
        party.map_or(String::new(), |p| p.name.best(lang.code()).1.to_owned())
    };
    let style = Style::Story(StoryStyle::Hatched);
    let held_by = Some(held).filter(|held| *held != NOBODY);
    let look = MarkLook { style, held_by, claimed_by: Some(claimed), indicative: false };
    let claimant = lang.put(words.claimed_by(), &name(claimed));
    let holder = held_by.map(|held| lang.put(words.held_by(), &name(held)));
    Row {
        layer: None,
        text: holder.map_or(claimant.clone(), |holder| lang.list(&[&holder, &claimant])),
        lang: lang.code().to_owned(),
        swatches: vec![Swatch::Land(look)],
    }
}

#[cfg(test)]
mod tests {
    use carto::parse::parse_layer;

    use super::*;
    use crate::fixture;

    fn made(lang: Lang) -> Legend {
        let (atlas, layers) = fixture::lagoon();
        legend(&atlas, &Scene::build(&atlas, &layers), &layers, lang)
    }

    fn texts(rows: &[Row]) -> Vec<&str> {
        rows.iter().map(|row| &*row.text).collect()
    }

    /// The swatches of a layer, as HTML.
    #[track_caller]
    fn swatches(legend: &Legend, layer: &str) -> Vec<String> {
        let mut rows = legend.scene.iter().chain(&legend.base);
        let row = rows.find(|row| row.layer.as_deref() == Some(layer)).expect("in the legend");
        row.swatches.iter().map(|swatch| drawing(*swatch).to_html()).collect()
    }

    #[test]
    fn it_lists_the_layers_that_can_be_switched_the_storys_first_and_the_relief_last() {
        let legend = made(languages::lang("en"));
        assert_eq!(texts(&legend.scene), ["Islets", "Passages", "Moorings"]);
        assert_eq!(texts(&legend.base), ["Channels", "Limits", "Ports", "Relief"]);
        assert_eq!(legend.base.last().and_then(|row| row.layer.as_deref()), Some(RELIEF));
    }

    #[test]
    fn it_speaks_the_readers_language_or_says_which() {
        let legend = made(languages::lang("fr"));
        let french = |row: &Row| (row.lang.clone(), row.text.clone());
        assert_eq!(french(&legend.scene[0]), ("fr".to_owned(), "Îlots".to_owned()));
        let (mut atlas, layers) = fixture::lagoon();
        atlas.manifest.layers[0].switch = true;
        atlas.manifest.layers[0].name = [("ar", "اليابسة")].into_iter().collect();
        let legend = super::legend(&atlas, &Scene::default(), &layers, languages::lang("fr"));
        assert_eq!(legend.base[0].lang, "ar");
    }

    #[test]
    fn each_pair_of_parties_says_who_holds_and_who_claims() {
        let legend = made(languages::lang("en"));
        assert_eq!(legend.sides[0].text, "held by Alder, claimed by Birch");
        assert_eq!(legend.sides[5].text, "held by Fir, claimed by Alder");
        assert_eq!(legend.patterns.len(), legend.sides.len());
        let swatch = drawing(legend.sides[5].swatches[0]).to_html();
        assert!(
            swatch.contains("stroke=\"var(--side-5)\"") && swatch.contains("url(#hatch-legend-5-0)"),
            "{swatch}"
        );
    }

    #[test]
    fn a_layer_of_the_story_is_shown_as_its_marks_are_twice_at_most() {
        let legend = made(languages::lang("en"));
        let islets = swatches(&legend, "islets");
        assert_eq!(islets.len(), 2, "of six looks");
        assert!(islets[0].contains("fill=\"url(#hatch-legend-0-1)\""), "{islets:?}");
        let passages = swatches(&legend, "passages");
        assert!(passages[0].contains("stroke=\"var(--side-2)\""), "whose it is: {passages:?}");
        assert!(passages[0].contains("d=\"M1 8H27\""), "a line: {passages:?}");
        assert!(swatches(&legend, "moorings")[0].contains("viewBox=\"-14 -8 28 16\""), "a point");
    }

    #[test]
    fn a_layer_of_the_basemap_is_shown_as_the_manifest_says_whatever_its_id() {
        let legend = made(languages::lang("en"));
        assert!(swatches(&legend, "limits")[0].contains("var(--map-border-halo)"));
        assert!(swatches(&legend, "ports")[0].contains("fill=\"var(--map-label)\""));
    }

    #[test]
    fn or_else_as_its_features_are() {
        let (atlas, mut layers) = fixture::lagoon();
        let channels = atlas.layer("channels").expect("in the fixture");
        assert!(channels.legend.is_empty());
        assert!(
            swatches(&made(languages::lang("en")), "channels")[0].contains("stroke=\"var(--map-river)\"")
        );
        let none = parse_layer(r#"{"type":"FeatureCollection","features":[]}"#).expect("a layer").layer;
        layers.insert("channels".to_owned(), none);
        let legend = legend(&atlas, &Scene::default(), &layers, languages::lang("en"));
        assert!(swatches(&legend, "channels").is_empty());
    }

    #[test]
    fn every_style_of_the_base_map_has_a_sample() {
        for style in BaseStyle::ALL {
            let sample = drawing(Swatch::Base(style)).to_html();
            assert!(sample.contains("var(--map-"), "{}: {sample}", style.name());
        }
    }

    #[test]
    fn an_unknown_style_is_passed_over() {
        let (mut atlas, layers) = fixture::lagoon();
        for layer in &mut atlas.manifest.layers {
            layer.legend = vec!["rivver".to_owned()];
        }
        let legend = legend(&atlas, &Scene::default(), &layers, languages::lang("en"));
        assert!(swatches(&legend, "channels").is_empty());
    }
}
