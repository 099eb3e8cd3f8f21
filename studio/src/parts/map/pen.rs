//! The tools that draw the region in hand.

use authoring::Kind;
use leptos::prelude::*;

use super::super::field;
use crate::door::page;
use crate::state::{Pen, Studio};

/// The tools, or while something is drawn how that ends.
pub fn tools(studio: Studio) -> impl IntoView {
    let words = studio.words;
    let begin = move |kind| {
        studio.pen.set(Some(Pen { kind, points: Vec::new() }));
        page::focus_on("map".to_owned());
    };
    let is_drawing = Memo::new(move |_| studio.pen.with(Option::is_some));
    let has_region = Memo::new(move |_| studio.region().is_some());
    move || {
        let tools = if is_drawing.get() {
            view! {
                {field::button(words.finish, move || { studio.finish_drawing(); })}
                {field::button(words.give_up, move || studio.pen.set(None))}
                <span role="status">{words.drawing}</span>
            }
            .into_any()
        } else if has_region.get() {
            let each = Kind::ALL.map(|kind| field::button(name(studio, kind), move || begin(kind)));
            each.collect_view().into_any()
        } else {
            view! { <span>{words.choose_region}</span> }.into_any()
        };
        view! { <div class="tools" role="toolbar" aria-label=words.map>{tools}</div> }
    }
}

fn name(studio: Studio, kind: Kind) -> &'static str {
    match kind {
        Kind::Point => studio.words.draw_point,
        Kind::Line => studio.words.draw_line,
        Kind::Area => studio.words.draw_area,
    }
}
