//! The legend, which is also where layers are switched: `story::legend`'s rows as
//! lines and switches.

use leptos::prelude::*;
use reading::{
    Lang,
    doc::{Node, el},
};
use story::legend::{Legend, Row, legend};

use crate::{mount, page, state::State};

/// Where the legend leaves enough of the map to look at, it starts open.
const ROOMY: &str = "(min-width: 100em) and (min-height: 50em)";

/// Fills the box on the map.
pub fn set_up(state: State) {
    if let (Some(legend), true) = (page::find(".legend"), page::matches(ROOMY)) {
        page::set(&legend, "open", "");
    }
    let nodes = move || {
        // The regions are tied anew whenever a layer comes.
        let (story, layers, lang) = (state.story.get(), state.layers.get_untracked(), state.lang.get());
        let legend = |atlas: &atlas::Atlas| legend(atlas, &story, &layers, lang);
        state.atlas.with(|atlas| entries(atlas.as_deref().map(legend).unwrap_or_default(), lang))
    };
    mount::document(".legend .entries", Box::new(nodes), Box::new(move |_| tick(&state.off.get_untracked())));
    mount::watch(Box::new(move || tick(&state.off.get())));
    page::listen_to(
        ".legend",
        "change",
        Box::new(move |event| {
            let Some(input) = mount::input(&event) else { return };
            match &*input.name() {
                "local-names" => state.local_names.set(input.checked()),
                "position" => state.positions.set(input.checked()),
                _ => switch(state, &input.value(), input.checked()),
            }
        }),
    );
}

/// Makes the boxes say which layers are on.
fn tick(off: &[String]) {
    for input in mount::inputs("layer") {
        input.set_checked(!off.contains(&input.value()));
    }
}

fn switch(state: State, id: &str, on: bool) {
    state.off.update(|off| {
        off.retain(|o| o != id);
        if !on {
            off.push(id.to_owned());
        }
    });
}

fn entries(legend: Legend, lang: Lang) -> Vec<Node> {
    vec![
        el("svg").class("hidden").attr("aria-hidden", "true").child(el("defs").children(legend.patterns)),
        el("ul").children(legend.story.into_iter().map(|row| entry(row, lang))),
        el("ul").class("sides").children(legend.sides.into_iter().map(meaning)),
        el("ul").children(legend.base.into_iter().map(|row| entry(row, lang))),
        el("ul")
            .child(choice("local-names", lang.words().local_names))
            .child(choice("position", lang.words().position)),
    ]
}

/// A switch that is no layer's.
fn choice(name: &str, text: &str) -> Node {
    let input = el("input").attr("type", "checkbox").attr("name", name);
    el("li").child(el("label").child(input).child(el("span").text(text)))
}

/// A layer's switch, with its symbols.
fn entry(row: Row, lang: Lang) -> Node {
    let layer = row.layer.unwrap_or_default();
    let input = el("input").attr("type", "checkbox").attr("name", "layer").attr("value", &layer);
    let swatches = el("span").class("swatches").attr("aria-hidden", "true").children(row.swatches);
    let text = el("span").lang(&row.lang, lang).text(&row.text);
    el("li").child(el("label").child(input).child(swatches).child(text))
}

/// What a hatching means.
fn meaning(row: Row) -> Node {
    el("li").children(row.swatches).child(el("span").text(&row.text))
}
