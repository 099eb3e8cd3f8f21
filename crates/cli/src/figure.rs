//! Writes the map as a figure: the SVG that the page's menu saves, of a view that is asked
//! for. What a figure is, and what it says, is the crate `figure`'s.

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Context, Error, Result, bail};
use atlas::manifest::{LayerEntry, RELIEF, Role};
use atlas::{Atlas, Manifest, PartialDate, check::MANIFEST_FILE, near::meant};
use bundle::say;
use carto::{
    Feature, Layer, ScreenSize, WorldBounds,
    parse::{parse_layer, read_feature},
    projection::Seam,
};
use documents::{Lang, words::nearest};
use fgb::Head;
use figure::{Layers, Painted, Shown, aim};
use lint::folder::{Disk, Folder};
use prerender::measure;
use scene::{Filter, Scene};

use crate::check;
use crate::export::put;

/// The map's size where none is asked for, in CSS pixels: three to two, as pictures of
/// newspapers are.
pub const SIZE: ScreenSize = ScreenSize { width: 960., height: 640. };

/// How wide and how high a map may be, in CSS pixels, from the least to the most. Below a
/// smaller one words of the title would be broken; a larger one has no more to show.
const SIDES: [u16; 2] = [240, 8_000];

/// Which atlas, what of it, and into what.
#[derive(Debug, PartialEq)]
pub struct Options {
    /// The folder of the atlas.
    pub atlas: PathBuf,
    /// As [`check::Options::article`].
    pub article: Option<PathBuf>,
    /// The file; `None`: in the present folder, called as the atlas.
    pub to: Option<PathBuf>,
    /// What it shows.
    pub view: View,
}

/// What of an atlas a figure shows.
#[derive(Clone, Debug, PartialEq)]
pub struct View {
    /// `None`: the atlas's first.
    pub language: Option<String>,
    /// The id of a region that the map moves to, and marks.
    pub region: Option<String>,
    /// The ids of the layers that are on, of those that a reader can switch; `None`: those
    /// that are on at first.
    pub layers: Option<Vec<String>>,
    /// `None`: the atlas's own date.
    pub as_of: Option<PartialDate>,
    /// The map's size, in CSS pixels. What explains it stands below.
    pub size: ScreenSize,
}

impl Default for View {
    fn default() -> Self {
        Self { language: None, region: None, layers: None, as_of: None, size: SIZE }
    }
}

/// A figure.
#[derive(Debug)]
pub struct Drawn {
    /// The file's text.
    pub svg: String,
    /// The atlas's id.
    pub id: String,
    /// What could not be drawn, and why: a layer, or some of its features, in a line.
    pub left_out: Vec<String>,
}

/// `confins figure`: checks first, as `confins bake` does, and ends as that. A file that is
/// there is written over, but none of the atlas's own.
///
/// # Errors
/// The atlas has not what is asked for, or the file cannot be written.
pub fn command(options: &Options) -> Result<ExitCode> {
    let Options { atlas, article, to, view } = options;
    let code = match check::first(atlas, article.as_deref()) {
        Ok(code) => code,
        Err(code) => return Ok(code),
    };
    let Drawn { svg, id, left_out } =
        drawn(&Disk(atlas.clone()), view).with_context(|| check::shown(atlas))?;
    let to = to.clone().unwrap_or_else(|| format!("{id}.svg").into());
    put(&to, atlas, &svg)?;
    for why in left_out {
        say(format!("not drawn: {why}"));
    }
    say(format!("{}: {} bytes", to.display(), svg.len()));
    Ok(code)
}

/// Reads `WIDTHxHEIGHT`, in CSS pixels.
///
/// # Errors
/// It is something else, or a size that no figure has.
pub fn size(text: &str) -> Result<ScreenSize> {
    let [least, most] = SIDES;
    let side = |text: &str| text.parse().ok().filter(|side| (least..=most).contains(side)).map(f64::from);
    let sides = text.split_once(['x', '×']).and_then(|(width, height)| Some((side(width)?, side(height)?)));
    let (width, height) = sides.with_context(|| {
        format!("size `{text}`, expected WIDTHxHEIGHT, each {least} to {most} pixels: 960x640")
    })?;
    Ok(ScreenSize { width, height })
}

/// Draws a view of the atlas in `folder`. Layers and features that cannot be read are left
/// out, as they are on the page, and named.
///
/// # Errors
/// The atlas's texts cannot be read, or it has not what the view asks for.
pub fn drawn(folder: &dyn Folder, view: &View) -> Result<Drawn> {
    let atlas = texts(folder)?;
    let lang = language(&atlas.manifest, view.language.as_deref())?;
    let filter = Filter {
        off: off(&atlas.manifest, view.layers.as_deref())?,
        as_of: view.as_of.unwrap_or(atlas.manifest.as_of),
    };
    let (mut layers, mut lines, mut left_out) = (scene::Layers::default(), Layers::default(), Vec::new());
    let seam = Seam::of(atlas.manifest.extent);
    for entry in &atlas.manifest.layers {
        match read(folder, entry) {
            Ok((features, issues)) => {
                left_out.extend(told(entry, &issues));
                let features: Vec<Feature> = features.into_iter().map(|f| seam.place(f)).collect();
                if entry.role == Role::Base {
                    let mut painted = Painted::default();
                    for feature in &features {
                        painted.push(feature);
                    }
                    lines.insert(entry.id.clone(), painted.finished());
                }
                layers.insert(entry.id.clone(), Layer { features });
            }
            Err(why) => left_out.push(format!("layer {}: {}: {why}", entry.id, entry.file)),
        }
    }
    let scene = Scene::build(&atlas, &layers);
    let selected = view.region.as_deref().map(|id| region(&scene, id)).transpose()?;
    let bounds = selected.map_or(WorldBounds::EMPTY, |number| scene.bounds(number, &filter));
    let camera = aim(&atlas, bounds, view.size).context("its first view is empty")?;
    let shown =
        Shown { atlas: &atlas, layers: &layers, scene: &scene, camera, filter: &filter, selected, lang };
    let wanted = shown.figure(figure::paper(), &mut measure);
    let svg = figure::figure(&lines, &wanted).context("a map of no size")?;
    Ok(Drawn { svg, id: atlas.manifest.id, left_out })
}

fn texts(folder: &dyn Folder) -> Result<Atlas> {
    let text = |file: &str| -> Result<String> {
        let text = lint::folder::text(folder, file).map_err(Error::msg)?;
        Ok(lint::unmarked(&text).to_owned())
    };
    let manifest = text(MANIFEST_FILE)?;
    let Manifest { regions, claims, .. } = Manifest::parse(&manifest)?;
    Ok(Atlas::parse(&manifest, &text(&regions)?, &text(&claims)?)?)
}

/// The features of a layer, and why there are no others.
fn read(folder: &dyn Folder, entry: &LayerEntry) -> Result<(Vec<Feature>, Vec<String>), String> {
    let bytes = folder.read(&entry.file).map_err(|why| format!("cannot be read: {why}"))?;
    if !entry.is_by_parts() {
        let loaded = parse_layer(&bytes).map_err(|why| why.to_string())?;
        return Ok((loaded.layer.features, loaded.issues.iter().map(ToString::to_string).collect()));
    }
    let head = Head::read(&bytes).map_err(|why| why.to_string())?;
    let start = usize::try_from(head.start).ok().and_then(|start| bytes.get(start..));
    let (mut features, mut issues) = (Vec::new(), Vec::new());
    for (index, feature) in head.features(start.ok_or("the file ends in its index")?).enumerate() {
        let read = feature.map_err(|issue| issue.to_string());
        match read.and_then(|feature| read_feature(index, feature).map_err(|issue| issue.to_string())) {
            Ok(feature) => features.push(feature),
            Err(issue) => issues.push(issue),
        }
    }
    let read = (features.len() + issues.len()) as u64;
    if read < head.features {
        issues.push(format!("the file ends after {read} of {} features", head.features));
    }
    Ok((features, issues))
}

/// What is said of the features of a layer that could not be read.
fn told(entry: &LayerEntry, issues: &[String]) -> Option<String> {
    let (first, others) = issues.split_first()?;
    let more = if others.is_empty() { String::new() } else { format!("; {} more", others.len()) };
    Some(format!("layer {}: {}: {first}{more}", entry.id, entry.file))
}

/// The language that is asked for, else the atlas's first.
fn language(manifest: &Manifest, asked: Option<&str>) -> Result<Lang> {
    let there = &manifest.languages;
    let Some(code) = asked else { return Ok(languages::lang(there.first().map_or("en", |code| code))) };
    let found = nearest(&[code.to_owned()], there);
    let found = found.with_context(|| format!("no texts in `{code}`; there are {}", there.join(", ")))?;
    Ok(languages::lang(found))
}

/// The ids of the layers that are off. As in an address of the page, those that nobody can
/// switch stay as they are, unless they are asked for.
fn off(manifest: &Manifest, asked: Option<&[String]>) -> Result<Vec<String>> {
    let ids = || manifest.layers.iter().map(|layer| &*layer.id);
    for id in asked.unwrap_or_default() {
        // Shading is in no figure, and in the page's addresses.
        if id != RELIEF && !ids().any(|known| known == id) {
            bail!("no layer {}", missed(id, ids()));
        }
    }
    let is_on = |layer: &&LayerEntry| match asked {
        Some(on) => on.contains(&layer.id) || !layer.switch && layer.on,
        None => layer.on,
    };
    Ok(manifest.layers.iter().filter(|layer| !is_on(layer)).map(|layer| layer.id.clone()).collect())
}

/// The number of a region.
fn region(scene: &Scene, id: &str) -> Result<usize> {
    let ids = || scene.places.iter().map(|place| &*place.id);
    scene.number(id).with_context(|| format!("no region {}", missed(id, ids())))
}

/// What was asked for, and what may have been meant: the nearest there is, else all.
fn missed<'a>(got: &str, known: impl Iterator<Item = &'a str> + Clone) -> String {
    match meant(got, known.clone()) {
        Some(near) => format!("`{got}`; did you mean `{near}`?"),
        None => format!("`{got}`; there are {}", known.collect::<Vec<_>>().join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_size_is_two_numbers_of_pixels() {
        assert_eq!(size("960x640").unwrap(), SIZE);
        assert_eq!(size("8000×240").unwrap(), ScreenSize { width: 8_000., height: 240. });
        for wrong in ["", "960", "960x", "x640", "239x640", "960x8001", "960 x 640", "960x640x1", "-960x640"]
        {
            let why = size(wrong).unwrap_err().to_string();
            assert!(why.ends_with("expected WIDTHxHEIGHT, each 240 to 8000 pixels: 960x640"), "{why}");
        }
    }

    #[test]
    fn what_was_meant_is_told_else_what_there_is() {
        let known = ["north", "south"];
        assert_eq!(missed("suoth", known.into_iter()), "`suoth`; did you mean `south`?");
        assert_eq!(missed("lagoon", known.into_iter()), "`lagoon`; there are north, south");
    }
}
