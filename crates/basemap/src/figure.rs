//! A figure of the view, from what the page sends and the lines that the worker
//! holds. How it is composed is the crate `figure`'s.

use figure::compose;

use crate::{
    layers::Layers,
    picture::{self, View},
};

/// The figure's text; `None` for a view of nothing.
pub fn figure(layers: &Layers, wanted: &protocol::Figure) -> Option<String> {
    let view = View::new(&wanted.view)?;
    Some(compose(wanted, &picture::figure(layers, &wanted.order, &view)))
}
