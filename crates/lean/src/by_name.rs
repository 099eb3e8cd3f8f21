//! A few things by their names, in their order: a sorted list. The standard library's
//! tree is for many; in the page's program it weighed 3 KB more.

use std::ops::Index;

use serde::{Serialize, Serializer, ser::SerializeMap};

/// Things by name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ByName<T>(Vec<(String, T)>);

impl<T> ByName<T> {
    /// Nothing yet.
    pub const fn new() -> Self {
        Self(Vec::new())
    }

    /// What has this name.
    pub fn get(&self, name: &str) -> Option<&T> {
        self.0.iter().find(|(known, _)| known == name).map(|(_, thing)| thing)
    }

    /// Puts in what has a name, in place of what had it before.
    pub fn insert(&mut self, name: String, thing: T) {
        match self.0.iter().position(|(known, _)| *known >= name) {
            Some(at) if self.0[at].0 == name => self.0[at].1 = thing,
            Some(at) => self.0.insert(at, (name, thing)),
            None => self.0.push((name, thing)),
        }
    }

    /// All, by name.
    pub fn iter(&self) -> std::slice::Iter<'_, (String, T)> {
        self.0.iter()
    }

    /// All names, in order.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(|(name, _)| &**name)
    }
}

impl<T> Default for ByName<T> {
    fn default() -> Self {
        Self::new()
    }
}

impl<'a, T> IntoIterator for &'a ByName<T> {
    type IntoIter = std::slice::Iter<'a, (String, T)>;
    type Item = &'a (String, T);

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl<T> FromIterator<(String, T)> for ByName<T> {
    fn from_iter<I: IntoIterator<Item = (String, T)>>(things: I) -> Self {
        let mut all = Self::new();
        things.into_iter().for_each(|(name, thing)| all.insert(name, thing));
        all
    }
}

/// # Panics
/// Nothing has the name.
impl<T> Index<&str> for ByName<T> {
    type Output = T;

    fn index(&self, name: &str) -> &T {
        self.get(name).expect("nothing has this name")
    }
}

impl<T: Serialize> Serialize for ByName<T> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let mut map = to.serialize_map(Some(self.0.len()))?;
        for (name, thing) in &self.0 {
            map.serialize_entry(name, thing)?;
        }
        map.end()
    }
}

/// As the standard library's map has it.
#[cfg(feature = "schema")]
impl<T: schemars::JsonSchema> schemars::JsonSchema for ByName<T> {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> std::borrow::Cow<'static, str> {
        std::collections::BTreeMap::<String, T>::schema_name()
    }

    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        std::collections::BTreeMap::<String, T>::json_schema(generator)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn things_stand_in_the_order_of_their_names_the_last_of_each() {
        let all: ByName<u8> =
            [("hy", 1), ("az", 2), ("hy", 3)].map(|(name, n)| (name.to_owned(), n)).into_iter().collect();
        assert_eq!(all.iter().map(|(name, n)| (&**name, *n)).collect::<Vec<_>>(), [("az", 2), ("hy", 3)]);
        assert_eq!((all.get("hy"), all.get("fr"), all["az"]), (Some(&3), None, 2));
        assert_eq!(serde_json::to_string(&all).unwrap(), r#"{"az":2,"hy":3}"#);
    }
}
