//! The bundle's own files: the map of the world, and an atlas to begin from.

use authoring::World;

/// Fetches the map of the world and its towns.
///
/// # Errors
/// One cannot be had, by its name.
pub async fn world() -> Result<World, String> {
    Ok(World::new(&text("base/countries.geojson").await?, &text("base/places.tsv").await?))
}

/// Fetches the atlas that this bundle shows: the files that its manifest names.
///
/// # Errors
/// There is none, or one of them cannot be had.
pub async fn atlas() -> Result<Vec<(String, Vec<u8>)>, String> {
    const FOLDER: &str = "../geodata/";
    let manifest = text(&format!("{FOLDER}atlas.json")).await?;
    let read = atlas::Manifest::parse(&manifest).map_err(|why| why.to_string())?;
    let mut names: Vec<String> = vec![read.regions, read.claims, "SOURCES.md".to_owned()];
    names.extend(read.chronicle);
    names.extend(read.relief.map(|relief| relief.file));
    names.extend(read.locator.map(|locator| locator.file));
    names.extend(read.layers.into_iter().map(|layer| layer.file));
    let mut all = vec![("atlas.json".to_owned(), manifest.into_bytes())];
    for name in names {
        let content = bytes(&format!("{FOLDER}{name}")).await?;
        all.push((name, content));
    }
    Ok(all)
}

async fn text(address: &str) -> Result<String, String> {
    String::from_utf8(bytes(address).await?).map_err(|_| format!("{address}: no text"))
}

async fn bytes(address: &str) -> Result<Vec<u8>, String> {
    let answer = browser::fetch(address).await?;
    answer.binary().await.map_err(|why| format!("{address}: {why}"))
}
