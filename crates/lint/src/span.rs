//! From where to where something reaches, round the Earth.

/// West and east, in degrees, of what reaches over these stretches: across the antimeridian
/// (west more than east, RFC 7946), where more than half of the world lies between what is
/// east of it and what is west. `None` of nothing. O(n log n).
#[must_use]
pub fn span(mut stretches: Vec<(f64, f64)>) -> Option<(f64, f64)> {
    stretches.sort_by(|a, b| a.0.total_cmp(&b.0));
    let &(west, mut east) = stretches.first()?;
    let mut gap = None;
    for (start, end) in stretches {
        if start - east > 180. {
            gap = Some((start, east));
        }
        east = east.max(end);
    }
    Some(gap.unwrap_or((west, east)))
}
