//! What the base map's worker tells, and whom it concerns.

use leptos::prelude::*;

use protocol::News;

use crate::{data, ground::Told, print, state::State, ui};

/// Hands what is told to the part of the page that waits for it.
pub fn route(state: State, told: Told) {
    match told {
        Told::Painted => state.pictures.update(|n| *n += 1),
        Told::Failed(reason) => data::unpainted(state, &reason),
        Told::News(News::Read(read)) => data::layer_read(state, read),
        Told::News(News::Grown) => state.repaint(),
        Told::News(News::Failed { subject, reason }) => data::failed(state, &subject, reason),
        Told::News(News::Other { subject }) => data::is_other(state, subject),
        Told::News(News::Figure { svg }) => print::made(state, &svg),
        Told::News(News::Found { query, finds }) => ui::found(state, &query, &finds),
        Told::Replaced => {
            print::without_worker();
            state.repaint();
        }
        Told::Lost(reason) => {
            print::without_worker();
            data::worker_lost(state, &reason);
        }
    }
}
