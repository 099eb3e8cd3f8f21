//! What the base map's worker tells, and whom it concerns.

use leptos::prelude::*;

use crate::{
    door::ground::Reply,
    export::Exporter,
    load::Loader,
    state::{Found, State},
};

/// Hands a reply to the part of the page that waits for it.
pub fn route(state: State, loader: &Loader, exporter: &Exporter, reply: Reply) {
    match reply {
        Reply::Painted => state.view.pictures.update(|n| *n += 1),
        Reply::Unpainted(reason) => loader.unpainted(reason),
        Reply::Read { id, features, paths, issues, first_issue } => {
            loader.layer_read(&id, &features, &paths, issues, &first_issue);
        }
        Reply::Grows | Reply::ReliefRead => state.repaint(),
        Reply::Failed { id, reason } => loader.layer_failed(&id, reason),
        Reply::Other(id) => loader.is_other(id),
        Reply::Figure(svg) => exporter.made(&svg),
        Reply::Found { query, finds } => {
            let number = |at: u32| finds.get(at).as_f64().map(|number| number as usize);
            let finds = (0..finds.length() / 2)
                .filter_map(|at| Some((number(2 * at)?, finds.get(2 * at + 1).as_string()?)));
            state.loaded.found.set(Some(Found { query, finds: finds.collect() }));
        }
        Reply::Replaced => {
            exporter.without_worker();
            state.repaint();
        }
        Reply::Lost(reason) => {
            exporter.without_worker();
            loader.worker_lost(&reason);
        }
    }
}
