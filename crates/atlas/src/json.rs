//! Reads JSON into the atlas's types by hand: derived deserializers were a
//! fifth of the page's bundle. What the types mean is theirs.

use lean::ByName;
use serde_json::{Map, Value};

use crate::bidi;

/// The most items that a list or an object of the atlas's texts may have: some
/// dozens are usual, and what a page does with them grows faster than they do.
pub(crate) const MOST_ITEMS: usize = 1_000;

/// The most characters of a text: five pages of a book.
pub(crate) const LONGEST: usize = 10_000;

/// The most characters of an id.
const LONGEST_ID: usize = 64;

/// A JSON value and where it stands in its file. The path is only written
/// when something is wrong with the value.
#[derive(Clone, Copy)]
pub(crate) struct At<'a> {
    value: &'a Value,
    parent: Option<&'a At<'a>>,
    key: Key<'a>,
}

#[derive(Clone, Copy)]
enum Key<'a> {
    Name(&'a str),
    Index(usize),
}

/// What is wrong, and where: a JSON pointer (RFC 6901), such as
/// `/claims/3/when/start`, empty for the whole file.
#[derive(Debug, PartialEq)]
pub(crate) struct Fault {
    pub at: String,
    pub problem: String,
}

/// A [`Fault`], as every reader hands it on: small, since each of them has room for
/// it.
pub(crate) type Problem = Box<Fault>;

/// A type that can be read from JSON.
pub(crate) trait FromJson: Sized {
    /// What stands at `at`, or what is wrong there.
    fn from_json(at: At<'_>) -> Result<Self, Problem>;
}

impl<'a> At<'a> {
    /// The whole file.
    pub fn root(value: &'a Value) -> Self {
        Self { value, parent: None, key: Key::Index(0) }
    }

    /// The value itself.
    pub fn value(&self) -> &'a Value {
        self.value
    }

    // One copy of each of the three below is in the bundle for every type that
    // a member has: the looking up is `field`'s and `optional`'s, of which
    // there is one.

    /// A member that must be there.
    pub fn must<T: FromJson>(&self, name: &str) -> Result<T, Problem> {
        T::from_json(self.field(name)?)
    }

    /// A member that may be missing, or null.
    pub fn may<T: FromJson>(&self, name: &str) -> Result<Option<T>, Problem> {
        self.known(name)?.map(T::from_json).transpose()
    }

    /// Where a member stands that may be missing, or null.
    pub fn known<'b>(&'b self, name: &'b str) -> Result<Option<At<'b>>, Problem> {
        Ok(self.optional(name)?.filter(|at| !at.value.is_null()))
    }

    /// A member that may be missing, and then is `default`; null is an error.
    pub fn or<T: FromJson>(&self, name: &str, default: T) -> Result<T, Problem> {
        self.optional(name)?.map_or(Ok(default), T::from_json)
    }

    /// Where a member that must be there stands.
    pub fn field<'b>(&'b self, name: &'b str) -> Result<At<'b>, Problem> {
        self.optional(name)?.ok_or_else(|| self.problem(format!("key \"{name}\" is missing")))
    }

    /// Where a member stands; `None` where it is missing.
    fn optional<'b>(&'b self, name: &'b str) -> Result<Option<At<'b>>, Problem> {
        Ok(self.members()?.get(name).map(|value| self.member(name, value)))
    }

    /// The members of an object.
    pub fn members(&self) -> Result<&'a Map<String, Value>, Problem> {
        self.value.as_object().ok_or_else(|| self.expected("an object"))
    }

    /// The member called `name`, whose value is `value`.
    pub fn member<'b>(&'b self, name: &'b str, value: &'b Value) -> At<'b> {
        At { value, parent: Some(self), key: Key::Name(name) }
    }

    /// The items of a list that has at most so many.
    pub fn list<T: FromJson>(&self, most: usize) -> Result<Vec<T>, Problem> {
        let items = self.value.as_array().ok_or_else(|| self.expected("a list"))?;
        self.at_most(items.len(), most)?;
        let mut list = Vec::with_capacity(items.len());
        for (index, value) in items.iter().enumerate() {
            list.push(T::from_json(At { value, parent: Some(self), key: Key::Index(index) })?);
        }
        Ok(list)
    }

    fn at_most(&self, got: usize, most: usize) -> Result<(), Problem> {
        let is_bounded = got <= most;
        is_bounded
            .then_some(())
            .ok_or_else(|| self.problem(format!("got {got} items, expected at most {most}")))
    }

    /// The characters of a text.
    pub fn text(&self) -> Result<&'a str, Problem> {
        self.value.as_str().ok_or_else(|| self.expected("a text"))
    }

    /// A number without a fraction, from 0, that 32 bits hold: what a page can
    /// count with. `5.0` is one, as it is for a browser.
    pub fn whole(&self) -> Result<u32, Problem> {
        let number = self.value.as_f64().filter(|number| *number >= 0. && number.fract() == 0.);
        let number = number.ok_or_else(|| self.expected("a whole number from 0"))?;
        if number > f64::from(u32::MAX) {
            return Err(self.expected("a whole number below 4294967296"));
        }
        Ok(number as u32)
    }

    /// That the value is something else than it should be.
    #[expect(clippy::unnecessary_box_returns, reason = "as readers hand it on")]
    pub fn expected(&self, expected: &str) -> Problem {
        self.problem(format!("got {}, expected {expected}", described(self.value)))
    }

    /// That something is wrong here.
    #[expect(clippy::unnecessary_box_returns, reason = "as readers hand it on")]
    pub fn problem(&self, problem: String) -> Problem {
        let mut at = String::new();
        self.write_path(&mut at);
        Box::new(Fault { at, problem })
    }

    fn write_path(&self, path: &mut String) {
        let Some(parent) = self.parent else { return };
        parent.write_path(path);
        path.push('/');
        match self.key {
            Key::Name(name) => path.push_str(&name.replace('~', "~0").replace('/', "~1")),
            Key::Index(index) => path.push_str(&index.to_string()),
        }
    }
}

/// What a value is, and which, where that is short.
pub(crate) fn described(value: &Value) -> String {
    match value {
        Value::Null => "null".to_owned(),
        Value::Bool(yes) => yes.to_string(),
        // Writing out a fraction would bring the library's float formatting.
        Value::Number(number) => match (number.as_i64(), number.as_u64()) {
            (Some(whole), _) => whole.to_string(),
            (None, Some(whole)) => whole.to_string(),
            (None, None) => "a decimal number".to_owned(),
        },
        Value::String(text) if text.chars().count() <= 40 => format!("the text \"{text}\""),
        Value::String(_) => "a text".to_owned(),
        Value::Array(items) if items.is_empty() => "an empty list".to_owned(),
        Value::Array(_) => "a list".to_owned(),
        Value::Object(_) => "an object".to_owned(),
    }
}

/// What a reader may see of it, as it stands; directions that it leaves open are
/// closed, so that it turns round nothing beside it.
impl FromJson for String {
    fn from_json(at: At<'_>) -> Result<Self, Problem> {
        words(at).map(bidi::closed)
    }
}

/// A text of bounded length, just as it stands.
pub(crate) fn words(at: At<'_>) -> Result<&str, Problem> {
    let text = at.text()?;
    // Characters are only counted where their bytes are too many.
    let length = if text.len() > LONGEST { text.chars().count() } else { 0 };
    let is_bounded = length <= LONGEST;
    is_bounded
        .then_some(text)
        .ok_or_else(|| at.problem(format!("got a text of {length} characters, expected at most {LONGEST}")))
}

/// The name of a thing, which stands in addresses, selectors and attributes.
pub(crate) fn id(at: At<'_>) -> Result<String, Problem> {
    let text = at.text()?;
    let is_id = (1..=LONGEST_ID).contains(&text.len())
        && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
    if is_id {
        Ok(text.to_owned())
    } else {
        Err(at.expected("an id of 1 to 64 letters (a to z), digits and hyphens"))
    }
}

/// A longitude and a latitude in degrees.
pub(crate) fn position(at: At<'_>) -> Result<[f64; 2], Problem> {
    let [lon, lat] = FromJson::from_json(at)?;
    if (-180. ..=180.).contains(&lon) && (-90. ..=90.).contains(&lat) {
        Ok([lon, lat])
    } else {
        Err(at.problem("expected degrees: longitude within ±180, then latitude within ±90".to_owned()))
    }
}

impl FromJson for bool {
    fn from_json(at: At<'_>) -> Result<Self, Problem> {
        at.value.as_bool().ok_or_else(|| at.expected("true or false"))
    }
}

impl FromJson for u32 {
    fn from_json(at: At<'_>) -> Result<Self, Problem> {
        at.whole()
    }
}

impl FromJson for usize {
    fn from_json(at: At<'_>) -> Result<Self, Problem> {
        at.whole().map(|number| number as usize)
    }
}

impl FromJson for f64 {
    fn from_json(at: At<'_>) -> Result<Self, Problem> {
        at.value.as_f64().ok_or_else(|| at.expected("a number"))
    }
}

/// As it stands.
impl FromJson for Value {
    fn from_json(at: At<'_>) -> Result<Self, Problem> {
        Ok(at.value.clone())
    }
}

impl<T: FromJson> FromJson for Vec<T> {
    fn from_json(at: At<'_>) -> Result<Self, Problem> {
        at.list(MOST_ITEMS)
    }
}

impl<const N: usize> FromJson for [f64; N] {
    fn from_json(at: At<'_>) -> Result<Self, Problem> {
        let numbers: Vec<f64> = Vec::from_json(at)?;
        numbers.try_into().map_err(|n: Vec<f64>| at.problem(format!("got {} numbers, expected {N}", n.len())))
    }
}

impl<T: FromJson> FromJson for ByName<T> {
    fn from_json(at: At<'_>) -> Result<Self, Problem> {
        let mut map = Self::new();
        let members = at.members()?;
        at.at_most(members.len(), MOST_ITEMS)?;
        for (name, value) in members {
            map.insert(name.clone(), T::from_json(at.member(name, value))?);
        }
        Ok(map)
    }
}

/// Reads an object member by member: `must` be there, `may` be missing or
/// null, or be there `or` else be the value given. What is there is what its
/// type says, or what a function makes of it: `is` one, or `may_be`.
macro_rules! object {
    ($type:ident { $($field:ident: $how:ident $(($default:expr))?),* $(,)? }) => {
        impl $crate::json::FromJson for $type {
            fn from_json(at: $crate::json::At<'_>) -> Result<Self, $crate::json::Problem> {
                Ok(Self { $($field: $crate::json::object!(@ $how at $field $($default)?)),* })
            }
        }
    };
    (@ must $at:ident $field:ident) => { $at.must(stringify!($field))? };
    (@ may $at:ident $field:ident) => { $at.may(stringify!($field))? };
    (@ or $at:ident $field:ident $default:expr) => { $at.or(stringify!($field), $default)? };
    (@ is $at:ident $field:ident $read:expr) => { $read($at.field(stringify!($field))?)? };
    (@ may_be $at:ident $field:ident $read:expr) => { $at.known(stringify!($field))?.map($read).transpose()? };
}
pub(crate) use object;

#[cfg(test)]
mod tests {
    use super::*;

    struct Box2 {
        name: String,
        sizes: Vec<u32>,
        lid: Option<bool>,
        at: [f64; 2],
    }
    object!(Box2 { name: must, sizes: or(Vec::new()), lid: may, at: or([0., 0.]) });

    #[track_caller]
    fn check(json: &str, want: &str) {
        let value: Value = serde_json::from_str(json).expect("fixture is JSON");
        let problem = Vec::<Box2>::from_json(At::root(&value)).map(|_| ()).expect_err("bad");
        assert_eq!(format!("{}: {}", problem.at, problem.problem), want);
    }

    #[test]
    fn what_may_be_missing_may_be_null_too() {
        let value =
            serde_json::json!([{"name": "a", "lid": null}, {"name": "b", "sizes": [1, 2], "lid": true}]);
        let boxes = Vec::<Box2>::from_json(At::root(&value)).expect("good");
        assert_eq!((boxes[0].lid, boxes[1].lid, &*boxes[1].sizes), (None, Some(true), &[1, 2][..]));
        assert_eq!((&*boxes[0].name, boxes[0].at), ("a", [0., 0.]));
    }

    #[test]
    fn what_has_another_default_may_be_missing_only() {
        check(r#"[{"name": "a", "sizes": null}]"#, "/0/sizes: got null, expected a list");
    }

    #[test]
    fn a_missing_key_is_named_with_its_place() {
        check(r#"[{"name": "a"}, {}]"#, "/1: key \"name\" is missing");
    }

    #[test]
    fn a_wrong_kind_deep_inside_has_its_path() {
        check(
            r#"[{"name": "a", "sizes": [1, "x"]}]"#,
            "/0/sizes/1: got the text \"x\", expected a whole number from 0",
        );
    }

    #[test]
    fn an_id_is_letters_digits_and_hyphens() {
        let read = |text: &str| id(At::root(&Value::from(text))).ok();
        for good in ["a", "Sev-Lich-2", &"a".repeat(LONGEST_ID)] {
            assert_eq!(read(good).as_deref(), Some(good));
        }
        for bad in ["", "a b", "a\"]", "é", "a_b", "a=b", "a\0", &"a".repeat(LONGEST_ID + 1)] {
            assert_eq!(read(bad), None, "{bad:?}");
        }
    }

    #[test]
    fn a_text_has_a_length_and_a_list_a_number() {
        let long = |letters: usize| serde_json::json!([{ "name": "é".repeat(letters) }]).to_string();
        check(&long(LONGEST + 1), "/0/name: got a text of 10001 characters, expected at most 10000");
        let value: Value = serde_json::from_str(&long(LONGEST)).expect("JSON");
        assert!(Vec::<Box2>::from_json(At::root(&value)).is_ok());
        let sizes = serde_json::json!([{ "name": "a", "sizes": vec![1; MOST_ITEMS + 1] }]).to_string();
        check(&sizes, "/0/sizes: got 1001 items, expected at most 1000");
    }

    #[test]
    fn a_map_has_a_number_of_members() {
        let members: std::collections::BTreeMap<String, u32> =
            (0..=1_000).map(|n| (n.to_string(), n)).collect();
        let value = serde_json::json!(members);
        let problem = ByName::<u32>::from_json(At::root(&value)).map_err(|p| p.problem);
        assert_eq!(problem, Err("got 1001 items, expected at most 1000".to_owned()));
    }

    #[test]
    fn a_position_is_on_the_earth() {
        let read = |json: &str| position(At::root(&serde_json::from_str(json).expect("JSON"))).is_ok();
        assert!(read("[180, -90]") && read("[45.5, 40]"));
        assert!(!read("[181, 0]") && !read("[0, 90.5]") && !read("[1e308, 0]") && !read("[0]"));
    }

    #[test]
    fn numbers_have_bounds_and_lists_a_length() {
        check(r#"[{"name": "a", "sizes": [-1]}]"#, "/0/sizes/0: got -1, expected a whole number from 0");
        check(
            r#"[{"name": "a", "sizes": [4294967296]}]"#,
            "/0/sizes/0: got 4294967296, expected a whole number below 4294967296",
        );
        check(
            r#"[{"name": "a", "sizes": [1.5]}]"#,
            "/0/sizes/0: got a decimal number, expected a whole number from 0",
        );
        check(r#"[{"name": "a", "at": [1]}]"#, "/0/at: got 1 numbers, expected 2");
    }

    #[test]
    fn a_number_is_whole_however_it_is_written() {
        let value = serde_json::json!([4.0, 4e9, -0.0, 4_294_967_295_u32]);
        let numbers = Vec::<usize>::from_json(At::root(&value)).expect("whole");
        assert_eq!(numbers, [4, 4_000_000_000, 0, 4_294_967_295]);
    }

    #[track_caller]
    fn check_described(json: &str, want: &str) {
        let value: Value = serde_json::from_str(json).expect("fixture is JSON");
        assert_eq!(described(&value), want);
    }

    #[test]
    fn a_value_is_said_where_it_is_short() {
        check_described("null", "null");
        check_described("false", "false");
        check_described("-3", "-3");
        check_described("18446744073709551615", "18446744073709551615");
        check_described("1.0", "a decimal number");
        check_described("\"Île\"", "the text \"Île\"");
        check_described(&format!("{:?}", "é".repeat(40)), &format!("the text {:?}", "é".repeat(40)));
        check_described(&format!("{:?}", "é".repeat(41)), "a text");
        check_described("[]", "an empty list");
        check_described("[1]", "a list");
        check_described("{}", "an object");
    }

    #[test]
    fn a_path_writes_slashes_and_tildes_as_pointers_do() {
        let value = serde_json::json!({"a/b": {"~": [0, "x"]}});
        let problem = ByName::<ByName<Vec<u32>>>::from_json(At::root(&value));
        let at = problem.map_err(|problem| problem.at);
        assert_eq!(at, Err("/a~1b/~0/1".to_owned()));
    }

    #[test]
    fn the_whole_file_has_an_empty_path() {
        check("{}", ": got an object, expected a list");
    }
}
