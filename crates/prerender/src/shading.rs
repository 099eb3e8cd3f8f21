//! The relief of the first view, by a rule alone: a grey image laid over the land so
//! that it darkens or lightens, as the worker does pixel by pixel. So the picture is
//! whole before the program is there, and nothing of it changes once it is.

use std::fmt::Write as _;

use carto::{WorldBounds, decimal::decimal};

/// Its element; what takes the base map away takes it along.
pub const ELEMENT: &str = "<div class=\"basemap shading\"></div>";

/// The rules that lay the image in `file`, of `bounds`, over a frame that shows `view`.
/// A background: where nothing of the picture is shown, for another atlas, the image is
/// not fetched.
///
/// Hard light makes of a grey black below the middle and white above, as opaque as twice
/// its distance from it; at 0.55 of that, it is the worker's 1.1. A filter could do the
/// same: browsers keep what it made, 25 MB of it.
pub fn css(file: &str, bounds: WorldBounds, view: WorldBounds) -> String {
    let percent = |part: f64, whole: f64| decimal(100. * part / whole, 4);
    format!(
        ".first .under{{position:absolute;inset:0}}.first-map{{position:relative}}\
         .shading{{position:absolute;left:{}%;top:{}%;width:{}%;height:{}%;\
         background:url(\"{}\") 0 0/100% 100%;mix-blend-mode:hard-light;opacity:.55}}",
        percent(bounds.min.x - view.min.x, view.width()),
        percent(bounds.min.y - view.min.y, view.height()),
        percent(bounds.width(), view.width()),
        percent(bounds.height(), view.height()),
        address(file),
    )
}

/// Where the image is, from the page.
pub fn address(file: &str) -> String {
    format!("geodata/{}", in_url(file))
}

/// A file's name as a quoted `url()` of CSS may hold it, in a page's style element too.
fn in_url(name: &str) -> String {
    let mut written = String::new();
    for c in name.chars() {
        match c {
            '"' | '\\' | '<' | '>' | '%' | '?' | '#' | '\0'..=' ' | '\x7f' => {
                let _ = write!(written, "%{:02X}", u32::from(c));
            }
            _ => written.push(c),
        }
    }
    written
}

#[cfg(test)]
mod tests {
    use carto::WorldPoint;

    use super::*;

    fn bounds([x0, y0, x1, y1]: [f64; 4]) -> WorldBounds {
        WorldBounds { min: WorldPoint { x: x0, y: y0 }, max: WorldPoint { x: x1, y: y1 } }
    }

    #[test]
    fn it_lies_where_its_bounds_are() {
        let css = css("a.webp", bounds([0.4, 0.2, 0.8, 0.4]), bounds([0.5, 0.25, 0.7, 0.35]));
        assert!(css.contains("left:-50%;top:-50%;width:200%;height:200%;"), "{css}");
        assert!(css.contains("url(\"geodata/a.webp\")"), "{css}");
    }

    #[test]
    fn a_name_stays_a_name() {
        assert_eq!(in_url("a \"b\\.webp"), "a%20%22b%5C.webp");
        assert_eq!(in_url("</style>#?%\n"), "%3C/style%3E%23%3F%25%0A");
        assert_eq!(in_url("ombrage/é.webp"), "ombrage/é.webp");
    }
}
