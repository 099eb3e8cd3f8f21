//! `FlatGeobuf`, whose bytes the `fgb` crate reads.

use fgb::Head;

use crate::import::builder::Builder;
use crate::import::error::ImportError;
use crate::import::geo_json;
use crate::ledger::{Place, Thing};

const FORMAT: &str = "FlatGeobuf";

/// Reads a file, with its index or without.
pub(crate) fn read(builder: &mut Builder<'_>, stem: &str, bytes: &[u8]) -> Result<(), ImportError> {
    let unreadable = |reason: String| ImportError::unreadable(FORMAT, reason);
    let head = Head::read_whole(bytes).map_err(|error| unreadable(error.to_string()))?;
    let features = usize::try_from(head.start).ok().and_then(|start| bytes.get(start..));
    let features = features.ok_or_else(|| unreadable("the file ends in its index".to_owned()))?;
    // The `fgb` crate reads longitude and latitude alone, and so says nothing of others.
    let table = bytes.get(8..).and_then(|table| flatgeobuf::size_prefixed_root_as_header(table).ok());
    if table.is_some_and(|table| table.has_z() || table.has_m() || table.has_t() || table.has_tm()) {
        let why = "altitudes, measures or times of its positions: a layer of an atlas has no place for them";
        builder.ledger.dropped(Thing::Member, 1, why, &Place::default());
    }
    let layer = builder.layer(stem);
    let mut read = 0;
    for feature in head.features(features) {
        read += 1;
        match feature {
            Ok(feature) => {
                let feature = serde_json::from_str(&feature.to_string());
                let feature = feature.map_err(|error: serde_json::Error| unreadable(error.to_string()))?;
                geo_json::item(builder, layer, &feature)?;
            }
            Err(issue) => {
                let place = builder.place(layer, None);
                builder.ledger.dropped(Thing::Feature, 1, issue.reason, &place);
            }
        }
    }
    let missing = usize::try_from(head.features.saturating_sub(read)).unwrap_or(usize::MAX);
    builder.ledger.dropped(Thing::Feature, missing, "the file ends before them", &Place::default());
    Ok(())
}
