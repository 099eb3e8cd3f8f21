//! The legend, which is also where layers are switched: `scene::legend`'s rows as
//! lines and switches.

use documents::{
    Lang, Words, choice,
    doc::{Node, el},
};
use leptos::prelude::*;
use scene::legend::{Legend as Rows, Row, drawing, legend};

use crate::{
    door::{
        attributes::with,
        dom, mount, page,
        view::{Held, hear, text},
    },
    state::State,
};

/// Where the legend leaves enough of the map to look at, it starts open.
const ROOMY: &str = "(min-width: 100em) and (min-height: 50em)";

/// The box on the map.
#[component]
pub fn Legend(
    /// The page's.
    state: State,
    /// Holds it.
    host: Held,
) -> impl IntoView {
    let entries = Held::default();
    entries.when_there(Box::new(move |entries| {
        mount::keep_filled(entries.clone(), Box::new(move || contents(state)));
        // After the entries were written: they come without ticks.
        mount::watch(Box::new(move || {
            state.loaded.scene.track();
            state.loaded.atlas.track();
            state.lang.track();
            state.selection.off.with(|off| tick(&entries, off));
        }));
    }));
    let change = hear(move |event: web_sys::Event| {
        let Some(input) = dom::input(&event) else { return };
        match &*input.name() {
            "local-names" => state.local_names.set(input.checked()),
            "position" => state.positions.set(input.checked()),
            "names-size" => state.names_size.set(input.value().parse().unwrap_or(100)),
            _ => state.switch(&input.value(), input.checked()),
        }
    });
    let is_open = page::matches(ROOMY);
    let attributes = with(&[("class", "legend on-map")]).may_say("open", move || is_open.then(String::new));
    view! {
        <details {..attributes} node_ref=host on:change=change>
            <summary>{text(state.word(Words::legend))}</summary>
            <div {..with(&[("class", "entries")])} node_ref=entries></div>
        </details>
    }
}

/// Makes the boxes say which layers are on.
fn tick(entries: &web_sys::Element, off: &[String]) {
    for input in dom::inputs_in(entries, "layer") {
        input.set_checked(!off.contains(&input.value()));
    }
}

fn contents(state: State) -> Vec<Node> {
    // The regions are tied anew whenever a layer comes.
    let (scene, layers) = (state.loaded.scene.get(), state.loaded.layers.get_untracked());
    let lang = state.lang.get();
    let legend = |atlas: &atlas::Atlas| legend(atlas, &scene, &layers, lang);
    state.loaded.atlas.with(|atlas| entries(atlas.as_deref().map(legend).unwrap_or_default(), lang))
}

fn entries(legend: Rows, lang: Lang) -> Vec<Node> {
    vec![
        el("svg").class("hidden").attr("aria-hidden", "true").child(el("defs").children(legend.patterns)),
        el("ul").children(legend.scene.into_iter().map(|row| entry(row, lang))),
        el("ul").class("sides").children(legend.sides.into_iter().map(meaning)),
        el("ul").children(legend.base.into_iter().map(|row| entry(row, lang))),
        el("ul")
            .child(switch("local-names", lang.words().local_names()))
            .child(switch("position", lang.words().position()))
            .child(sizes(lang)),
    ]
}

/// How large names are, in hundredths.
fn sizes(lang: Lang) -> Node {
    let size = |size: &str| {
        let told = lang.put(lang.words().percent(), size);
        choice("names-size", size, size == "100", el("span").text(&told))
    };
    let told = el("legend").text(lang.words().names_size());
    el("li").child(el("fieldset").child(told).children(["100", "150", "200"].map(size)))
}

/// A switch that is no layer's.
fn switch(name: &str, text: &str) -> Node {
    let input = el("input").attr("type", "checkbox").attr("name", name);
    el("li").child(el("label").child(input).child(el("span").text(text)))
}

/// A layer's switch, with its symbols.
fn entry(row: Row, lang: Lang) -> Node {
    let layer = row.layer.unwrap_or_default();
    let input = el("input").attr("type", "checkbox").attr("name", "layer").attr("value", &layer);
    let swatches = el("span")
        .class("swatches")
        .attr("aria-hidden", "true")
        .children(row.swatches.into_iter().map(drawing));
    let text = el("span").lang(&row.lang, lang).text(&row.text);
    el("li").child(el("label").child(input).child(swatches).child(text))
}

/// What a hatching means.
fn meaning(row: Row) -> Node {
    el("li").children(row.swatches.into_iter().map(drawing)).child(el("span").text(&row.text))
}
