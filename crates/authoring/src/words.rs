//! What an atlas must say from its first moment, in the languages that the interface has. An
//! author writes over all of it.

use jsonc_parser::cst::CstInputValue;

use crate::json::{object, written};

/// The words of one language.
pub struct Words {
    /// Its code.
    lang: &'static str,
    /// The article, as one who speaks.
    pub article: &'static str,
    /// What the article is as a speaker.
    pub account_of: &'static str,
    /// A region of which no more is said yet.
    pub place: &'static str,
    /// The heading above the regions.
    pub places_of: &'static str,
    /// Kinds of claims.
    pub demand: &'static str,
    /// See [`Self::demand`].
    pub statement: &'static str,
    /// See [`Self::demand`].
    pub account: &'static str,
    /// What drawing does not mean.
    pub disclaimer: &'static str,
    /// What a reader sees first.
    pub introduction: &'static str,
    /// Layers.
    pub sea: &'static str,
    /// See [`Self::sea`].
    pub land: &'static str,
    /// See [`Self::sea`].
    pub towns: &'static str,
    /// See [`Self::sea`].
    pub story: &'static str,
}

/// English first: it stands in for every other.
const ALL: [Words; 8] = [
    Words {
        lang: "en",
        article: "The article",
        account_of: "the article’s own account",
        place: "Place",
        places_of: "Places of the article",
        demand: "Territorial demand",
        statement: "Statement",
        account: "Account",
        disclaimer: "Drawing a line endorses nothing.",
        introduction: "Choose a place on the map or in the list to read what the article says about it.",
        sea: "Sea",
        land: "Land",
        towns: "Towns",
        story: "What the article is about",
    },
    Words {
        lang: "fr",
        article: "L’article",
        account_of: "récit de l’article",
        place: "Lieu",
        places_of: "Lieux de l’article",
        demand: "Revendication territoriale",
        statement: "Déclaration",
        account: "Récit",
        disclaimer: "Tracer une ligne ne vaut pas approbation.",
        introduction: "Choisissez un lieu sur la carte ou dans la liste pour lire ce que l’article en dit.",
        sea: "Mer",
        land: "Terres",
        towns: "Villes",
        story: "Ce dont parle l’article",
    },
    Words {
        lang: "de",
        article: "Der Artikel",
        account_of: "Darstellung des Artikels",
        place: "Ort",
        places_of: "Orte des Artikels",
        demand: "Gebietsforderung",
        statement: "Aussage",
        account: "Darstellung",
        disclaimer: "Eine gezeichnete Linie heißt nichts gut.",
        introduction: "Wählen Sie einen Ort auf der Karte oder in der Liste, um zu lesen, was der Artikel darüber sagt.",
        sea: "Meer",
        land: "Land",
        towns: "Städte",
        story: "Wovon der Artikel handelt",
    },
    Words {
        lang: "es",
        article: "El artículo",
        account_of: "relato del artículo",
        place: "Lugar",
        places_of: "Lugares del artículo",
        demand: "Reivindicación territorial",
        statement: "Declaración",
        account: "Relato",
        disclaimer: "Trazar una línea no vale como aprobación.",
        introduction: "Elija un lugar en el mapa o en la lista para leer lo que el artículo dice de él.",
        sea: "Mar",
        land: "Tierra",
        towns: "Ciudades",
        story: "De lo que trata el artículo",
    },
    Words {
        lang: "ru",
        article: "Статья",
        account_of: "изложение статьи",
        place: "Место",
        places_of: "Места статьи",
        demand: "Территориальное требование",
        statement: "Заявление",
        account: "Изложение",
        disclaimer: "Проведённая линия ничего не одобряет.",
        introduction: "Выберите место на карте или в списке, чтобы прочитать, что о нём говорит статья.",
        sea: "Море",
        land: "Суша",
        towns: "Города",
        story: "О чём говорит статья",
    },
    Words {
        lang: "hy",
        article: "Հոդվածը",
        account_of: "հոդվածի շարադրանքը",
        place: "Վայր",
        places_of: "Հոդվածի վայրերը",
        demand: "Տարածքային պահանջ",
        statement: "Հայտարարություն",
        account: "Շարադրանք",
        disclaimer: "Գիծ գծելը որևէ բան հաստատել չէ։",
        introduction: "Ընտրեք վայր քարտեզի վրա կամ ցանկում՝ կարդալու, թե հոդվածն ինչ է ասում դրա մասին։",
        sea: "Ծով",
        land: "Ցամաք",
        towns: "Քաղաքներ",
        story: "Ինչի մասին է հոդվածը",
    },
    Words {
        lang: "az",
        article: "Məqalə",
        account_of: "məqalənin öz ifadəsi",
        place: "Yer",
        places_of: "Məqalənin yerləri",
        demand: "Ərazi tələbi",
        statement: "Bəyanat",
        account: "Məqalənin ifadəsi",
        disclaimer: "Xətt çəkmək heç nəyi təsdiqləmir.",
        introduction: "Məqalənin yer haqqında nə dediyini oxumaq üçün xəritədə və ya siyahıda onu seçin.",
        sea: "Dəniz",
        land: "Quru",
        towns: "Şəhərlər",
        story: "Məqalə nə haqqındadır",
    },
    Words {
        lang: "ar",
        article: "المقال",
        account_of: "رواية المقال",
        place: "مكان",
        places_of: "أماكن المقال",
        demand: "مطالبة إقليمية",
        statement: "تصريح",
        account: "رواية",
        disclaimer: "رسم خط لا يعني تأييد أي طرف.",
        introduction: "اختر مكانًا على الخريطة أو في القائمة لتقرأ ما يقوله المقال عنه.",
        sea: "البحر",
        land: "اليابسة",
        towns: "المدن",
        story: "ما يتحدث عنه المقال",
    },
];

/// The words of a language, or of its kind, or English ones.
pub fn of(lang: &str) -> &'static Words {
    let found = ALL.iter().find(|words| atlas::is_kin(words.lang, lang));
    found.unwrap_or(&ALL[0])
}

/// One of the words in each language.
pub fn localized<'a>(
    languages: impl IntoIterator<Item = &'a str>,
    word: fn(&Words) -> &'static str,
) -> CstInputValue {
    object(languages.into_iter().map(|lang| (lang, word(of(lang)).into())))
}

/// What the source of what is drawn here is.
pub const OWN_DRAWING: &str = "Drawn by hand for this atlas.";

/// `wanted`, or with a number where it is taken; where nothing of it can be an id, `place`.
pub fn free(wanted: &str, is_taken: impl Fn(&str) -> bool) -> String {
    let wanted = if wanted.is_empty() { "place" } else { wanted };
    let numbered = (2..).map(|number: u32| format!("{wanted}-{number}"));
    let mut all = std::iter::once(wanted.to_owned()).chain(numbered);
    all.find(|id| !is_taken(id)).unwrap_or_default()
}

/// The text of a layer without features.
pub fn empty_layer() -> String {
    written(object([("type", "FeatureCollection".into()), ("features", CstInputValue::Array(Vec::new()))]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_language_of_the_interface_has_its_own() {
        for lang in ["fr", "en", "de", "es", "ru", "hy", "az", "ar"] {
            assert_eq!(of(lang).lang, lang);
        }
        assert_eq!(of("fr-CH").lang, "fr");
        assert_eq!(of("ja").lang, "en");
    }

    #[test]
    fn an_id_that_is_taken_is_numbered() {
        assert_eq!(free("a", |id| id == "a" || id == "a-2"), "a-3");
        assert_eq!(free("", |_| false), "place");
    }
}
