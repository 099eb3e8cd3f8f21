//! Begins an atlas: two regions on a made-up map, with a guide to every file.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, bail};
use bundle::say;

/// The files that an atlas begins with, besides the schemas.
const FILES: [(&str, &str); 8] = [
    ("README.md", include_str!("../starter/README.md")),
    ("SOURCES.md", include_str!("../starter/SOURCES.md")),
    ("article.txt", include_str!("../starter/article.txt")),
    ("atlas.json", include_str!("../starter/atlas.json")),
    ("regions.json", include_str!("../starter/regions.json")),
    ("claims.json", include_str!("../starter/claims.json")),
    ("land.geojson", include_str!("../starter/land.geojson")),
    ("story.geojson", include_str!("../starter/story.geojson")),
];

/// `confins new`: writes an atlas to begin from into `dir`, which is not there yet or empty.
///
/// # Errors
/// There is something in `dir`, or it cannot be written.
pub fn command(dir: &Path) -> Result<()> {
    if fs::read_dir(dir).is_ok_and(|mut inside| inside.next().is_some()) {
        bail!("{} is not empty, expected a new folder", dir.display());
    }
    let files = FILES.map(|(name, text)| (name.to_owned(), text.to_owned()));
    let schemas = atlas::schemas().into_iter().map(|(name, text)| (format!("schema/{name}"), text));
    for (name, text) in files.into_iter().chain(schemas) {
        let path = dir.join(name);
        let write = || {
            path.parent().map_or(Ok(()), fs::create_dir_all)?;
            fs::write(&path, text)
        };
        write().with_context(|| format!("{} cannot be written", path.display()))?;
    }
    let shown = dir.display();
    say(format!("{shown}: an atlas of two places; {shown}/README.md leads through its files"));
    say(format!("`confins serve {shown} --watch` shows it while you write"));
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check;

    #[test]
    fn what_one_begins_with_has_nothing_to_be_found() {
        let dir = tempfile::tempdir().unwrap();
        let atlas = dir.path().join("mine");
        command(&atlas).unwrap();
        let article = check::article(&atlas, None);
        let checked = check::checked(&atlas, article.as_deref()).unwrap();
        assert!(checked.found.is_empty(), "{:#?}", checked.found);
        assert!(checked.has_article);
    }

    #[test]
    fn nothing_is_written_over() {
        let dir = tempfile::tempdir().unwrap();
        command(dir.path()).unwrap();
        let why = command(dir.path()).unwrap_err().to_string();
        assert!(why.ends_with("is not empty, expected a new folder"), "{why}");
    }
}
