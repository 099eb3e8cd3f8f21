//! The kinds of rules that an atlas must keep: what each is called, why it matters to
//! readers, and how what breaks it is mended.

/// Makes the list and what is told of each one, so that neither can lack what the other has.
macro_rules! rules {
    ($($(#[$doc:meta])* $rule:ident = $id:literal { why: $why:literal, mend: $mend:literal })+) => {
        /// A kind of rule.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
        pub enum Rule { $($(#[$doc])* $rule,)+ }

        impl Rule {
            /// All of them.
            pub const ALL: &'static [Self] = &[$(Self::$rule,)+];

            /// What programs call it: kebab-case, and the same for good.
            #[must_use]
            pub fn id(self) -> &'static str {
                match self { $(Self::$rule => $id,)+ }
            }

            /// Why it matters, in a sentence.
            #[must_use]
            pub fn why(self) -> &'static str {
                match self { $(Self::$rule => $why,)+ }
            }

            /// How what breaks it is mended, in a sentence.
            #[must_use]
            pub fn mend(self) -> &'static str {
                match self { $(Self::$rule => $mend,)+ }
            }
        }
    };
}

rules! {
    /// A file is JSON.
    Json = "json" {
        why: "Of a file that is no JSON nothing can be read, and the page lacks all that is in it.",
        mend: "Look at the line and the one before it: a comma, a bracket or a quotation mark is missing, or one too many."
    }
    /// A value is of the kind that is read there.
    Form = "form" {
        why: "The page reads each value by its key, and does not understand one of another kind.",
        mend: "Write what is expected there; the files of geodata/schema/ describe every key, and editors complete by them."
    }
    /// A file is there and can be read.
    File = "file" {
        why: "What is in a file that cannot be had is missing from the page.",
        mend: "Put the file there, or correct its name: capital letters count on most servers."
    }
    /// A file lies in the atlas's folder.
    Path = "path" {
        why: "An atlas is one folder that can be moved, and the page asks for nothing outside of it.",
        mend: "Put the file into the atlas's folder and name it from there, without `..` and without a slash in front."
    }
    /// A key stands once in its object.
    KeyTwice = "key-twice" {
        why: "Of two equal keys one is dropped, and programs do not agree which.",
        mend: "Keep one of the two."
    }
    /// Keys are ones that are read.
    UnknownKey = "unknown-key" {
        why: "Nothing reads it: most often it is a slip of the pen for another key.",
        mend: "Correct its spelling, or take it out."
    }
    /// Ids are kebab-case.
    Id = "id" {
        why: "Ids stand in links to the map and tie the files together; other characters are changed on the way.",
        mend: "Write it in lower-case letters and digits, joined by single hyphens, wherever it stands."
    }
    /// What is listed is listed once.
    Twice = "twice" {
        why: "Of two that are called alike only one is found.",
        mend: "Call one of them otherwise, or take it out."
    }
    /// What is named by its id exists.
    Reference = "reference" {
        why: "It leads nowhere, and readers miss what it should lead to.",
        mend: "Write an id that there is, or add what it names."
    }
    /// What exists is of use.
    Unused = "unused" {
        why: "No reader ever sees it.",
        mend: "Use it, or take it out."
    }
    /// A text stands in every language of the atlas.
    Text = "text" {
        why: "Readers of that language find nothing there.",
        mend: "Write the text in every language of the atlas, or take the language out of `languages`."
    }
    /// Languages have codes that browsers know.
    Language = "language" {
        why: "Browsers choose fonts, voices and hyphens by the code of a language, and know only those that there are.",
        mend: "Write the code of ISO 639-1, such as \"hy\" for Armenian."
    }
    /// The page has words of its own in the atlas's languages.
    Interface = "interface" {
        why: "Buttons and headings are the page's own, and it has them in fewer languages: readers get the nearest, or English.",
        mend: "Nothing is broken; a translation of the page's words (`crates/languages/texts`) gives every atlas the language."
    }
    /// Links lead to the web.
    Link = "link" {
        why: "The page shows no link that leads elsewhere than to the web.",
        mend: "Write the whole address, https:// in front."
    }
    /// Boxes are boxes, and the first view lies within the map.
    Bounds = "bounds" {
        why: "The map opens on these degrees, and cannot on others.",
        mend: "Write west, south, east, north in degrees; west is more than east only across the antimeridian."
    }
    /// What is drawn lies within the map.
    Outside = "outside" {
        why: "Nobody sees what lies outside of the extent; most often latitude and longitude are swapped.",
        mend: "Write longitude first, then latitude (RFC 7946), or make `extent` wider."
    }
    /// The map ends short of the poles.
    Poles = "poles" {
        why: "The map is in Web Mercator, which ends at 85.05° north and south: what lies beyond is squeezed onto its edge, and what lies near looks many times too large.",
        mend: "Keep `extent` and shapes within 85°; a map of a whole pole needs a program with a polar projection."
    }
    /// Sides are few enough to be told apart, and named where land is contested.
    Parties = "parties" {
        why: "Readers tell parties apart by colour and hatching, and must see who holds what and who claims it.",
        mend: "Name the parties in `held_by` and `claimed_by`; make who only speaks a `voice`."
    }
    /// Whose data the map is made of is said.
    Credits = "credits" {
        why: "Most licences of map data ask that their source is named.",
        mend: "Add whose data it is, and under which licence, to `credits`."
    }
    /// Styles are ones that there are, and fit what they are for.
    Style = "style" {
        why: "What has no style that fits it is not drawn.",
        mend: "Choose one of those that are expected for its geometry and layer."
    }
    /// Each region that has no parent stands under one theme.
    Theme = "theme" {
        why: "The list of places goes by themes: a region under none is not in it, one under two is there twice.",
        mend: "Put each region that has no parent under exactly one theme."
    }
    /// Regions are grouped one level deep.
    Parent = "parent" {
        why: "The list of places has two levels, and the texts of a third would not be found.",
        mend: "Name a region that has no parent itself."
    }
    /// Places have names, each of a language.
    Name = "name" {
        why: "A place is looked for by its names, and what one party calls it stands beside what the other does.",
        mend: "Write each name with its language, and mark the article's own form once."
    }
    /// Regions are drawn, and what is drawn of a story belongs to a region.
    Drawing = "drawing" {
        why: "A region that is drawn nowhere cannot be pressed, and a shape of no region tells nothing.",
        mend: "Name the features in the region's `drawn_by` and the region in each feature's `region`, or give it a `label_at`."
    }
    /// Regions are spoken of, and claims are about regions.
    Claims = "claims" {
        why: "A place of which nobody speaks has an empty page, and a claim about no place is not on the map.",
        mend: "Name the places in the claims' `regions`."
    }
    /// What is said or drawn has a source.
    Source = "source" {
        why: "Readers cannot check what has no source.",
        mend: "Name a heading of SOURCES.md in a feature, an id of `references` elsewhere."
    }
    /// What is read one after another is in order.
    Order = "order" {
        why: "Readers follow the article from claim to claim, and time from event to event.",
        mend: "Put them in order: claims as the article has them, events from the oldest."
    }
    /// Spans of time end after they start and do not overlap where one follows the other.
    Time = "time" {
        why: "The map shows what holds on a date, and what ends before it starts holds on none.",
        mend: "Write a start and an end after it, as YYYY, YYYY-MM or YYYY-MM-DD."
    }
    /// What came after the article stands apart.
    Since = "since" {
        why: "Readers must be able to tell what the article could know from what came later.",
        mend: "Move it: up to the article's date to `events`, later ones to `since`."
    }
    /// What a claim is about is on the map when the claim is about it.
    Undrawn = "undrawn" {
        why: "Who reads the claim turns the map to its dates, and finds nothing drawn there.",
        mend: "Give the feature the dates for which it is known, or say in the claim's summary that no outline is."
    }
    /// The digest is the article's.
    Digest = "digest" {
        why: "By it a reader who has the article sees that the excerpts are from this text.",
        mend: "If it is the same article, write the SHA-256 of its text (sha256sum article.txt)."
    }
    /// Excerpts are the article's own words, where they say.
    Excerpt = "excerpt" {
        why: "What stands between quotation marks must be the article's words, to the letter.",
        mend: "Copy the words from the article, and where they stand several times what is before or after them."
    }
    /// Excerpts are short.
    Length = "excerpt-length" {
        why: "A short excerpt is a quotation, a long one a copy, which is the author's to allow.",
        mend: "Quote fewer words, and say the rest in the summary, in words of your own."
    }
    /// A claim's paragraph is the one that its excerpt stands in.
    Paragraph = "paragraph" {
        why: "Readers look a quotation up by its paragraph.",
        mend: "Count again from where the article's body begins."
    }
    /// Geometry is what can be drawn.
    Geometry = "geometry" {
        why: "What is no geometry of GeoJSON is left out of the map.",
        mend: "Export it again from the program that it was drawn with, as GeoJSON (RFC 7946)."
    }
    /// A file says which box it lies in.
    Bbox = "bbox" {
        why: "Programs read the box in place of the file, and take a wrong one at its word.",
        mend: "`fix` writes it."
    }
    /// Positions are longitudes and latitudes.
    Crs = "crs" {
        why: "The page takes positions for degrees, as RFC 7946 has them, and draws others elsewhere.",
        mend: "Export it again in WGS 84 (EPSG:4326), and take `crs` out."
    }
    /// Positions are no more precise than any source.
    Decimals = "decimals" {
        why: "Five decimals are a metre: more are bytes that readers wait for, and claim what no source knows.",
        mend: "`fix` rounds them."
    }
    /// Rings turn as RFC 7946 has them.
    Winding = "winding" {
        why: "Some programs fill all the world but such a ring.",
        mend: "`fix` turns them."
    }
    /// Rings do not cross themselves.
    Crossing = "crossing" {
        why: "What is inside of such a ring cannot be told: it is not coloured where it is pressed.",
        mend: "Draw the outline anew at that place, or make two polygons of it."
    }
    /// Lines do not go around the world.
    Antimeridian = "antimeridian" {
        why: "A line goes straight from one position to the next: this one crosses the whole map.",
        mend: "Cut it at 180° into two parts (RFC 7946, section 3.1.9)."
    }
    /// Files are of a size that readers can wait for.
    Size = "size" {
        why: "Readers on a phone wait for every byte of it.",
        mend: "Draw it with fewer vertices, or make it a FlatGeobuf file, of which only what is in view is read."
    }
    /// The schemas are those of the program.
    Schema = "schema" {
        why: "Editors complete and mark by the schemas, and would do so wrongly.",
        mend: "`UPDATE=1 cargo xtask check` writes them anew."
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_has_an_id_of_its_own_and_two_sentences() {
        for (index, rule) in Rule::ALL.iter().enumerate() {
            assert!(Rule::ALL[..index].iter().all(|other| other.id() != rule.id()), "{}", rule.id());
            for sentence in [rule.why(), rule.mend()] {
                assert!(sentence.ends_with('.') && !sentence.starts_with(char::is_whitespace), "{sentence}");
            }
        }
    }
}
