use ::search::Index;
use address::Hash;
use atlas::{
    Interval, PartialDate,
    excerpt::{self, AnchorError, Selector},
};
use carto::decimal;
use figure::compose;
use protocol::Request;

use crate::between;

/// An address that was read and written says the same from then on, in
/// characters that a link may have.
pub fn address(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else { return };
    let read = Hash::parse(text);
    if let Some((zoom, at)) = read.map {
        assert!((0. ..=24.).contains(&zoom) && at.lat.abs() <= 90. && at.lon.abs() <= 180.);
    }
    let written = read.write();
    let plain = |c: char| c.is_ascii_alphanumeric() || "=&,-./".contains(c);
    assert!(written.chars().all(plain), "{written}");
    let again = Hash::parse(&written);
    assert_eq!(again.write(), written);
    assert_eq!((again.region, again.claim, again.lang), (read.region, read.claim, read.lang));
    assert_eq!((again.layers, again.as_of, again.step), (read.layers, read.as_of, read.step));
}

/// An excerpt is found where a reader who looks at every place finds it. Text,
/// words, prefix, suffix and a position come between lines of `---`.
pub fn anchor(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else { return };
    let mut parts = between(text);
    let mut next = || parts.next().unwrap_or_default();
    let (text, exact, prefix, suffix, position) = (next(), next(), next(), next(), next());
    let some = |text: &str| (!text.is_empty()).then(|| text.to_owned());
    let mut selectors =
        vec![Selector::Quote { exact: exact.to_owned(), prefix: some(prefix), suffix: some(suffix) }];
    let position = position.split_once(' ').and_then(|(s, e)| Some((s.parse().ok()?, e.parse().ok()?)));
    if let Some((start, end)) = position {
        selectors.insert(start % 2, Selector::Position { start, end });
    }
    let places: Vec<usize> = text
        .char_indices()
        .enumerate()
        .filter(|(_, (at, _))| {
            let (before, after) = text.split_at(*at);
            let rest = after.strip_prefix(exact);
            before.ends_with(prefix) && rest.is_some_and(|rest| rest.starts_with(suffix))
        })
        .map(|(n, _)| n)
        .collect();
    let end = |start: usize| start + exact.chars().count();
    match (excerpt::anchor(text, &selectors), &places[..]) {
        (Err(AnchorError::NoQuote), _) => assert!(exact.is_empty()),
        (Err(AnchorError::NotFound { .. } | AnchorError::Elsewhere { .. }), []) => {}
        (Err(AnchorError::Ambiguous { count, .. }), places) => assert_eq!(count, places.len()),
        (Err(AnchorError::PositionMismatch { .. }), [at]) => assert_ne!(position, Some((*at, end(*at)))),
        (Ok(found), [at]) => assert_eq!(found, *at..end(*at)),
        (got, places) => panic!("{got:?}, by hand: {places:?}"),
    }
    assert!(excerpt::word_count(text) <= text.chars().count());
    assert!((0. ..=1.).contains(&excerpt::share([exact], text)));
}

/// Dates are written as they were read, hold on themselves, and keep order.
pub fn when(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else { return };
    let dates: Vec<PartialDate> = text
        .lines()
        .filter_map(|line| {
            let date: PartialDate = line.parse().ok()?;
            assert_eq!(date.to_string(), line);
            Some(date)
        })
        .collect();
    for date in &dates {
        let (first, last) = (date.first_day(), date.last_day());
        assert!(first <= last);
        assert_eq!(first.to_string().parse(), Ok(first));
        assert_eq!(last.to_string().parse(), Ok(last));
        let own = Interval { start: Some(*date), end: Some(*date) };
        assert!(own.contains(*date) && own.contains(first) && own.contains(last));
    }
    for pair in dates.windows(2) {
        let span = Interval { start: Some(pair[0]), end: Some(pair[1]) };
        let meets = !span.is_reversed();
        assert_eq!(span.contains(pair[0].first_day()), meets);
        assert_eq!(span.contains(pair[1].last_day()), meets);
        if pair[0] <= pair[1] {
            assert!(pair[0].first_day() <= pair[1].first_day());
        }
    }
    if let Ok(value) = serde_json::from_str(text)
        && let Ok(intervals) = Interval::from_linked_places(&value)
    {
        assert!(!intervals.is_empty());
    }
}

/// Short decimals: what is read is near what was meant, what is written is read
/// back.
pub fn number(data: &[u8]) {
    if let Some((bytes, _)) = data.split_first_chunk::<8>() {
        let (value, places) = (f64::from_le_bytes(*bytes), u32::from(bytes[0] % 12));
        let text = decimal::decimal(value, places);
        assert!(text.len() <= 21, "{text}");
        if value.is_finite() && value.abs() < 9e8 {
            let off = (decimal::parse(&text).expect("a number") - value).abs();
            assert!(off <= 0.500_001 * 0.1_f64.powi(places.min(9) as i32) + value.abs() * 1e-15, "{text}");
        }
    }
    if let Ok(text) = std::str::from_utf8(data)
        && let Some(value) = decimal::parse(text)
    {
        let want: f64 = text.parse().expect("a number to the library too");
        assert!((value - want).abs() <= want.abs() * 1e-15 + 1e-18, "{text}: {value}");
    }
}

/// What was put in is found by its own text; what is found was put in, each
/// target once. The first line is what is typed.
pub fn search(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else { return };
    let text = &text[..text.floor_char_boundary(600)];
    let (query, texts) = text.split_once('\n').unwrap_or((text, ""));
    let texts: Vec<&str> = texts.lines().collect();
    let index: Index<usize> =
        texts.iter().enumerate().map(|(number, text)| (number / 2, *text, number as u32 % 3)).collect();
    let found = index.find(query, 5);
    assert!(found.len() <= 5);
    for (i, one) in found.iter().enumerate() {
        assert!(texts[one.target * 2..].iter().take(2).any(|text| *text == one.text));
        assert!(found[..i].iter().all(|before| before.target != one.target));
    }
    for (number, text) in texts.iter().enumerate() {
        let found = index.find(text, usize::MAX);
        let own = found.iter().any(|one| *one.target == number / 2);
        // Signs alone are no words.
        assert!(own || found.is_empty() && !text.chars().any(|c| c.is_ascii_alphanumeric()), "{text:?}");
    }
}

/// What may be in a figure.
const ELEMENTS: &str = " svg g defs pattern clipPath path circle rect text tspan title ";
/// Attributes that lead out of a file or act.
const REFUSED: [&str; 5] = ["href", "src", "style", "class", "role"];

/// Whatever a message asks for, a figure is well-formed, has nothing but what draws, and
/// refers to nothing outside itself.
pub fn figure(data: &[u8]) {
    let Ok(Request::Figure(wanted)) = protocol::decode(data) else { return };
    let made = compose(&wanted, &[]);
    let options = roxmltree::ParsingOptions { nodes_limit: 100_000, ..Default::default() };
    let read = match roxmltree::Document::parse_with_options(&made, options) {
        Ok(read) => read,
        Err(why) => panic!("{why}: {}", made),
    };
    for node in read.descendants().filter(roxmltree::Node::is_element) {
        let name = node.tag_name().name();
        assert!(ELEMENTS.contains(&format!(" {name} ")), "{name}");
        for attribute in node.attributes() {
            let (name, value) = (attribute.name(), attribute.value().to_ascii_lowercase());
            assert!(!REFUSED.contains(&name) && !name.starts_with("on"), "{name}={value}");
            // The language is a text of the page's own.
            if name != "lang" {
                let mut targets = value.split("url(").skip(1);
                assert!(targets.all(|to| to.trim_start_matches(['"', '\'']).starts_with('#')), "{value}");
                assert!(!value.contains("//") && !value.contains("var("), "{name}={value}");
            }
        }
    }
}
