//! What follows from a change after a moment: it is kept, checked, and shown in the preview.

use std::cell::Cell;
use std::rc::Rc;
use std::sync::Arc;

use authoring::{Gazetteer, to_zip};
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::door::{kept, page, preview, world};
use crate::state::Studio;

/// Milliseconds without another change before the check begins, and before a state is kept.
const CHECKED: i32 = 250;
const KEPT: i32 = 700;

/// Begins to follow changes, and fetches the map of the world.
pub fn watch(studio: Studio) {
    let turn = Rc::new(Cell::new(0_u32));
    Effect::new(move || {
        let Some(project) = studio.project.get() else { return };
        let own = turn.get().wrapping_add(1);
        turn.set(own);
        let is_last = {
            let turn = turn.clone();
            move || turn.get() == own
        };
        let checked = project.clone();
        let is_still = is_last.clone();
        page::after(CHECKED, move || {
            if is_still() {
                let found = checked.checked().map(|checked| checked.found).unwrap_or_default();
                studio.found.set(Some(Arc::new(found)));
            }
        });
        page::after(KEPT, move || {
            if !is_last() {
                return;
            }
            spawn_local(async move {
                let packed = to_zip(&project, true).unwrap_or_default();
                let name = project.manifest().map_or_else(|_| "atlas".to_owned(), |manifest| manifest.id);
                if !kept::keep(&name, &packed).await {
                    studio.told.set(studio.words.not_kept.to_owned());
                }
                if studio.previewed.get_untracked() {
                    preview::put(project.files()).await;
                    crate::parts::preview::reload();
                }
            });
        });
    });
    // Names of countries are looked for in the article's language too.
    let spoken = Memo::new(move |_| match studio.atlas.get() {
        Some(Ok(atlas)) => Some(atlas.claims.source.language.clone()),
        _ => None,
    });
    Effect::new(move || {
        let (Some(world), Some(lang)) = (studio.world.get(), spoken.get()) else { return };
        let countries = world.country_places(&[lang], &page::country);
        let all = world
            .towns()
            .iter()
            .cloned()
            .chain(countries)
            .chain(studio.base.with(|base| authoring::places(base)));
        studio.gazetteer.set(Some(Arc::new(Gazetteer::new(all.collect()))));
    });
    spawn_local(async move {
        match world::world().await {
            Ok(read) => studio.world.set(Some(Arc::new(read))),
            Err(why) => studio.told.set(format!("{}: {why}", studio.words.world_failed)),
        }
    });
}
