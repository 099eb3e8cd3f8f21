//! Files that an author has from others, or gives to others, and files of the base map that
//! are not text.

use std::collections::BTreeSet;

use atlas::Manifest;
use exchange::{Format, Options, Role, Story};
use fgb::{File, Head, View};
use lint::folder::Memory;
use serde_json::Value;

/// How often a view is asked what it lacks, as the worker does.
const MOST_ROUNDS: usize = 40;

/// A file that is read by parts: what a view asks for lies in order and costs what it may,
/// each feature is given once, and nobody asks for ever.
pub fn parts(data: &[u8]) {
    let Some((&[west, south, size, most], bytes)) = data.split_first_chunk::<4>() else { return };
    let Ok(head) = Head::read(bytes) else { return };
    for feature in head.features(bytes.get(head.start as usize..).unwrap_or_default()).flatten() {
        let _ = serde_json::to_string(&feature);
    }
    let mut file = File::new(head);
    let (west, south, size) = (f64::from(west), f64::from(south) / 2., f64::from(size) / 8.);
    let window = [west - 128., south - 64., west - 128. + size, south - 64. + size];
    let view = View { window, dot: f64::from(most) / 1_000., most: u64::from(most) * 64 };
    let mut given = BTreeSet::new();
    for _ in 0..MOST_ROUNDS {
        let missing = file.missing(&view);
        assert!(missing.ranges.windows(2).all(|pair| pair[0].end < pair[1].start), "{:?}", missing.ranges);
        if missing.ranges.is_empty() {
            return;
        }
        for range in missing.ranges {
            assert!(range.start < range.end, "{range:?}");
            let at = |at: u64| (at as usize).min(bytes.len());
            let part = &bytes[at(range.start)..at(range.end)];
            let Ok(taken) = file.take(&range, part) else { return };
            for (number, _) in taken.features {
                assert!(given.insert(number), "{number} is given twice");
            }
        }
    }
}

/// A file of another program: every layer that is read of it is drawn whole, and as many
/// features are kept as the ledger says.
pub fn import(data: &[u8]) {
    let own = Options { language: "en".to_owned(), source: "survey".to_owned(), role: Role::Story };
    let Ok(read) = exchange::import("file", data, &own) else { return };
    assert!(!read.layers.is_empty());
    for layer in &read.layers {
        let loaded = carto::parse::parse_layer(layer.text.as_bytes()).expect("a layer");
        assert!(loaded.issues.is_empty(), "{:?}, of {}", loaded.issues, layer.text);
        assert_eq!(loaded.layer.features.len(), layer.features, "{}", layer.text);
    }
    assert!(!read.ledger.to_string().is_empty());
}

/// An atlas, given to others: what it says of itself is well-formed in every format.
pub(crate) fn exported(manifest: &str, regions: &str, claims: &str, layer: &str) {
    let Ok(known) = Manifest::parse(manifest) else { return };
    let mut folder = Memory::default();
    let mut put = |file: &str, text: &str| folder.0.insert(file.to_owned(), text.as_bytes().to_vec());
    known.layers.iter().for_each(|entry| drop(put(&entry.file, layer)));
    put("atlas.json", manifest);
    put(&known.regions, regions);
    put(&known.claims, claims);
    let Ok(story) = Story::read(&folder) else { return };
    for format in Format::ALL {
        let text = exchange::export(&story, format, story.language(), None).text;
        match format {
            Format::Csv => assert!(text.starts_with('\u{feff}')),
            Format::Kml => drop(roxmltree::Document::parse(&text).expect("XML")),
            _ => drop(serde_json::from_str::<Value>(&text).expect("JSON")),
        }
    }
}
