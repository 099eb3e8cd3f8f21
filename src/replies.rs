//! What the base map's worker tells, and whom it concerns.

use leptos::prelude::*;
use protocol::News;

use crate::{
    door::basemap::WorkerEvent,
    export::Exporter,
    load::Loader,
    state::{Found, State},
};

/// Hands what the worker says to the part of the page that waits for it.
pub fn route(state: State, loader: &Loader, exporter: &Exporter, event: WorkerEvent) {
    match event {
        WorkerEvent::Painted => state.view.pictures.update(|n| *n += 1),
        WorkerEvent::Failed(reason) => {
            exporter.without_worker();
            loader.unpainted(reason);
        }
        WorkerEvent::News(News::Read(read)) => loader.layer_read(read),
        WorkerEvent::News(News::Named { layer, features }) => loader.named(layer, features),
        WorkerEvent::News(News::Grown) => state.repaint(),
        WorkerEvent::News(News::Failed { subject, reason }) => loader.failed(&subject, reason),
        WorkerEvent::News(News::Other { subject }) => loader.is_other(subject),
        WorkerEvent::News(News::Figure { svg }) => exporter.made(&svg),
        WorkerEvent::News(News::Unwritten { reason }) => loader.unwritten(reason),
        WorkerEvent::News(News::Found { query, finds }) => {
            let finds = finds.into_iter().map(|find| (find.target as usize, find.text)).collect();
            state.loaded.found.set(Some(Found { query, finds }));
        }
        // Whoever asked for a document has it already.
        WorkerEvent::News(News::Written { .. }) => {}
        WorkerEvent::Replaced => {
            exporter.without_worker();
            state.repaint();
        }
        WorkerEvent::Lost(reason) => {
            exporter.without_worker();
            // Nobody would keep the line of time in step with the map.
            state.time.stops.set(Vec::new());
            loader.worker_lost(&reason);
        }
    }
}
