//! An element's attributes as data: names, and values that are fixed or follow from
//! the state.
//!
//! Leptos gives each attribute a type, by its name and by what its value is made
//! with, and compiles the code around it for each. On this page those were fifty
//! types and a tenth of the program. Here they are one: `{..with(&[…])}` in a view.

use std::sync::Arc;

use leptos::{
    attr::{
        Attribute, NamedAttributeKey, NextAttribute,
        any_attribute::{AnyAttribute, IntoAnyAttribute},
    },
    reactive::effect::RenderEffect,
};
use web_sys::Element;

use super::dom;

/// What a value follows from.
type Source = Arc<dyn Fn() -> Option<String> + Send + Sync>;

/// Attributes, classes and styles of an element.
#[derive(Clone, Default)]
pub struct Attributes {
    fixed: Vec<(&'static str, String)>,
    following: Vec<(Kind, &'static str, Source)>,
}

/// What follows from the state.
#[derive(Clone, Copy)]
enum Kind {
    /// An attribute; the element lacks it where there is no value.
    Attribute,
    /// A class; the element has it where there is a value.
    Class,
    /// A property of the element's own style.
    Style,
}

/// These attributes, which stay.
pub fn with(fixed: &[(&'static str, &str)]) -> Attributes {
    let fixed = fixed.iter().map(|(name, value)| (*name, (*value).to_owned()));
    Attributes { fixed: fixed.collect(), following: Vec::new() }
}

impl Attributes {
    fn follow(mut self, kind: Kind, name: &'static str, source: Source) -> Self {
        self.following.push((kind, name, source));
        self
    }

    /// And one whose value follows from the state.
    pub fn says<T: Into<String>>(
        self,
        name: &'static str,
        f: impl Fn() -> T + Send + Sync + 'static,
    ) -> Self {
        self.follow(Kind::Attribute, name, Arc::new(move || Some(f().into())))
    }

    /// And one that the element may lack.
    pub fn may_say(self, name: &'static str, f: impl Fn() -> Option<String> + Send + Sync + 'static) -> Self {
        self.follow(Kind::Attribute, name, Arc::new(f))
    }

    /// And a class that the element has as long as `f` says so.
    pub fn class_while(self, name: &'static str, f: impl Fn() -> bool + Send + Sync + 'static) -> Self {
        self.follow(Kind::Class, name, Arc::new(move || f().then(String::new)))
    }

    /// And a property of its own style.
    pub fn style(self, name: &'static str, f: impl Fn() -> Option<String> + Send + Sync + 'static) -> Self {
        self.follow(Kind::Style, name, Arc::new(f))
    }
}

fn apply(element: &Element, kind: Kind, name: &'static str, value: Option<&str>) {
    // Neither setting a member of an element nor removing what is not there fails.
    match (kind, value) {
        (Kind::Attribute, Some(value)) => dom::set(element, name, value),
        (Kind::Attribute, None) => drop(element.remove_attribute(name)),
        (Kind::Class, value) => dom::switch(element, name, value.is_some()),
        (Kind::Style, value) => dom::style(element, name, value.unwrap_or_default()),
    }
}

impl Attribute for Attributes {
    const MIN_LENGTH: usize = 0;

    type AsyncOutput = Self;
    type Cloneable = Self;
    type CloneableOwned = Self;
    type State = (Element, Vec<RenderEffect<Option<String>>>);

    fn html_len(&self) -> usize {
        0
    }

    /// Only the browser makes these views.
    fn to_html(self, _: &mut String, _: &mut String, _: &mut String, _: &mut String) {}

    fn hydrate<const FROM_SERVER: bool>(self, element: &Element) -> Self::State {
        self.build(element)
    }

    fn build(self, element: &Element) -> Self::State {
        for (name, value) in &self.fixed {
            dom::set(element, name, value);
        }
        let follow = |(kind, name, source): (Kind, &'static str, Source)| {
            let element = element.clone();
            RenderEffect::new(move |before: Option<Option<String>>| {
                let value = source();
                if before.as_ref() != Some(&value) {
                    apply(&element, kind, name, value.as_deref());
                }
                value
            })
        };
        (element.clone(), self.following.into_iter().map(follow).collect())
    }

    fn rebuild(self, state: &mut Self::State) {
        let element = state.0.clone();
        *state = self.build(&element);
    }

    fn into_cloneable(self) -> Self {
        self
    }

    fn into_cloneable_owned(self) -> Self {
        self
    }

    fn dry_resolve(&mut self) {}

    async fn resolve(self) -> Self {
        self
    }

    fn keys(&self) -> Vec<NamedAttributeKey> {
        self.fixed.iter().map(|(name, _)| NamedAttributeKey::Attribute((*name).into())).collect()
    }
}

impl NextAttribute for Attributes {
    type Output<NewAttr: Attribute> = Vec<AnyAttribute>;

    fn add_any_attr<NewAttr: Attribute>(self, new: NewAttr) -> Vec<AnyAttribute> {
        vec![self.into_any_attr(), new.into_any_attr()]
    }
}
