//! The first moment of an atlas: what must be there for the check to read it.

use atlas::check::MANIFEST_FILE;
use jsonc_parser::cst::CstInputValue;
use serde_json::Value;

use crate::json::{input, localized, object, written};
use crate::project::{ARTICLE, Project};
use crate::refused::Refused;
use crate::shape::{Shape, around};
use crate::words::{self, Words};

/// What an author says first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Beginning {
    /// The headline.
    pub title: String,
    /// The paper.
    pub publisher: String,
    /// When it appeared: `2026-11-28`.
    pub published: String,
    /// Where to read it.
    pub url: Option<String>,
    /// The article's language (BCP 47).
    pub language: String,
    /// The languages of the atlas; the first one first offered.
    pub languages: Vec<String>,
}

/// The whole world, as far as maps have it: what an atlas without a shape shows.
const EVERYWHERE: [f64; 4] = [-170., -58., 170., 75.];

/// How far around its shapes an atlas shows the land, in parts of their own size, and at least
/// in degrees.
const AROUND: f64 = 0.35;
const LEAST: f64 = 0.05;

/// What is wider shows the world.
const WIDEST: f64 = 300.;

/// How much further the land goes on.
const BEYOND: f64 = 1.;

impl Project {
    /// An atlas without a region.
    #[must_use]
    pub fn begin(beginning: &Beginning, article: &str) -> Self {
        let Beginning { title, publisher, published, url, language, languages } = beginning;
        let languages: Vec<&str> = languages.iter().map(|lang| &**lang).collect();
        let in_all = |word: fn(&Words) -> &'static str| words::localized(languages.iter().copied(), word);
        let title_in_all = object(languages.iter().map(|&lang| (lang, (&**title).into())));
        let id = words::free(&exchange::kebab(title), |_| false);
        let manifest = object([
            ("id", (&*id).into()),
            ("title", title_in_all),
            ("introduction", in_all(|words| words.introduction)),
            ("languages", CstInputValue::Array(languages.iter().map(|&lang| lang.into()).collect())),
            ("as_of", published.split('T').next().unwrap_or_default().into()),
            ("view", numbers(EVERYWHERE)),
            ("extent", numbers(EVERYWHERE)),
            ("disclaimer", in_all(|words| words.disclaimer)),
            ("regions", "regions.json".into()),
            ("claims", "claims.json".into()),
            (
                "layers",
                CstInputValue::Array(vec![layer(
                    "story",
                    "story.geojson",
                    "story",
                    in_all(|words| words.story),
                )]),
            ),
            (
                "parties",
                CstInputValue::Array(vec![object([
                    ("id", "article".into()),
                    ("name", in_all(|words| words.article)),
                    ("voice", true.into()),
                ])]),
            ),
            ("credits", CstInputValue::Array(vec![object([("text", (&**publisher).into())])])),
        ]);
        let regions = object([
            (
                "themes",
                CstInputValue::Array(vec![object([
                    ("id", "places".into()),
                    ("name", in_all(|words| words.places_of)),
                    ("regions", CstInputValue::Array(Vec::new())),
                ])]),
            ),
            ("regions", CstInputValue::Array(Vec::new())),
        ]);
        let paper = words::free(&exchange::kebab(&format!("{publisher} {published}")), |_| false);
        let source = [
            ("id", (&*paper).into()),
            ("publisher", (&**publisher).into()),
            ("title", (&**title).into()),
            ("published", (&**published).into()),
            ("language", (&**language).into()),
        ];
        let source = source
            .into_iter()
            .chain(url.as_deref().map(|url| ("url", url.into())))
            .chain([("sha256", lint::sha256(article).into())]);
        let speaker = object([
            ("id", "article".into()),
            ("party", "article".into()),
            ("name", localized_all(&languages, publisher)),
            ("role", in_all(|words| words.account_of)),
        ]);
        let claims = object([
            ("source", object(source)),
            ("speakers", CstInputValue::Array(vec![speaker])),
            ("kinds", object([])),
            ("claims", CstInputValue::Array(Vec::new())),
        ]);
        let files = [
            (MANIFEST_FILE, written(manifest)),
            ("regions.json", written(regions)),
            ("claims.json", written(claims)),
            ("story.geojson", words::empty_layer()),
            (
                "SOURCES.md",
                format!(
                    "# Sources of the atlas\n\n{}\n",
                    "Origin, licence, date and precision of every file. A feature’s `source` is one of the headings below."
                ),
            ),
            (ARTICLE, article.to_owned()),
        ];
        Self::new(files.map(|(name, text)| (name.to_owned(), text.into_bytes())))
    }

    /// With a heading in SOURCES.md, where it has none of that id.
    pub(crate) fn with_heading(&self, id: &str, told: &str) -> Self {
        const SOURCES: &str = "SOURCES.md";
        let text = self.text(SOURCES).unwrap_or("# Sources of the atlas\n");
        if atlas::check::heading_ids(text).iter().any(|known| known == id) {
            return self.clone();
        }
        self.with(SOURCES, format!("{}\n\n## {id}\n\n{told}\n", text.trim_end()))
    }

    /// With a first view and land around that hold a shape, where they do not: an atlas of
    /// which nothing was drawn before shows this one.
    pub(crate) fn holding(&self, shape: &Shape) -> Result<Self, Refused> {
        let view = self.manifest()?.view;
        let Some(own) = shape.bounds() else { return Ok(self.clone()) };
        let is_new = view == EVERYWHERE;
        let [west, south, east, north] = own;
        let holds = |corner| atlas::manifest::contains(view, corner);
        if !is_new && holds([west, south]) && holds([east, north]) {
            return Ok(self.clone());
        }
        let drawn = self.drawn();
        let all = drawn.iter().filter_map(|drawn| drawn.shape.as_ref()).flat_map(Shape::boxes);
        let all = if is_new {
            around(all)
        } else {
            around(boxes(view).into_iter().chain(boxes(grown(own, AROUND))))
        };
        let all = all.unwrap_or(own);
        self.viewing(if is_new { grown(all, AROUND) } else { all })
    }

    /// With this first view: west, south, east, north in degrees. The land goes on as far
    /// around as it is wide.
    ///
    /// # Errors
    /// The manifest cannot be read.
    pub fn viewing(&self, view: [f64; 4]) -> Result<Self, Refused> {
        let extent = grown(view, BEYOND);
        self.edited(MANIFEST_FILE, |root| {
            crate::json::set(root, "view", Some(numbers(view.map(tidy))));
            crate::json::set(root, "extent", Some(numbers(extent.map(tidy))));
            Ok(())
        })
    }
}

/// A layer, as the manifest has it.
pub(crate) fn layer(id: &str, file: &str, role: &str, name: CstInputValue) -> CstInputValue {
    object([("id", id.into()), ("file", file.into()), ("role", role.into()), ("name", name)])
}

fn localized_all(languages: &[&str], text: &str) -> CstInputValue {
    match languages {
        [one] => localized(one, text),
        all => object(all.iter().map(|&lang| (lang, text.into()))),
    }
}

/// A box that is larger on each side by a part of its size, within what a map can show: across
/// 180° where it reaches there.
fn grown([west, south, east, north]: [f64; 4], by: f64) -> [f64; 4] {
    let width = if west > east { east + 360. - west } else { east - west };
    let (x, y) = ((width * by).max(LEAST), ((north - south) * by).max(LEAST));
    let (south, north) = ((south - y).max(-85.), (north + y).min(85.));
    if width + 2. * x > WIDEST {
        return [EVERYWHERE[0], south, EVERYWHERE[2], north];
    }
    let round = |lon: f64| {
        if lon < -180. {
            lon + 360.
        } else if lon > 180. {
            lon - 360.
        } else {
            lon
        }
    };
    [round(west - x), south, round(east + x), north]
}

/// A box, or its two halves where it lies across 180°.
fn boxes([west, south, east, north]: [f64; 4]) -> Vec<[f64; 4]> {
    if west > east {
        vec![[west, south, 180., north], [-180., south, east, north]]
    } else {
        vec![[west, south, east, north]]
    }
}

fn tidy(degrees: f64) -> f64 {
    (degrees * 1000.).round() / 1000.
}

fn numbers(all: [f64; 4]) -> CstInputValue {
    input(&Value::from(all.to_vec()))
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use crate::Kind;

    pub const ARTICLE: &str = "An island for two towns\n\n\
        The council of Westbank wants the whole island for a park.\n\n\
        Eastbank asks for a bridge. The island is small, and the island is green.\n";

    pub fn island() -> Project {
        let beginning = Beginning {
            title: "An island for two towns".to_owned(),
            publisher: "The Paper".to_owned(),
            published: "2026-01-05".to_owned(),
            language: "en".to_owned(),
            languages: vec!["en".to_owned(), "fr".to_owned()],
            ..Beginning::default()
        };
        Project::begin(&beginning, ARTICLE)
    }

    #[test]
    fn what_is_begun_can_be_read_and_lacks_nothing_but_its_story() {
        let project = island();
        project.atlas().unwrap();
        let found = project.checked().unwrap().found;
        let rules: Vec<&str> = found.iter().map(|one| one.finding.rule.id()).collect();
        assert!(rules.iter().all(|rule| ["unused", "bbox"].contains(rule)), "{found:#?}");
    }

    #[test]
    fn the_first_shape_decides_where_the_map_is() {
        let project = island();
        let (project, _) = project.add_region(&crate::NewRegion::named("The island", "en")).unwrap();
        let shape = Shape::drawn(Kind::Area, &[[10., 40.], [11., 40.], [11., 41.]]).unwrap();
        let (project, id) = project.draw("the-island", &shape).unwrap();
        let manifest = project.manifest().unwrap();
        assert_eq!(manifest.view, [9.65, 39.65, 11.35, 41.35]);
        assert_eq!(manifest.extent, [7.95, 37.95, 13.05, 43.05]);
        let across = Shape::drawn(Kind::Point, &[[-178.9, -23.6]]).unwrap();
        assert_eq!(grown(across.bounds().unwrap(), AROUND).map(tidy), [-178.95, -23.65, -178.85, -23.55]);
        assert_eq!(grown([175., -25., -178., -20.], 1.), [168., -30., -171., -15.]);
        let far = Shape::drawn(Kind::Point, &[[12., 40.5]]).unwrap();
        let project = project.reshape("story.geojson", &id, &far).unwrap();
        assert_eq!(project.manifest().unwrap().view[2], 12.05);
    }
}
