//! The address's hash: which view, region and switches a link carries. A pure
//! reading and writing of text; what a value means is for the page to check.

use carto::{
    LonLat,
    decimal::{self, decimal},
};

/// What a hash says. Every part is optional; parts that are unknown or cannot
/// be read are ignored, so an old or mangled link still opens the page.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Hash {
    /// Zoom and centre.
    pub map: Option<(f64, LonLat)>,
    /// A region's id.
    pub region: Option<String>,
    /// A claim's id.
    pub claim: Option<String>,
    /// A language.
    pub lang: Option<String>,
    /// The ids of the layers that are on.
    pub layers: Option<Vec<String>>,
    /// The date of the map, ISO 8601, whole or partial.
    pub as_of: Option<String>,
    /// A step on the way through the article, from 1.
    pub step: Option<usize>,
    /// The party whose claims come first.
    pub side: Option<String>,
}

impl Hash {
    /// Reads a hash, with or without its `#`.
    pub fn parse(text: &str) -> Self {
        let mut hash = Self::default();
        let text = mended(text);
        for part in text.trim_start_matches('#').split('&') {
            let Some((key, value)) = part.split_once('=') else { continue };
            let id = || is_id(value).then(|| value.to_owned());
            match key {
                "map" => hash.map = view(value),
                "region" => hash.region = id(),
                "claim" => hash.claim = id(),
                "lang" => hash.lang = id(),
                "layers" => {
                    let ids = value.split(',').filter(|id| is_id(id));
                    hash.layers = Some(ids.map(str::to_owned).collect());
                }
                "asof" => hash.as_of = id(),
                "step" => hash.step = value.parse().ok().filter(|step| *step > 0),
                "view" => hash.side = id(),
                _ => {}
            }
        }
        hash
    }

    /// Writes the hash without `#`; parts that are `None` are left out.
    pub fn write(&self) -> String {
        let view = self
            .map
            .map(|(zoom, at)| format!("{}/{}/{}", decimal(zoom, 2), decimal(at.lat, 4), decimal(at.lon, 4)));
        let layers = self.layers.as_ref().map(|ids| ids.join(","));
        let step = self.step.map(|step| step.to_string());
        let parts = [
            ("map", view.as_deref()),
            ("region", self.region.as_deref()),
            ("claim", self.claim.as_deref()),
            ("step", step.as_deref()),
            ("lang", self.lang.as_deref()),
            ("layers", layers.as_deref()),
            ("asof", self.as_of.as_deref()),
            ("view", self.side.as_deref()),
        ];
        let written: Vec<String> =
            parts.iter().filter_map(|(key, value)| value.map(|v| format!("{key}={v}"))).collect();
        written.join("&")
    }
}

/// Ids, languages and dates are letters, digits and hyphens: nothing that a
/// link could smuggle.
fn is_id(text: &str) -> bool {
    !text.is_empty() && text.len() <= 64 && text.chars().all(|c| c.is_ascii_alphanumeric() || c == '-')
}

/// `ZOOM/LAT/LON` in range, or nothing.
fn view(text: &str) -> Option<(f64, LonLat)> {
    let mut numbers = text.split('/').map(decimal::parse);
    let (zoom, lat, lon) = (numbers.next()??, numbers.next()??, numbers.next()??);
    let in_range = (0. ..=24.).contains(&zoom) && lat.abs() <= 90. && lon.abs() <= 180.;
    (numbers.next().is_none() && in_range).then_some((zoom, LonLat { lon, lat }))
}

/// What programs that pass links on do to them, undone: signs written as codes,
/// capitals, and the sentence's own punctuation at the end.
fn mended(text: &str) -> String {
    const CODES: [(&str, &str); 5] = [("%23", "#"), ("%26", "&"), ("%2c", ","), ("%2f", "/"), ("%3d", "=")];
    let text = text
        .trim_end_matches(|c: char| !c.is_ascii_alphanumeric() && c != '=' && c != '-')
        .to_ascii_lowercase();
    CODES.iter().fold(text, |text, (code, sign)| text.replace(code, sign))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check_round_trip(text: &str) {
        assert_eq!(Hash::parse(text).write(), text);
    }

    #[test]
    fn what_is_written_is_read_back() {
        check_round_trip("");
        check_round_trip(
            "map=8.25/40.6402/45.5255&region=artsvashen&lang=en&layers=villages,corridor&asof=2024-04-17",
        );
        check_round_trip("region=eight-villages&claim=land-corridor");
        check_round_trip("step=3&lang=fr&asof=2020-11-10&view=baku");
    }

    #[test]
    fn no_layers_at_all_is_not_the_same_as_unsaid() {
        assert_eq!(Hash::parse("layers=").layers, Some(vec![]));
        assert_eq!(Hash::parse("").layers, None);
    }

    #[test]
    fn broken_and_unknown_parts_are_ignored() {
        let hash = Hash::parse("#map=8/95/45&region=%3Cscript%3E&foo=bar&&lang&=x&asof=2024-04-17");
        let want = Hash { as_of: Some("2024-04-17".into()), ..Hash::default() };
        assert_eq!(hash, want);
        assert_eq!(Hash::parse("map=8/40").map, None);
        assert_eq!(Hash::parse("step=0&step=x&step=-1").step, None);
        assert_eq!(Hash::parse("map=8/40/45/9").map, None);
        assert_eq!(Hash::parse("map=nan/40/45").map, None);
    }

    #[test]
    fn a_mangled_link_is_understood() {
        let want = Hash { region: Some("artsvashen".into()), lang: Some("fr".into()), ..Hash::default() };
        for text in [
            "#region=artsvashen&lang=fr",
            "%23region%3Dartsvashen%26lang%3Dfr",
            "#region%3dartsvashen&lang=fr",
            "#Region=Artsvashen&LANG=FR",
            "#region=artsvashen&lang=fr.",
            "#region=artsvashen&lang=fr).”",
            "#region=artsvashen&lang=fr »,",
        ] {
            assert_eq!(Hash::parse(text), want, "{text}");
        }
        assert_eq!(Hash::parse("layers=").layers, Some(vec![]), "which ends as it should");
    }

    #[test]
    fn an_escaped_comma_or_slash_is_understood() {
        assert_eq!(Hash::parse("layers=a%2Cb").layers, Some(vec!["a".into(), "b".into()]));
        assert!(Hash::parse("map=8%2F40%2F45").map.is_some());
    }

    proptest::proptest! {
        #[test]
        fn what_was_read_once_is_read_the_same_again(text in "(#?(map|region|claim|lang|layers|asof|step|view)=[a-z0-9%,./&-]{0,20}&?){0,6}") {
            let written = Hash::parse(&text).write();
            proptest::prop_assert_eq!(Hash::parse(&written).write(), written);
        }

        #[test]
        fn no_text_panics(text in ".*") {
            let _ = Hash::parse(&text).write();
        }
    }
}
