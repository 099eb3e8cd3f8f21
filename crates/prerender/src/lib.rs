//! The page before any script: the first view of the map as a picture, the
//! article's claims as text, both as data, and the rules that show them. The
//! build writes all of it into the page; the app then takes over what stands
//! there.
//!
//! Pure functions from the texts of an atlas to markup. Deliberately absent:
//! files, the page's policy, the style sheet's own rules; those are the
//! build's. How things look is `carto`'s and `scene`'s, what is said
//! `documents`'s.

mod arcs;
mod boot;
mod data;
mod files;
mod frame;
mod json_ld;
mod locator;
mod looks;
mod markup;
mod names;
pub mod page;
mod path;
mod picture;
mod shading;
mod widths;

use atlas::{Atlas, AtlasError, Chronicle, Manifest};
use carto::{
    Layer,
    parse::{LayerError, parse_layer},
    projection::Seam,
};
use documents::{Angle, Lang, article::article, contents, first_line::first_line, words};
use gazetteer::{Gazetteer, described};
use scene::Layers;

pub use files::Files;
use markup::escaped;
pub use widths::measure;

/// What the build writes into the page.
#[derive(Clone, Debug)]
pub struct First {
    /// The page's language.
    pub lang: Lang,
    /// The languages that its texts are in, by their codes.
    pub languages: Vec<String>,
    /// What a page begins with in each other language of its texts, by its code: JSON.
    pub texts: Vec<(String, String)>,
    /// What the page says while its program is not there, in each of them.
    pub boot: String,
    /// The same, where there is no script.
    pub no_script: String,
    /// The page's title.
    pub title: String,
    /// What the page is, in a few sentences.
    pub description: String,
    /// For which date the map is true, said.
    pub as_of: String,
    /// Where the relief of the picture is, which the page asks for first; empty for none.
    pub relief: String,
    /// Rules of the picture, besides the page's own style sheet.
    pub css: String,
    /// Markup of the picture.
    pub picture: String,
    /// Markup of the panel's text.
    pub text: String,
    /// The claims in JSON-LD, and what the app starts from, as script elements.
    /// The end of the page is their place: nobody waits for them to see it.
    pub data: String,
}

/// Why there is no first page.
#[derive(Debug, thiserror::Error)]
pub enum FirstError {
    /// The atlas's own texts.
    #[error(transparent)]
    Atlas(#[from] AtlasError),
    /// A layer.
    #[error("layer {id}: {error}")]
    Layer {
        /// Its id.
        id: String,
        /// What is wrong with it.
        error: LayerError,
    },
    /// A place that the page should have.
    #[error("the page lacks {0}")]
    Lacks(String),
    /// A name that no attribute can have.
    #[error("no attribute has the name {name:?}: {error}")]
    Name {
        /// It.
        name: String,
        /// What is wrong with it.
        error: lol_html::errors::AttributeNameError,
    },
}

/// What the first page shows of an atlas. Features that cannot be read are left
/// out, as they are on screen.
///
/// # Errors
/// A file that cannot be read at all.
pub fn first(files: &Files) -> Result<First, FirstError> {
    let manifest = Manifest::parse(&files.manifest)?;
    let atlas = Atlas::parse(&files.manifest, &files.regions, &files.claims)?;
    let (mut layers, seam) = (Layers::default(), Seam::of(manifest.extent));
    let mut read: Vec<(String, Layer)> = Vec::new();
    for (id, text) in &files.layers {
        let loaded = parse_layer(text).map_err(|error| FirstError::Layer { id: id.clone(), error })?;
        let features = loaded.layer.features.into_iter().map(|feature| seam.place(feature));
        let layer = Layer { features: features.collect() };
        read.push((id.clone(), layer.clone()));
        layers.insert(id.clone(), layer);
    }
    let lang = languages::lang(manifest.languages.first().map_or("en", |code| code));
    let described = described(lang, languages::language("en"));
    let locator = located(files, &atlas, seam)?;
    let picture = picture::draw(&atlas, &layers, lang, locator.is_some());
    let (located, located_css) = locator.unwrap_or_default();
    // One that cannot be read the page names, once it runs.
    let chronicle = files.chronicle.as_deref().and_then(|text| Chronicle::parse(text).ok());
    let time = chronicle.map(|chronicle| first_line(&chronicle, manifest.as_of, lang).to_html());
    // Without a chronicle no line of time lies along the map's foot.
    let foot = if manifest.chronicle.is_none() { "#map{--foot:0px}" } else { "" };
    let features = data::features(files, &atlas, &layers, lang.code());
    let others = manifest.languages.iter().filter(|code| *code != lang.code());
    let texts = others.map(|code| (code.clone(), data::texts(files, code).to_string())).collect();
    let title = manifest.title.best(lang.code()).1;
    let places = if files.is_draft { Vec::new() } else { places(&atlas, read, described) };
    let article = article(&atlas, &places, described.language().code, lang);
    let text = contents(&atlas, &Angle::default(), lang).into_iter().chain([article]);
    let boot = boot::Said::of(&manifest.languages);
    Ok(First {
        lang,
        texts,
        boot: boot.html(),
        no_script: boot.no_script(),
        title: format!("{title} · Confins"),
        description: manifest.introduction.best(lang.code()).1.to_owned(),
        as_of: escaped(&words::situation(manifest.as_of, lang)),
        languages: manifest.languages,
        relief: manifest.relief.map(|relief| shading::address(&relief.file)).unwrap_or_default(),
        css: picture.css + &located_css + foot,
        // What lies on the map comes before it: a browser paints what has come, and the
        // map's own lines are most of the page.
        picture: located + &time.unwrap_or_default() + &picture.html,
        text: text.map(|node| node.to_html()).collect(),
        data: format!(
            "<script type=\"application/ld+json\">{}</script>\
             <script type=\"application/json\" id=\"first-features\">{features}</script>\
             <script type=\"text/plain\" id=\"first-words\">{}</script>",
            json_ld::graph(&atlas, &layers, lang),
            words(&atlas, lang)
        ),
    })
}

/// The interface's words, and names of the languages that this atlas's names are in.
fn words(atlas: &Atlas, lang: Lang) -> String {
    let names = atlas.regions.regions.iter().flat_map(|region| &region.names);
    let names: Vec<&str> = names.map(|name| &*name.lang).collect();
    languages::text_with(lang.language().code, &names).unwrap_or_default()
}

/// Where each region lies, in a sentence or two, by id.
fn places(atlas: &Atlas, layers: Vec<(String, Layer)>, lang: Lang) -> Vec<(String, String)> {
    let gazetteer = Gazetteer::new(atlas, layers);
    let regions = atlas.regions.regions.iter();
    regions.filter_map(|r| Some((r.id.clone(), gazetteer.in_short(&r.id, None, lang)?))).collect()
}

/// The locator's markup and rules, where the atlas has one and its file is there.
fn located(files: &Files, atlas: &Atlas, seam: Seam) -> Result<Option<(String, String)>, FirstError> {
    let (Some(locator), Some(text)) = (&atlas.manifest.locator, &files.locator) else { return Ok(None) };
    let loaded = parse_layer(text).map_err(|error| FirstError::Layer { id: locator.file.clone(), error })?;
    let features = loaded.layer.features.into_iter().map(|feature| seam.place(feature)).collect();
    Ok(locator::markup(atlas, locator, &Layer { features }))
}
