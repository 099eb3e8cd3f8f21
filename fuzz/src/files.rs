//! Files of the base map that are not text.

use std::collections::BTreeSet;

use fgb::{File, Head, View};

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
