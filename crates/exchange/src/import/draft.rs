//! A feature as a format finds it, before it is one of a layer.

use styles::Style;

use crate::import::part::Part;

/// What a file tells a feature apart by.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) enum Id {
    #[default]
    None,
    Text(String),
    Number(String),
}

/// A feature as a format finds it.
#[derive(Debug, Default)]
pub(crate) struct Draft {
    pub id: Id,
    /// By language.
    pub names: Vec<(String, String)>,
    pub style: Option<Style>,
    pub parts: Vec<Part>,
}
