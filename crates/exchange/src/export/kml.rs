//! KML 2.2 (OGC 07-147r2), in the order of elements that its schema asks for.

use std::collections::BTreeSet;

use atlas::Interval;
use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesEnd, BytesStart, BytesText, Event};

use super::story::{Drawn, Story};
use super::told::Teller;
use crate::import::{Part, Position};
use crate::ledger::{Ledger, Place, Thing};

pub(crate) fn write(story: &Story, teller: &Teller<'_>, ledger: &mut Ledger) -> String {
    let manifest = &story.atlas.manifest;
    let mut xml = Xml::new();
    xml.start("kml", &[("xmlns", "http://www.opengis.net/kml/2.2")]);
    xml.start("Document", &[]);
    xml.element("name", teller.text(&manifest.title));
    let mut about = vec![teller.text(&manifest.disclaimer).to_owned()];
    about.extend(teller.credits());
    xml.element("description", &about.join("\n"));
    for region in story.atlas.regions_in_order() {
        let mut drawn = story.of(&region.id).peekable();
        xml.start("Folder", &[]);
        xml.element("name", teller.text(&region.label));
        if drawn.peek().is_none() {
            xml.element("description", &said(&region.id, teller));
        }
        drawn.for_each(|one| placemarks(&mut xml, one, Some(&region.id), teller, ledger));
        xml.end();
    }
    for one in story.drawn.iter().filter(|one| one.regions.is_empty()) {
        placemarks(&mut xml, one, None, teller, ledger);
    }
    account(story, ledger);
    xml.finish()
}

fn account(story: &Story, ledger: &mut Ledger) {
    let nowhere = Place::default();
    let counts = story.counts();
    ledger.kept(Thing::Region, counts.regions);
    ledger.kept(Thing::Feature, story.drawn.len());
    let why = "its words stand in a description, with who says them";
    ledger.approximated(Thing::Claim, counts.claims, why, &nowhere);
    ledger.dropped(Thing::Note, counts.notes, "a description has the claims", &nowhere);
    let why = "in other languages and of parties: a placemark has one";
    ledger.dropped(Thing::Name, counts.names, why, &nowhere);
    let styles = story.drawn.iter().filter(|one| one.said("style").is_some()).count();
    ledger.dropped(Thing::Property, styles, "styles: programs that read KML have none like them", &nowhere);
}

/// What is said of a region, a claim a line.
fn said(region: &str, teller: &Teller<'_>) -> String {
    let claims = teller.atlas.own_claims(region);
    claims.into_iter().map(|claim| teller.claim(claim)).collect::<Vec<_>>().join("\n")
}

/// One for each of the times when a feature is true: a placemark has one time.
fn placemarks(xml: &mut Xml, one: &Drawn, region: Option<&str>, teller: &Teller<'_>, ledger: &mut Ledger) {
    let always = [Interval::default()];
    let times = if one.when.is_empty() { &always[..] } else { &one.when };
    if times.len() > 1 {
        let why = "true at several times: a placemark each";
        ledger.approximated(Thing::Feature, 1, why, &one.place());
    }
    for (at, time) in times.iter().enumerate() {
        let id = if at == 0 { one.id.clone() } else { format!("{}-{}", one.id, at + 1) };
        let own = xml.is_new_id(&id).then_some(("id", &*id));
        xml.start("Placemark", own.as_slice());
        if let Some(name) = one.name(teller.atlas) {
            xml.element("name", teller.text(&name));
        }
        let description = region.map(|region| said(region, teller)).unwrap_or_default();
        if !description.is_empty() {
            xml.element("description", &description);
        }
        if *time != Interval::default() {
            xml.start("TimeSpan", &[]);
            for (name, date) in [("begin", time.start), ("end", time.end)] {
                if let Some(date) = date {
                    xml.element(name, &date.to_string());
                }
            }
            xml.end();
        }
        data(xml, one, region);
        geometry(xml, &one.parts);
        xml.end();
    }
}

fn data(xml: &mut Xml, one: &Drawn, region: Option<&str>) {
    let own = [("region", region), ("layer", Some(&*one.layer))];
    let said = ["held_by", "claimed_by", "precision", "source"].map(|key| (key, one.said(key)));
    xml.start("ExtendedData", &[]);
    for (name, value) in own.into_iter().chain(said) {
        let Some(value) = value else { continue };
        xml.start("Data", &[("name", name)]);
        xml.element("value", value);
        xml.end();
    }
    xml.end();
}

fn geometry(xml: &mut Xml, parts: &[Part]) {
    let is_several = parts.len() > 1;
    if is_several {
        xml.start("MultiGeometry", &[]);
    }
    for part in parts {
        match part {
            Part::Point(at) => positions(xml, "Point", std::slice::from_ref(at)),
            Part::Line(line) => positions(xml, "LineString", line),
            Part::Area(rings) => {
                xml.start("Polygon", &[]);
                for (at, ring) in rings.iter().enumerate() {
                    xml.start(if at == 0 { "outerBoundaryIs" } else { "innerBoundaryIs" }, &[]);
                    positions(xml, "LinearRing", ring);
                    xml.end();
                }
                xml.end();
            }
        }
    }
    if is_several {
        xml.end();
    }
}

fn positions(xml: &mut Xml, name: &str, positions: &[Position]) {
    xml.start(name, &[]);
    let all: Vec<String> = positions.iter().map(|at| format!("{},{}", at.x, at.y)).collect();
    xml.element("coordinates", &all.join(" "));
    xml.end();
}

/// A text in XML, element by element. Nothing can fail, as it is in memory.
struct Xml {
    writer: Writer<Vec<u8>>,
    open: Vec<String>,
    ids: BTreeSet<String>,
}

impl Xml {
    fn new() -> Self {
        let mut xml = Self {
            writer: Writer::new_with_indent(Vec::new(), b' ', 1),
            open: Vec::new(),
            ids: BTreeSet::new(),
        };
        xml.write(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)));
        xml
    }

    fn write(&mut self, event: Event<'_>) {
        let _ = self.writer.write_event(event);
    }

    fn start(&mut self, name: &str, attributes: &[(&str, &str)]) {
        let mut start = BytesStart::new(name);
        for (name, value) in attributes {
            start.push_attribute((*name, &*fit(value)));
        }
        self.write(Event::Start(start));
        self.open.push(name.to_owned());
    }

    /// Whether `id` can name an element: a name without colon (`xs:ID`) that no other has.
    fn is_new_id(&mut self, id: &str) -> bool {
        let fits = |c: char| c.is_alphanumeric() || "-_.".contains(c);
        let begins = id.starts_with(|c: char| c.is_alphabetic() || c == '_');
        begins && id.chars().all(fits) && self.ids.insert(id.to_owned())
    }

    /// Ends what was started last.
    fn end(&mut self) {
        if let Some(name) = self.open.pop() {
            self.write(Event::End(BytesEnd::new(name)));
        }
    }

    fn element(&mut self, name: &str, text: &str) {
        self.start(name, &[]);
        self.write(Event::Text(BytesText::new(&fit(text))));
        self.end();
    }

    fn finish(mut self) -> String {
        while !self.open.is_empty() {
            self.end();
        }
        String::from_utf8_lossy(&self.writer.into_inner()).into_owned() + "\n"
    }
}

/// A text without the characters that XML has no place for.
fn fit(text: &str) -> String {
    let fits = |c: &char| matches!(c, '\t' | '\n' | '\r' | ' '..='\u{fffd}' | '\u{10000}'..);
    text.chars().filter(fits).collect()
}
