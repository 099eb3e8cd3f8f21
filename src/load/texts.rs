//! An atlas's texts from their files: manifest, regions, claims.

use atlas::{Atlas, ClaimFile, Manifest, RegionFile, digest::digest};
use futures::join;
use serde_json::Value;

use crate::door::{files, json};

/// What could not be had or read: the file, and why.
pub type Missing = (String, String);

/// The atlas's texts, and the digest that tells this edition from others. `known` is called
/// once there is a manifest, or will be none.
///
/// # Errors
/// A file could not be had or read.
pub async fn texts(folder: &str, known: &dyn Fn(Option<&Manifest>)) -> Result<(Atlas, String), Missing> {
    const FILE: &str = "atlas.json";
    let text = self::text(folder, FILE).await;
    let read = text.and_then(|text| {
        let manifest = Manifest::from_value(&json(FILE, &text)?).map_err(|e| named(FILE, &e))?;
        Ok((text, manifest))
    });
    known(read.as_ref().ok().map(|(_, manifest)| manifest));
    let (text, manifest) = read?;
    let (regions, claims) =
        join!(self::text(folder, &manifest.regions), self::text(folder, &manifest.claims));
    let (regions, claims) = (regions?, claims?);
    let digest = digest(&[text.as_bytes(), regions.as_bytes(), claims.as_bytes()]);
    let regions = RegionFile::from_value(&json(&manifest.regions, &regions)?)
        .map_err(|e| named(&manifest.regions, &e))?;
    let claims =
        ClaimFile::from_value(&json(&manifest.claims, &claims)?).map_err(|e| named(&manifest.claims, &e))?;
    Ok((Atlas { manifest, regions, claims }, digest))
}

fn named(file: &str, error: &dyn std::fmt::Display) -> Missing {
    (file.to_owned(), error.to_string())
}

fn json(file: &str, text: &str) -> Result<Value, Missing> {
    json::parse(text).map_err(|e| (file.to_owned(), e))
}

async fn text(folder: &str, file: &str) -> Result<String, Missing> {
    let read = async { files::text(&files::find(folder, file)?).await };
    read.await.map_err(|reason| (file.to_owned(), reason))
}
