//! Messages as bytes: postcard's format, numbers as they are in memory and texts
//! as they are, so that little has to be read.

use carto::Shape;
use serde::{Serialize, de::DeserializeOwned};

use crate::{
    feature::is_sound,
    reply::{News, Read, Reply},
    request::Request,
};

/// The most bytes of a message: many times the largest that an atlas of today
/// makes. What is read takes at most some fifty times its bytes in memory, while
/// a list of empty texts grows: less than a gigabyte.
pub const LONGEST: usize = 16 << 20;

/// Why bytes are no message, or a message cannot be sent.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum Error {
    /// It is too long.
    #[error("a message of {got} bytes, expected at most {LONGEST}")]
    TooLong {
        /// Its bytes.
        got: usize,
    },
    /// It ends too early, or is of a kind that nobody knows.
    #[error("a message that cannot be read: {0}")]
    Unreadable(postcard::Error),
    /// More follows.
    #[error("a message with {left} bytes after its end, expected none")]
    Left {
        /// How many bytes.
        left: usize,
    },
    /// A shape has no position, or one that is no number.
    #[error("a message with a shape that has no position, or one that is no number")]
    Shape,
}

/// What can be sent: [`Request`] and [`Reply`].
pub trait Message: Serialize + DeserializeOwned {
    /// Whether `f` holds for every shape in it.
    fn all_shapes(&self, f: impl Fn(&Shape) -> bool) -> bool;
}

impl Message for Request {
    fn all_shapes(&self, f: impl Fn(&Shape) -> bool) -> bool {
        match self {
            Self::Coarse { features, .. } => features.iter().all(|feature| f(&feature.shape)),
            _ => true,
        }
    }
}

impl Message for Reply {
    fn all_shapes(&self, f: impl Fn(&Shape) -> bool) -> bool {
        match self {
            Self::News(News::Read(Read { features, .. }) | News::Named { features, .. }) => {
                features.iter().all(|feature| f(&feature.shape))
            }
            _ => true,
        }
    }
}

/// The bytes of `message`.
///
/// # Errors
/// There are too many.
pub fn encode<M: Message>(message: &M) -> Result<Vec<u8>, Error> {
    let bytes = postcard::to_allocvec(message).map_err(Error::Unreadable)?;
    fitting(&bytes)?;
    Ok(bytes)
}

/// The message that [`encode`] made `bytes` of. A length that the bytes do not
/// bear out takes no memory.
///
/// # Errors
/// They are no such message.
pub fn decode<M: Message>(bytes: &[u8]) -> Result<M, Error> {
    fitting(bytes)?;
    let (message, rest) = postcard::take_from_bytes::<M>(bytes).map_err(Error::Unreadable)?;
    if !rest.is_empty() {
        return Err(Error::Left { left: rest.len() });
    }
    if !message.all_shapes(is_sound) {
        return Err(Error::Shape);
    }
    Ok(message)
}

fn fitting(bytes: &[u8]) -> Result<(), Error> {
    if bytes.len() > LONGEST { Err(Error::TooLong { got: bytes.len() }) } else { Ok(()) }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use atlas::Interval;
    use carto::{
        ScreenPoint, ScreenSize, WorldPoint,
        style::{BaseStyle, LabelKind, MarkLook, StoryStyle, Style, Swatch},
    };
    use documents::doc::el;
    use proptest::{collection::vec, prelude::*};

    use super::*;
    use crate::{
        document::Document,
        feature::{Drawn, Feature},
        reply::Find,
        request::{Dot, Figure, Files, Ink, Name, Order, Outline, Paint, Point, Row, Scale, Sign, Text},
        terms::{Canvas, File, Land, Role, Step, Subject, TimeLine, Tongue, View, Wanted},
    };

    fn at(x: f64, y: f64) -> WorldPoint {
        WorldPoint { x, y }
    }

    fn shapes() -> [Shape; 3] {
        [
            Shape::Points(vec![at(0.5, 0.25)]),
            Shape::Lines(vec![vec![at(0., 0.), at(-1e-9, 1.5)], vec![at(1., 0.), at(0.1, 0.2)]]),
            Shape::Areas(vec![vec![at(0., 0.), at(1., 0.), at(1., 1.), at(0., 0.)]]),
        ]
    }

    fn file() -> File {
        File { url: "https://a.example/lacs d’été.geojson".to_owned(), integrity: "sha256-a=".to_owned() }
    }

    fn view() -> View {
        let size = ScreenSize { width: 800., height: 600. };
        View { corner: at(0.6, 0.3), scale: 65_536., size, ratio: 2., zoom: 8. }
    }

    fn order() -> Order {
        let subjects = vec![Subject::Layer("land".to_owned()), Subject::Relief];
        Order { subjects, as_of: Some("2024-04".parse().expect("a date")) }
    }

    fn when() -> Vec<Interval> {
        vec![Interval { start: None, end: Some("1994-05-12".parse().expect("a date")) }]
    }

    fn look() -> MarkLook {
        let style = Style::Story(StoryStyle::Hatched);
        MarkLook { style, held_by: Some(0), claimed_by: Some(5), indicative: true }
    }

    fn figure() -> Figure {
        let text = |text: &str| text.to_owned();
        Figure {
            order: order(),
            view: view(),
            lang: text("fr"),
            inks: vec![Ink { name: text("map-land"), colour: text("#fff") }],
            outlines: shapes()
                .map(|shape| Outline { look: look(), shape, is_member: false, is_chosen: true })
                .to_vec(),
            points: [Sign::Mark(look()), Sign::Badge(Some(7)), Sign::Badge(None)]
                .map(|sign| Point { at: ScreenPoint { x: 3., y: 4. }, sign, is_chosen: false })
                .to_vec(),
            title: text("Où ?"),
            as_of: text("le 17 avril 2024"),
            credits: text("© ©"),
            disclaimer: text("…"),
            scale: Scale { width: 110., text: text("50 km") },
            legend: vec![Row {
                swatches: vec![Swatch::Land(look()), Swatch::Base(BaseStyle::Lake), Swatch::Shade],
                text: text("lac"),
            }],
            dots: vec![Dot { kind: LabelKind::Town, at: ScreenPoint { x: 1., y: 2. } }],
            names: vec![Name {
                kind: LabelKind::Water,
                centre: ScreenPoint { x: -1., y: 2.5 },
                angle: 0.25,
                text: text("Սևանա լիճ"),
            }],
        }
    }

    /// One of each kind, in their order.
    fn requests() -> Vec<Request> {
        let layer = || "lakes".to_owned();
        let drawn =
            shapes().map(|shape| Drawn { style: "lake".to_owned(), rank: Some(2.), when: when(), shape });
        vec![
            Request::Hello,
            Request::Cover { extent: [170., -10., -170., 10.] },
            Request::Inks { inks: vec![Ink { name: "land".to_owned(), colour: "#fff".to_owned() }] },
            Request::Coarse { layer: layer(), features: drawn.to_vec() },
            Request::Open { layer: layer(), file: file(), role: Role::Story },
            Request::Relief { file: file(), bounds: [40., 38., 50., 42.] },
            Request::Texts { texts: vec![Text { text: "Karki".to_owned(), target: 300, weight: 24 }] },
            Request::Find { query: "kar".to_owned(), most: 8 },
            Request::Atlas(Box::new(Files {
                manifest: file(),
                regions: file(),
                claims: file(),
                chronicle: Some(file()),
                layers: vec![(layer(), file())],
            })),
            written(wanted().remove(0)),
            Request::Language { text: "fr\nFrançais\n".to_owned() },
            Request::Figure(Box::new(figure())),
            Request::Paint(Paint { canvas: Canvas::Overview, order: order(), view: view() }),
        ]
    }

    fn written(wanted: Wanted) -> Request {
        Request::Write { ticket: 7, wanted, lang: Tongue { texts: "eo".to_owned(), words: "fr".to_owned() } }
    }

    /// One of each kind, in their order.
    fn wanted() -> Vec<Wanted> {
        let karki = || "karki".to_owned();
        let date = || "2024-05".parse().expect("a date");
        vec![
            Wanted::Copies { home: "https://a.example/".to_owned(), embedded: String::new(), today: date() },
            Wanted::Since { region: karki() },
            Wanted::TimeLine(TimeLine {
                date: date(),
                pointed: Some(date()),
                spoken: when(),
                changes: [vec![karki()], Vec::new()],
                lacks_outline: true,
                is_playing: false,
                is_open: true,
                width: 390,
            }),
            Wanted::Land(Land::Location { region: karki(), as_of: Some(date()) }),
            Wanted::Land(Land::Locations { as_of: Some(date()) }),
            Wanted::Land(Land::Walk(Step {
                key: "ArrowUp".to_owned(),
                focused: Some(karki()),
                selected: None,
                view: [at(0.5, 0.25), at(0.75, 0.5)],
                as_of: Some(date()),
            })),
        ]
    }

    fn read() -> Read {
        let feature = |shape| Feature { id: Some("7".to_owned()), properties: "{}".to_owned(), shape };
        let (layer, first_issue) = ("lakes".to_owned(), "feature 3: no".to_owned());
        Read { layer, features: shapes().map(feature).to_vec(), left_out: 1, first_issue, is_painted: true }
    }

    /// One of each kind, in their order; news last, and one of each kind of these.
    fn replies() -> Vec<Reply> {
        let reason = || "why".to_owned();
        let news = [
            News::Grown,
            News::Read(read()),
            News::Failed { subject: Subject::Layer("lakes".to_owned()), reason: reason() },
            News::Other { subject: Subject::Relief },
            News::Figure { svg: "<svg/>".to_owned() },
            News::Written { ticket: 7, document: Document::of(&[el("p").text("a")]).expect("known names") },
            News::Unwritten { reason: reason() },
            News::Found {
                query: "kar".to_owned(),
                finds: vec![Find { target: 300, text: "Karki".to_owned() }],
            },
            News::Named { layer: "lakes".to_owned(), features: read().features },
        ];
        let mut replies = vec![
            Reply::Ready,
            Reply::Picture { canvas: Canvas::Basemap },
            Reply::Blank { canvas: Canvas::Overview, reason: reason() },
            Reply::Unknown { reason: reason() },
            Reply::Broken { reason: reason() },
        ];
        replies.extend(news.map(Reply::News));
        replies
    }

    fn check<M: Message + PartialEq + std::fmt::Debug>(all: &[M]) -> Vec<Vec<u8>> {
        let each = all.iter().map(|message| {
            let bytes = encode(message).expect("a message of some hundred bytes");
            assert_eq!(decode::<M>(&bytes).as_ref(), Ok(message));
            for end in 0..bytes.len() {
                let cut = decode::<M>(&bytes[..end]);
                assert!(matches!(cut, Err(Error::Unreadable(_))), "{message:?} to {end}: {cut:?}");
            }
            let more = [&bytes[..], &[0]].concat();
            assert_eq!(decode::<M>(&more), Err(Error::Left { left: 1 }));
            bytes
        });
        each.collect()
    }

    /// The kinds that messages begin with, by the byte at `at`.
    fn kinds(all: &[Vec<u8>], at: usize) -> Vec<u8> {
        all.iter().filter_map(|bytes| bytes.get(at).copied()).collect::<BTreeSet<_>>().into_iter().collect()
    }

    #[test]
    fn every_request_arrives_as_it_was_and_no_part_of_one_does() {
        let bytes = check(&requests());
        assert_eq!(kinds(&bytes, 0), (0..13).collect::<Vec<u8>>());
        assert!(matches!(decode::<Request>(&[13, 0, 0, 0, 0]), Err(Error::Unreadable(_))));
    }

    #[test]
    fn every_document_that_is_wanted_arrives_as_it_was() {
        let bytes = check(&wanted().into_iter().map(written).collect::<Vec<_>>());
        assert_eq!(kinds(&bytes, 2), (0..4).collect::<Vec<u8>>());
        assert_eq!(kinds(&bytes[3..], 3), (0..3).collect::<Vec<u8>>());
    }

    #[test]
    fn every_reply_arrives_as_it_was_and_no_part_of_one_does() {
        let bytes = check(&replies());
        assert_eq!(kinds(&bytes, 0), (0..6).collect::<Vec<u8>>());
        assert_eq!(kinds(&bytes[5..], 1), (0..9).collect::<Vec<u8>>());
        for unknown in [&[6, 0, 0, 0][..], &[5, 9, 0, 0]] {
            assert!(matches!(decode::<Reply>(unknown), Err(Error::Unreadable(_))));
        }
    }

    #[test]
    fn what_is_too_long_is_neither_read_nor_written() {
        let too_long = Error::TooLong { got: LONGEST + 1 };
        assert_eq!(decode::<Request>(&vec![0; LONGEST + 1]), Err(too_long));
        let svg = " ".repeat(LONGEST);
        assert!(matches!(encode(&Reply::News(News::Figure { svg })), Err(Error::TooLong { .. })));
    }

    #[test]
    fn a_length_that_nothing_follows_takes_no_memory() {
        // Of texts (6), of inks (2), of an order (11), of a layer's features (3): four thousand millions.
        let many = [0xff, 0xff, 0xff, 0xff, 0x0f];
        for start in [&[6][..], &[2], &[11, 0], &[3, 0]] {
            let bytes = [start, &many].concat();
            assert!(matches!(decode::<Request>(&bytes), Err(Error::Unreadable(_))), "{bytes:?}");
        }
    }

    #[test]
    fn a_shape_without_a_number_is_no_shape() {
        let nowhere = [
            Shape::Points(Vec::new()),
            Shape::Areas(vec![Vec::new()]),
            Shape::Lines(vec![vec![at(0., f64::NAN)]]),
            Shape::Points(vec![at(f64::INFINITY, 0.)]),
        ];
        for shape in nowhere {
            let drawn = Drawn { style: String::new(), rank: None, when: Vec::new(), shape: shape.clone() };
            let coarse = Request::Coarse { layer: String::new(), features: vec![drawn] };
            assert_eq!(decode::<Request>(&encode(&coarse).unwrap()), Err(Error::Shape));
            let mut read = read();
            read.features[1].shape = shape;
            let named = News::Named { layer: String::new(), features: read.features.clone() };
            for news in [News::Read(read), named] {
                assert_eq!(decode::<Reply>(&encode(&Reply::News(news)).unwrap()), Err(Error::Shape));
            }
        }
    }

    /// Bytes that begin as messages do.
    fn bytes() -> impl Strategy<Value = Vec<u8>> {
        (0..15_u8, vec(prop_oneof![any::<u8>(), 0..4_u8], 0..200))
            .prop_map(|(kind, rest)| [&[kind][..], &rest].concat())
    }

    proptest! {
        #[test]
        fn whatever_comes_is_a_message_or_an_error(bytes in bytes()) {
            // Written anew, as a number may be written in more bytes than it needs,
            // it is the same message. By bytes: no NaN is like another.
            if let Ok(request) = decode::<Request>(&bytes) {
                let written = encode(&request).unwrap();
                prop_assert_eq!(encode(&decode::<Request>(&written).unwrap()).unwrap(), written);
            }
            if let Ok(reply) = decode::<Reply>(&bytes) {
                let written = encode(&reply).unwrap();
                prop_assert_eq!(encode(&decode::<Reply>(&written).unwrap()).unwrap(), written);
            }
        }

        #[test]
        fn any_shape_arrives_to_the_last_bit(lines in vec(vec((-1e9..1e9_f64, 0.0..1.0_f64), 1..20), 1..5)) {
            let line = |line: Vec<(f64, f64)>| line.into_iter().map(|(x, y)| at(x, y)).collect();
            let shape = Shape::Lines(lines.into_iter().map(line).collect());
            let drawn = Drawn { style: "river".to_owned(), rank: None, when: Vec::new(), shape };
            let coarse = Request::Coarse { layer: "rivers".to_owned(), features: vec![drawn] };
            prop_assert_eq!(decode::<Request>(&encode(&coarse).unwrap()), Ok(coarse));
        }
    }
}
