//! What the base map's worker tells, and whom it concerns.

use leptos::prelude::*;

use crate::{data, ground::Reply, print, state::State, ui};

/// Hands a reply to the part of the page that waits for it.
pub fn route(state: State, reply: Reply) {
    match reply {
        Reply::Painted => state.pictures.update(|n| *n += 1),
        Reply::Unpainted(reason) => data::unpainted(state, &reason),
        Reply::Read { id, features, paths, issues, first_issue } => {
            data::layer_read(state, &id, &features, &paths, issues, &first_issue);
        }
        Reply::Grows | Reply::ReliefRead => state.repaint(),
        Reply::Failed { id, reason } => data::layer_failed(state, &id, reason),
        Reply::Other(id) => data::is_other(state, &id),
        Reply::Figure(svg) => print::made(state, &svg),
        Reply::Found { query, finds } => ui::found(state, &query, &finds),
        Reply::Replaced => {
            print::without_worker();
            state.repaint();
        }
        Reply::Lost(reason) => {
            print::without_worker();
            data::worker_lost(state, &reason);
        }
    }
}
