//! An atlas's texts from their files: manifest, regions, claims.

use atlas::{Atlas, ClaimFile, Manifest, RegionFile, digest::digest};
use futures::join;

use crate::door::{files, json};

/// The atlas's texts, and the digest that tells this edition from others.
///
/// # Errors
/// The file that could not be had or read, and why.
pub async fn texts(folder: &str) -> Result<(Atlas, String), (String, String)> {
    let read = |file: &str| {
        let file = file.to_owned();
        async move { text(folder, &file).await.map_err(|reason| (file, reason)) }
    };
    let named = |file: &str, error: &dyn std::fmt::Display| (file.to_owned(), error.to_string());
    let json = |file: &str, text: &str| json::parse(text).map_err(|e| (file.to_owned(), e));
    let text = read("atlas.json").await?;
    let manifest = Manifest::from_value(&json("atlas.json", &text)?).map_err(|e| named("atlas.json", &e))?;
    let (regions, claims) = join!(read(&manifest.regions), read(&manifest.claims));
    let (regions, claims) = (regions?, claims?);
    let digest = digest(&[text.as_bytes(), regions.as_bytes(), claims.as_bytes()]);
    let regions = RegionFile::from_value(&json(&manifest.regions, &regions)?)
        .map_err(|e| named(&manifest.regions, &e))?;
    let claims =
        ClaimFile::from_value(&json(&manifest.claims, &claims)?).map_err(|e| named(&manifest.claims, &e))?;
    Ok((Atlas { manifest, regions, claims }, digest))
}

async fn text(folder: &str, file: &str) -> Result<String, String> {
    files::text(&files::find(folder, file)?).await
}
