//! What the page was built with (`crates/prerender`): the atlas's texts, and a picture
//! whose paths are also the first layers.

use atlas::{Atlas, ClaimFile, Manifest, RegionFile};
use serde_json::Value;

use crate::door::{json, page, standing::Picture};

/// What the page was built with.
pub struct First {
    /// Tells its atlas's edition (`atlas::digest`).
    pub digest: String,
    /// The atlas's texts, less what only fine print needs.
    pub atlas: Atlas,
    /// The layers of its picture.
    pub layers: Vec<FirstLayer>,
    /// The atlas's files, each with its digest as `integrity` has it.
    pub files: Vec<(String, String)>,
}

/// What the build wrote into the page of a layer.
pub struct FirstLayer {
    /// Its id.
    pub id: String,
    /// Its features, described in JSON.
    pub features: Value,
    /// Their path data.
    pub paths: Vec<String>,
}

/// The features of all layers, described in JSON.
fn features() -> String {
    let data = page::document().get_element_by_id("first-features");
    data.and_then(|data| data.text_content()).unwrap_or_default()
}

/// What the page was built with; `None` for a page without picture.
/// The texts are those of `other`, where its reader reads another language than the page
/// came in.
pub fn read(picture: &Picture, other: Option<&str>) -> Option<First> {
    let mut block = json::own(&features()).ok()?;
    let atlas = match other {
        Some(other) => texts(other)?,
        None => atlas(block.get("texts")?)?,
    };
    let digest = block.get("atlas")?.as_str()?.to_owned();
    let layers = block.get_mut("layers")?.as_array_mut()?.iter_mut();
    let layers = layers.map(|described| layer(described, picture)).collect::<Option<_>>()?;
    let files = block.get("files")?.as_object()?.iter();
    let files =
        files.filter_map(|(file, digest)| Some((file.clone(), digest.as_str()?.to_owned()))).collect();
    Some(First { digest, atlas, layers, files })
}

/// The atlas's texts in one language, as the build has written them: it has read all of
/// it, and what fails here is read from the files.
pub fn texts(text: &str) -> Option<Atlas> {
    atlas(&json::own(text).ok()?)
}

#[inline(never)]
fn atlas(block: &Value) -> Option<Atlas> {
    Some(Atlas {
        manifest: Manifest::from_value(block.get("atlas")?).ok()?,
        regions: RegionFile::from_value(block.get("regions")?).ok()?,
        claims: ClaimFile::from_value(block.get("claims")?).ok()?,
    })
}

fn layer(described: &mut Value, picture: &Picture) -> Option<FirstLayer> {
    let id = described.get("id")?.as_str()?.to_owned();
    let features = described.get_mut("features")?.take();
    Some(FirstLayer { features, paths: picture.paths(&id), id })
}
