//! A crate of the bundle.

use std::collections::{BTreeMap, BTreeSet};

/// The packages whose programs are in a bundle.
pub const PROGRAMS: [&str; 4] = ["confins", "basemap", "beside", "studio"];

/// A name and a version.
pub type Id = (String, String);

/// A crate, and what is known of it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Component {
    /// An SPDX expression. `None` where the crate names none.
    pub licence: Option<String>,
    /// Who wrote it.
    pub authors: Vec<String>,
    /// Where its sources are.
    pub repository: Option<String>,
    /// The SHA-256 of the file on crates.io. `None`: it is not from there.
    pub checksum: Option<String>,
    /// Of this workspace.
    pub own: bool,
    /// The names and contents of the licences that come with it.
    pub texts: Vec<(String, String)>,
    /// What it is linked with.
    pub needs: BTreeSet<Id>,
}

/// Everything in the bundle, by name and version.
pub type Components = BTreeMap<Id, Component>;
