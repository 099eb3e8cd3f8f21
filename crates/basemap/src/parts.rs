//! Layers that are read by parts (`fgb`): of these there is what was looked at, boxes
//! stand for the rest.

use std::{cell::RefCell, ops::Range, rc::Rc};

use carto::{
    Feature, WorldBounds, WorldPoint,
    parse::read_feature,
    projection::{Seam, unproject},
};
use fgb::{File as Parts, Head, HeadError, View as Wanted};
use figure::{Kind, Painted};
use protocol::{File, News, Paint, Reply, Role, Subject, View};
use wasm_bindgen_futures::spawn_local;

use crate::{
    fetch::{Part, part},
    names::Needed,
    state::Shared,
    wire::tell,
};

/// How many bytes of features a view may cost; boxes stand for what goes beyond.
const MOST: u64 = 80 << 10;
/// What is smaller is a dot, in CSS pixels.
const DOT: f64 = 1.5;
/// The layer begins anew with what is in view where it has more vertices: some 50 MB.
const MOST_VERTICES: usize = 5_000_000;
/// How many times in a row a view is asked what it lacks: levels of an index, and lengths
/// of features. A file that lacks something for ever would be asked for ever.
const MOST_ROUNDS: usize = 40;
/// How many bytes of a feature are fetched to see what the layer's look like.
const SAMPLE: u64 = 4 << 10;

/// A layer that is read by parts.
pub struct ByParts {
    id: String,
    file: File,
    /// Tells the file's edition: its parts must all be of one.
    tag: Option<String>,
    parts: Parts,
    seam: Seam,
    /// What its features look like, as far as can be told from one.
    kind: Option<Kind>,
    /// Those of its features that have a name.
    named: Vec<Feature>,
    /// What is looked at, on the map that was painted last.
    seen: Option<Wanted>,
    /// How many bytes of features it may still cost.
    left: u64,
    /// Whether somebody fetches for it, or nobody may.
    is_busy: bool,
    /// How many features could not be drawn, and why the first could not.
    left_out: u32,
    first_issue: String,
}

/// The layers that are read by parts.
pub type Layers = Rc<RefCell<Vec<Rc<RefCell<ByParts>>>>>;

/// Whether a file is read by parts, by its address.
pub fn is_by_parts(url: &str) -> bool {
    url.rsplit_once('.').is_some_and(|(_, extension)| extension == "fgb")
}

/// Reads what the file says of itself, and tells the page, or why it cannot be read.
pub async fn open(basemap: Shared, layers: Layers, id: String, file: File, role: Role) {
    let opened = if role == Role::Base {
        opened(&basemap, &id, &file).await
    } else {
        Err("FlatGeobuf, expected GeoJSON for what the article is about".to_owned())
    };
    match opened {
        Ok(layer) => {
            layer.tell(&basemap);
            let mut layers = layers.borrow_mut();
            layers.retain(|known| known.borrow().id != id);
            layers.push(Rc::new(RefCell::new(layer)));
        }
        Err(reason) => tell(&Reply::News(News::Failed { subject: Subject::Layer(id), reason })),
    }
}

async fn opened(basemap: &Shared, id: &str, file: &File) -> Result<ByParts, String> {
    let mut first = part(&file.url, &(0..fgb::FIRST)).await?;
    let head = match Head::read(&first.bytes) {
        Err(HeadError::Short(end)) if first.bytes.len() as u64 == fgb::FIRST => {
            first = part(&file.url, &(0..end)).await?;
            Head::read(&first.bytes)
        }
        other => other,
    };
    let head = head.map_err(|error| error.to_string())?;
    let kind = sample(file, &head).await?;
    basemap.borrow_mut().layers.insert(id.to_owned(), Painted::by_parts());
    let range = 0..first.bytes.len() as u64;
    let mut layer = ByParts {
        id: id.to_owned(),
        file: file.clone(),
        tag: first.tag.clone(),
        parts: Parts::new(head),
        seam: basemap.borrow().seam,
        kind,
        named: Vec::new(),
        seen: None,
        left: MOST,
        is_busy: false,
        left_out: 0,
        first_issue: String::new(),
    };
    layer.take(basemap, &range, &first)?;
    Ok(layer)
}

/// What the layer's first feature looks like; its boxes look so too.
async fn sample(file: &File, head: &Head) -> Result<Option<Kind>, String> {
    let mut range = head.start..head.start + SAMPLE;
    let mut bytes = part(&file.url, &range).await?.bytes;
    let length = fgb::length(&bytes).unwrap_or_default();
    if length > SAMPLE {
        range.end = head.start + length;
        bytes = part(&file.url, &range).await?.bytes;
    }
    if (bytes.len() as u64) < length {
        let end = head.start + bytes.len() as u64;
        return Err(format!("the file ends in its first feature, at {end} bytes"));
    }
    let feature =
        head.feature(&bytes).and_then(|feature| read_feature(0, feature).map_err(|issue| issue.to_string()));
    Ok(Kind::of(&feature?))
}

/// Looks at what a picture shows: what the layers in it lack is fetched.
pub fn look(basemap: &Shared, layers: &Layers, wanted: &Paint) {
    for layer in layers.borrow().iter() {
        let is_on = wanted.order.subjects.contains(&Subject::Layer(layer.borrow().id.clone()));
        if is_on && layer.borrow_mut().turn_to(&wanted.view) {
            spawn_local(fill(basemap.clone(), layer.clone()));
        }
    }
}

/// How much of two windows lies in both, from 0 to 1.
fn in_common(a: &fgb::Bounds, b: &fgb::Bounds) -> f64 {
    let area = |[west, south, east, north]: fgb::Bounds| (east - west).max(0.) * (north - south).max(0.);
    let both = area([a[0].max(b[0]), a[1].max(b[1]), a[2].min(b[2]), a[3].min(b[3])]);
    let either = area(*a) + area(*b) - both;
    if either > 0. { both / either } else { 0. }
}

impl ByParts {
    /// Looks at a view; whether somebody has to fetch what it lacks.
    fn turn_to(&mut self, view: &View) -> bool {
        let wanted = Self::wanted(view);
        if self.seen.is_some_and(|seen| seen == wanted) {
            return false;
        }
        // What is new in view may cost as much as its part of it.
        let same = self.seen.map_or(0., |seen| in_common(&seen.window, &wanted.window));
        self.left = MOST.min(self.left + (MOST as f64 * (1. - same)) as u64);
        self.seen = Some(wanted);
        !std::mem::replace(&mut self.is_busy, true)
    }

    fn wanted(view: &View) -> Wanted {
        let (min, scale) = (view.corner, view.scale);
        let max = WorldPoint { x: min.x + view.size.width / scale, y: min.y + view.size.height / scale };
        let (north_west, south_east) = (unproject(min), unproject(max));
        let window = [north_west.lon, south_east.lat, south_east.lon, north_west.lat];
        Wanted { window, dot: DOT / scale * 360., most: MOST }
    }

    /// The boxes of what is not there, in world units, dots as large as dots are.
    fn boxes(&self, boxes: &[fgb::Bounds], dot: f64) -> Option<Painted> {
        let kind = self.kind.as_ref()?;
        let grown = |[west, south, east, north]: fgb::Bounds| {
            let (across, down) = ((dot - (east - west)).max(0.) / 2., (dot - (north - south)).max(0.) / 2.);
            let degrees = [west - across, south - down, east + across, north + down];
            self.seam.project_bounds(degrees)
        };
        let is_there = |bounds: &WorldBounds| !bounds.is_empty() && bounds.width().is_finite();
        Some(Painted::of_boxes(kind, boxes.iter().copied().map(grown).filter(is_there)))
    }
}

/// Fetches what is lacking of what is looked at, and goes on where its reader does.
async fn fill(basemap: Shared, layer: Rc<RefCell<ByParts>>) {
    let (mut rounds, mut last) = (0, None);
    loop {
        let Some((ranges, seen)) = layer.borrow_mut().next(&basemap, rounds) else { return };
        rounds = if last == Some(seen) { rounds + 1 } else { 0 };
        last = Some(seen);
        let url = layer.borrow().file.url.clone();
        for range in ranges {
            let came = part(&url, &range).await;
            let took = came.and_then(|part| layer.borrow_mut().take(&basemap, &range, &part));
            if let Err(reason) = took {
                return layer.borrow_mut().fail(reason);
            }
        }
        layer.borrow().tell(&basemap);
    }
}

impl ByParts {
    /// What to fetch next, and for which view; boxes stand for it meanwhile. None where
    /// nothing is lacking, or nothing more may be fetched: then nobody fetches.
    fn next(&mut self, basemap: &Shared, rounds: usize) -> Option<(Vec<Range<u64>>, Wanted)> {
        let seen = self.seen?;
        let missing = self.parts.missing(&Wanted { most: self.left, ..seen });
        if let Some(painted) = basemap.borrow_mut().layers.get_mut(&self.id) {
            painted.boxes = self.boxes(&missing.boxes, seen.dot).map(Box::new);
        }
        self.is_busy = !missing.ranges.is_empty() && rounds < MOST_ROUNDS && self.left > 0;
        if self.is_busy {
            return Some((missing.ranges, seen));
        }
        tell(&Reply::News(News::Grown));
        None
    }

    /// Takes a part of the file.
    fn take(&mut self, basemap: &Shared, range: &Range<u64>, part: &Part) -> Result<(), String> {
        if part.tag != self.tag {
            return Err("another file was published while this one was read".to_owned());
        }
        let taken = self.parts.take(range, &part.bytes)?;
        if range.end > self.parts.head().start {
            self.left = self.left.saturating_sub(part.bytes.len() as u64);
        }
        let basemap = &mut *basemap.borrow_mut();
        let Some(painted) = basemap.layers.get_mut(&self.id) else { return Err("given up".to_owned()) };
        if painted.vertices() > MOST_VERTICES {
            *painted = Painted::by_parts();
            self.named.clear();
            self.parts.forget_features();
        }
        for issue in taken.issues {
            self.issue(issue.to_string());
        }
        for (number, feature) in taken.features {
            match read_feature(number as usize, feature) {
                Ok(feature) => {
                    let feature = self.seam.place(feature);
                    painted.push(&feature);
                    if feature.properties.contains_key("name") {
                        self.named.push(feature);
                    }
                }
                Err(issue) => self.issue(issue.to_string()),
            }
        }
        Ok(())
    }

    fn issue(&mut self, issue: String) {
        self.left_out += 1;
        if self.first_issue.is_empty() {
            self.first_issue = issue;
        }
    }

    /// Tells the page which names there are, and what could not be read.
    fn tell(&self, basemap: &Shared) {
        let mut needed = Needed::default();
        self.named.iter().for_each(|feature| needed.push(feature.clone(), Role::Base));
        let (features, _, names) = needed.finish();
        basemap.borrow_mut().keep_names(&self.id, names);
        let (layer, left_out) = (self.id.clone(), self.left_out);
        let first_issue = self.first_issue.clone();
        let read = protocol::Read { layer, features, left_out, first_issue, is_painted: true };
        tell(&Reply::News(News::Read(read)));
    }

    /// It cannot be read any further; its reader is told, and may have it opened again.
    fn fail(&mut self, reason: String) {
        self.is_busy = true;
        tell(&Reply::News(News::Failed { subject: Subject::Layer(self.id.clone()), reason }));
    }
}
