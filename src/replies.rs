//! What the base map's worker tells, and whom it concerns.

use leptos::prelude::*;
use protocol::News;

use crate::{
    door::ground::Told,
    export::Exporter,
    load::Loader,
    state::{Found, State},
};

/// Hands what is told to the part of the page that waits for it.
pub fn route(state: State, loader: &Loader, exporter: &Exporter, told: Told) {
    match told {
        Told::Painted => state.view.pictures.update(|n| *n += 1),
        Told::Failed(reason) => loader.unpainted(reason),
        Told::News(News::Read(read)) => loader.layer_read(read),
        Told::News(News::Grown) => state.repaint(),
        Told::News(News::Failed { subject, reason }) => loader.failed(&subject, reason),
        Told::News(News::Other { subject }) => loader.is_other(subject),
        Told::News(News::Figure { svg }) => exporter.made(&svg),
        Told::News(News::Found { query, finds }) => {
            let finds = finds.into_iter().map(|find| (find.target as usize, find.text)).collect();
            state.loaded.found.set(Some(Found { query, finds }));
        }
        Told::Replaced => {
            exporter.without_worker();
            state.repaint();
        }
        Told::Lost(reason) => {
            exporter.without_worker();
            loader.worker_lost(&reason);
        }
    }
}
