//! A `FeatureCollection` as it comes over the network: one feature's text at a
//! time, so that the file's is never held whole. What a feature says is read in
//! `parse`.

use serde_json::Value;

/// Why a file is not a layer at all.
#[derive(Debug, thiserror::Error)]
pub enum LayerError {
    /// Not JSON, or not GeoJSON.
    #[error("not readable as GeoJSON: {0}")]
    Unreadable(String),
    /// GeoJSON of another kind.
    #[error("top-level type is {got}, expected FeatureCollection")]
    NotACollection {
        /// The type found.
        got: String,
    },
}

/// How much of a wrong type is quoted, in code points.
const QUOTED: usize = 32;

/// Where in the file the next byte is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    /// Before the collection, so many bytes of the byte order mark read.
    Start(u8),
    /// In the collection, where a member's name or its end may come.
    FirstMember,
    /// After a comma, where a name must come.
    Member,
    /// Within a member's name.
    Name,
    /// Between a name and its value.
    Colon,
    /// Before a member's value.
    Value,
    /// Within the value of `type`.
    Type,
    /// Within a value that is passed over.
    Other,
    /// After a member.
    Comma,
    /// Where a feature or the end of the features may come.
    FirstItem,
    /// After a comma, where a feature must come.
    Item,
    /// Within a feature.
    Feature,
    /// After a feature.
    NextItem,
    /// After the collection.
    End,
    /// After something wrong.
    Failed,
}

/// What a byte does outside of strings.
#[derive(Clone, Copy)]
enum Sign {
    None,
    Quote,
    Open,
    Close,
    Comma,
}

const SIGNS: [Sign; 256] = {
    let mut signs = [Sign::None; 256];
    signs[b'"' as usize] = Sign::Quote;
    signs[b'[' as usize] = Sign::Open;
    signs[b'{' as usize] = Sign::Open;
    signs[b']' as usize] = Sign::Close;
    signs[b'}' as usize] = Sign::Close;
    signs[b',' as usize] = Sign::Comma;
    signs
};

/// Which bytes matter within brackets.
const IS_NESTING: [bool; 256] = {
    let mut signs = [false; 256];
    let mut byte = 0;
    while byte < 256 {
        signs[byte] = matches!(SIGNS[byte], Sign::Quote | Sign::Open | Sign::Close);
        byte += 1;
    }
    signs
};

/// Takes a `FeatureCollection` in chunks cut anywhere, and gives the text of
/// each feature as soon as it is whole. It holds the unfinished feature or
/// member only.
///
/// Of a feature it looks at brackets and strings and not further: whether that
/// is JSON is for [`crate::parse::parse_feature`] to say. Everything around the
/// features must be JSON, so that a file is refused here where any other
/// program refuses it.
#[derive(Clone, Debug)]
pub struct Splitter {
    state: State,
    /// Brackets open within the value in hand.
    depth: usize,
    in_string: bool,
    /// After a backslash in a string.
    escaped: bool,
    /// The name or type in hand as it is written, quotes included.
    text: Vec<u8>,
    /// The name of the member in hand.
    name: String,
    kind: Option<String>,
    has_features: bool,
    /// The start of the feature or value in hand, from earlier chunks.
    held: Vec<u8>,
    index: usize,
    /// Bytes of earlier chunks.
    passed: usize,
    problem: Option<String>,
}

impl Default for Splitter {
    fn default() -> Self {
        Self::new()
    }
}

impl Splitter {
    /// Before the first byte.
    pub fn new() -> Self {
        Self {
            state: State::Start(0),
            depth: 0,
            in_string: false,
            escaped: false,
            text: Vec::new(),
            name: String::new(),
            kind: None,
            has_features: false,
            held: Vec::new(),
            index: 0,
            passed: 0,
            problem: None,
        }
    }

    /// Takes the next bytes; calls `feature` with the index and the text of
    /// each feature that they complete. O(bytes).
    pub fn push(&mut self, bytes: &[u8], feature: &mut dyn FnMut(usize, &[u8])) {
        // Where the feature or value in hand starts in these bytes.
        let mut start = 0;
        let mut at = 0;
        while at < bytes.len() && self.state != State::Failed {
            let byte = bytes[at];
            match self.state {
                State::Other | State::Feature => {
                    let (end, whole) = self.value_end(bytes, at);
                    at = end;
                    if whole {
                        self.complete(&bytes[start..end], feature);
                    }
                    continue;
                }
                State::Name | State::Type => self.character(byte),
                _ if matches!(byte, b' ' | b'\n' | b'\r' | b'\t') => {}
                State::FirstItem | State::Item if !matches!(byte, b']' | b',' | b':' | b'}') => {
                    start = at;
                    self.state = State::Feature;
                    continue;
                }
                _ => {
                    if self.punctuation(byte) {
                        start = at;
                        continue;
                    }
                }
            }
            if self.state == State::Failed && self.problem.is_none() {
                self.problem = Some(format!("unexpected {:?} at byte {}", byte as char, self.passed + at));
            }
            at += 1;
        }
        if matches!(self.state, State::Feature | State::Other) {
            self.held.extend_from_slice(&bytes[start..]);
        }
        self.passed += bytes.len();
    }

    /// The feature or value in hand is what is held and these last bytes.
    fn complete(&mut self, end: &[u8], feature: &mut dyn FnMut(usize, &[u8])) {
        let mut held = std::mem::take(&mut self.held);
        let text = if held.is_empty() {
            end
        } else {
            held.extend_from_slice(end);
            &held
        };
        if self.state == State::Feature {
            feature(self.index, text);
            self.index += 1;
            self.state = State::NextItem;
        } else if let Err(error) = serde_json::from_slice::<Value>(text) {
            self.fail(format!("member {:?}: {error}", quoted(&self.name)));
        } else {
            self.state = State::Comma;
        }
        held.clear();
        self.held = held;
    }

    fn fail(&mut self, problem: String) {
        self.problem = Some(problem);
        self.state = State::Failed;
    }

    /// A byte of a name or of the type.
    fn character(&mut self, byte: u8) {
        self.text.push(byte);
        let ends = byte == b'"' && !self.escaped;
        self.escaped = byte == b'\\' && !self.escaped;
        if !ends {
            return;
        }
        match serde_json::from_slice(&self.text) {
            Err(error) => self.fail(format!("a name or type: {error}")),
            Ok(kind) if self.state == State::Type => {
                self.kind = Some(kind);
                self.state = State::Comma;
            }
            Ok(name) => {
                self.name = name;
                self.state = State::Colon;
            }
        }
    }

    /// A byte between names, values and features that is no white space. Says
    /// whether it belongs to the value that starts with it.
    fn punctuation(&mut self, byte: u8) -> bool {
        self.state = match (self.state, byte) {
            (State::Start(0), 0xEF) => State::Start(1),
            (State::Start(1), 0xBB) => State::Start(2),
            (State::Start(2), 0xBF) => State::Start(3),
            (State::Colon, b':') => State::Value,
            (State::Start(0 | 3), b'{') => State::FirstMember,
            (State::FirstMember | State::Member, b'"') => {
                self.text = vec![b'"'];
                State::Name
            }
            (State::FirstMember | State::Comma, b'}') => State::End,
            (State::Comma, b',') => State::Member,
            (State::Value, b'[') if self.name == "features" => {
                if self.has_features {
                    self.problem = Some("it has two arrays of features".to_owned());
                    State::Failed
                } else {
                    self.has_features = true;
                    State::FirstItem
                }
            }
            (State::Value, b'"') if self.name == "type" => {
                self.text = vec![b'"'];
                State::Type
            }
            (State::Value, b',' | b':' | b'}' | b']') => State::Failed,
            (State::Value, _) => {
                self.state = State::Other;
                return true;
            }
            (State::FirstItem | State::NextItem, b']') => State::Comma,
            (State::NextItem, b',') => State::Item,
            _ => State::Failed,
        };
        false
    }

    /// Where the value in hand ends, or these bytes do; and whether it is the
    /// value. A number or a word ends before the comma or bracket after it.
    fn value_end(&mut self, bytes: &[u8], from: usize) -> (usize, bool) {
        let mut depth = self.depth;
        let mut at = from;
        let mut whole = false;
        while at < bytes.len() && !whole {
            if self.in_string {
                at = self.string_end(bytes, at);
                whole = depth == 0 && !self.in_string;
                continue;
            }
            if depth > 0 {
                // Nearly all bytes are digits, and they and commas mean nothing
                // here.
                let inner = bytes[at..].iter().position(|byte| IS_NESTING[usize::from(*byte)]);
                at = inner.map_or(bytes.len(), |n| at + n);
                if at == bytes.len() {
                    break;
                }
            }
            match SIGNS[usize::from(bytes[at])] {
                Sign::None => {}
                Sign::Quote => self.in_string = true,
                Sign::Open => depth += 1,
                Sign::Close if depth > 1 => depth -= 1,
                Sign::Close if depth == 1 => (depth, whole) = (0, true),
                Sign::Comma | Sign::Close => {
                    whole = true;
                    break;
                }
            }
            at += 1;
        }
        self.depth = depth;
        (at, whole)
    }

    /// Where the string in hand ends, or these bytes do.
    fn string_end(&mut self, bytes: &[u8], from: usize) -> usize {
        for (at, byte) in bytes.iter().enumerate().skip(from) {
            match byte {
                _ if self.escaped => self.escaped = false,
                b'\\' => self.escaped = true,
                b'"' => {
                    self.in_string = false;
                    return at + 1;
                }
                _ => {}
            }
        }
        bytes.len()
    }

    /// The end of the file.
    ///
    /// # Errors
    /// Where it is not JSON, is cut short, or is no `FeatureCollection`.
    /// Features may have been given all the same.
    pub fn finish(self) -> Result<(), LayerError> {
        let unreadable = |reason: &str| Err(LayerError::Unreadable(reason.to_owned()));
        if let Some(problem) = self.problem {
            return Err(LayerError::Unreadable(problem));
        }
        if self.state != State::End {
            return unreadable(&format!("the file ends too early, at byte {}", self.passed));
        }
        match self.kind.as_deref() {
            None => unreadable("it has no type"),
            Some("FeatureCollection") if self.has_features => Ok(()),
            Some("FeatureCollection") => unreadable("it has no array of features"),
            Some(got) => Err(LayerError::NotACollection { got: quoted(got) }),
        }
    }
}

fn quoted(text: &str) -> String {
    text.chars().take(QUOTED).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Splits `text` given in chunks of `size` bytes, the first of `prerender`.
    fn split(text: &str, first: usize, size: usize) -> (Vec<String>, Result<(), String>) {
        let mut found = Vec::new();
        let mut take = |index: usize, text: &[u8]| {
            assert_eq!(index, found.len());
            found.push(String::from_utf8(text.to_vec()).unwrap());
        };
        let mut splitter = Splitter::new();
        let (head, tail) = text.as_bytes().split_at(first);
        splitter.push(head, &mut take);
        tail.chunks(size).for_each(|chunk| splitter.push(chunk, &mut take));
        let end = splitter.finish().map_err(|error| error.to_string());
        (found, end)
    }

    #[track_caller]
    fn check(text: &str, features: &[&str], end: Result<(), &str>) {
        for first in 0..=text.len() {
            for size in [1, 2, 7, usize::MAX] {
                let (found, got) = split(text, first, size);
                assert_eq!(found, features, "cut at {first}, then every {size}");
                assert_eq!(got.as_ref().map_err(String::as_str), end.as_ref().map_err(|e| *e));
            }
        }
    }

    #[test]
    fn features_come_one_by_one_as_they_were_written() {
        check(
            r#"{"type":"FeatureCollection","features":[{"a":[1,2]}, {"b":{}} ,{}]}"#,
            &[r#"{"a":[1,2]}"#, r#"{"b":{}}"#, "{}"],
            Ok(()),
        );
    }

    #[test]
    fn brackets_and_quotes_in_strings_are_text() {
        let feature = r#"{"n":"]}\"\\","\u005d{":"[\\\"é海","geometry":null}"#;
        let text = format!(r#"{{"type":"FeatureCollection","features":[{feature},{feature}]}}"#);
        check(&text, &[feature, feature], Ok(()));
    }

    #[test]
    fn other_members_are_passed_over_wherever_they_are() {
        check(
            r#"{"crs":{"features":[{"no":1}],"type":"name"},"bbox":[1,-2.5e3],"name":"a,\"]","x":null,
               "features":[{"y":1}],"n":1,"t":true,"type":"FeatureCollection"}"#,
            &[r#"{"y":1}"#],
            Ok(()),
        );
    }

    #[test]
    fn a_byte_order_mark_and_white_space_mean_nothing() {
        check(
            "\u{feff} \r\n{ \"type\" : \"FeatureCollection\" ,\t\"features\" : [ \n{ } \n] } \n",
            &["{ }"],
            Ok(()),
        );
    }

    #[test]
    fn there_may_be_no_feature() {
        check(r#"{"type":"FeatureCollection","features":[]}"#, &[], Ok(()));
        check(r#"{"features":[ ],"type":"FeatureCollection"}"#, &[], Ok(()));
    }

    #[test]
    fn what_is_no_object_is_given_too_for_the_reader_to_refuse() {
        check(
            r#"{"features":[null, 12,"a]",[{}],{}],"type":"FeatureCollection"}"#,
            &["null", "12", r#""a]""#, "[{}]", "{}"],
            Ok(()),
        );
    }

    #[test]
    fn geojson_of_another_type_is_named() {
        let want = Err("top-level type is Topology, expected FeatureCollection");
        check(r#"{"type":"Topology","arcs":[[[0,0],[1,1]]]}"#, &[], want);
        let want = Err("top-level type is Feature, expected FeatureCollection");
        check(r#"{"geometry":{"type":"Point","coordinates":[1,2]},"type":"Feature"}"#, &[], want);
    }

    #[test]
    fn what_is_not_json_says_where() {
        check("<!doctype html>", &[], Err("not readable as GeoJSON: unexpected '<' at byte 0"));
        check("[1]", &[], Err("not readable as GeoJSON: unexpected '[' at byte 0"));
        check(r#"{"features":[{} {}]}"#, &["{}"], Err("not readable as GeoJSON: unexpected '{' at byte 16"));
        check(r#"{"features":[{},]}"#, &["{}"], Err("not readable as GeoJSON: unexpected ']' at byte 16"));
        check(r#"{"features":[,{}]}"#, &[], Err("not readable as GeoJSON: unexpected ',' at byte 13"));
        check(r#"{"type":}"#, &[], Err("not readable as GeoJSON: unexpected '}' at byte 8"));
        check("{} {}", &[], Err("not readable as GeoJSON: unexpected '{' at byte 3"));
    }

    #[test]
    fn a_file_that_was_cut_short_is_not_taken_for_whole() {
        let early = "not readable as GeoJSON: the file ends too early, at byte ";
        check("", &[], Err(&format!("{early}0")));
        check(r#"{"type":"FeatureCollection","features":[{},{"a"#, &["{}"], Err(&format!("{early}46")));
        check(r#"{"type":"FeatureCollection","features":[{}]"#, &["{}"], Err(&format!("{early}43")));
    }

    #[test]
    fn a_collection_needs_its_type_and_its_features() {
        check("{}", &[], Err("not readable as GeoJSON: it has no type"));
        check(r#"{"features":[{}]}"#, &["{}"], Err("not readable as GeoJSON: it has no type"));
        let none = "not readable as GeoJSON: it has no array of features";
        check(r#"{"type":"FeatureCollection"}"#, &[], Err(none));
        check(r#"{"type":"FeatureCollection","features":{}}"#, &[], Err(none));
    }

    #[test]
    fn what_stands_around_the_features_is_json_too() {
        check(
            r#"{"type":"FeatureCollection","crs":{"a":[1,}]}"#,
            &[],
            Err(r#"not readable as GeoJSON: member "crs": expected value at line 1 column 9"#),
        );
        check(
            r#"{"a\qb":1}"#,
            &[],
            Err("not readable as GeoJSON: a name or type: invalid escape at line 1 column 4"),
        );
        check("{\u{c}}", &[], Err("not readable as GeoJSON: unexpected '\\u{c}' at byte 1"));
        check(
            r#"{"features":[],"features":[{}]}"#,
            &[],
            Err("not readable as GeoJSON: it has two arrays of features"),
        );
    }

    #[test]
    fn a_name_is_what_it_says_however_it_is_written() {
        check(r#"{"typ\u0065":"FeatureCollectio\u006e","features":[{}]}"#, &["{}"], Ok(()));
    }

    #[test]
    fn a_wrong_type_is_quoted_in_part() {
        let want = format!("top-level type is {}, expected FeatureCollection", "é".repeat(32));
        check(&format!(r#"{{"type":"{}"}}"#, "é".repeat(40)), &[], Err(&want));
    }

    #[test]
    fn it_holds_the_unfinished_feature_only() {
        let mut splitter = Splitter::new();
        splitter.push(br#"{"features":[{"x":1},{"y":1},{"#, &mut |_, _| {});
        assert_eq!(splitter.held, b"{");
        let chunk = br#""z":1},{"#.repeat(1_000);
        splitter.push(&chunk, &mut |_, _| {});
        assert_eq!(splitter.held, b"{");
        assert!(splitter.held.capacity() < 100, "{}", splitter.held.capacity());
    }
}
