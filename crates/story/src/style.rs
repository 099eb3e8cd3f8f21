//! How a feature asks to be drawn.

use carto::Feature;

/// What a mark may look like: the style sheet's names, and the base map's. A
/// feature can ask for no other class of the page.
const STYLES: [&str; 18] = [
    "outline",
    "dotted-outline",
    "hatched",
    "dashed-band",
    "dashed-band-light",
    "contact-line",
    "road",
    "town",
    "village",
    "marker",
    "country",
    "neighbour",
    "district",
    "sea",
    "lake",
    "river",
    "state-border",
    "place",
];

/// How a feature is to look; an outline where it does not say, or nobody knows.
pub fn style(feature: &Feature) -> &'static str {
    let said = feature.text("style").unwrap_or_default();
    STYLES.into_iter().find(|style| *style == said).unwrap_or(STYLES[0])
}

#[cfg(test)]
mod tests {
    use carto::parse::parse_layer;

    use super::*;

    #[track_caller]
    fn check(said: &str, want: &str) {
        let text = format!(
            r#"{{"type": "FeatureCollection", "features": [{{"type": "Feature", "properties": {said},
            "geometry": {{"type": "Point", "coordinates": [45, 40]}}}}]}}"#
        );
        let layer = parse_layer(&text).expect("a layer").layer;
        assert_eq!(style(&layer.features[0]), want, "{said}");
    }

    #[test]
    fn a_style_is_one_of_those_that_are_known() {
        check(r#"{"style": "hatched"}"#, "hatched");
        check(r#"{"style": "lake"}"#, "lake");
        check("{}", "outline");
    }

    #[test]
    fn no_other_class_of_the_page_can_be_asked_for() {
        for class in ["gone", "legend", "hatched is-selected", "notices on-map", "\\\"><b>"] {
            check(&format!("{{\"style\": \"{class}\"}}"), "outline");
        }
    }
}
