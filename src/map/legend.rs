//! The legend, which is also where layers are switched: each with the symbols
//! that the map uses for it.

use atlas::{Atlas, Localized, manifest::Role};
use carto::Shape;
use leptos::prelude::*;
use reading::{
    Lang,
    doc::{Node, el},
};
use story::{
    RELIEF, Story,
    marks::{classes, hatching, hatching_fill, hatching_pattern, hatchings, symbol},
};

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
            state.loaded.story.track();
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
            _ => state.switch(&input.value(), input.checked()),
        }
    });
    let is_open = page::matches(ROOMY);
    let attributes = with(&[("class", "legend on-map")]).may_say("open", move || is_open.then(String::new));
    view! {
        <details {..attributes} node_ref=host on:change=change>
            <summary>{text(move || state.words().legend)}</summary>
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
    let (story, lang) = (state.loaded.story.get(), state.lang.get());
    state
        .loaded
        .atlas
        .with(|atlas| atlas.as_ref().map(|atlas| entries(atlas, &story, lang)).unwrap_or_default())
}

fn entries(atlas: &Atlas, story: &Story, lang: Lang) -> Vec<Node> {
    let layers = |role: Role| {
        let of_role = atlas.manifest.layers.iter().filter(move |l| l.switch && l.role == role);
        of_role.map(|l| entry(&l.id, &l.name, story, lang))
    };
    let relief = atlas.manifest.relief.iter().map(|relief| entry(RELIEF, &relief.name, story, lang));
    let patterns = hatchings(story).into_iter().map(|pair| hatching_pattern(pair, "legend"));
    vec![
        el("svg").class("hidden").attr("aria-hidden", "true").child(el("defs").children(patterns)),
        el("ul").children(layers(Role::Story)),
        sides(atlas, story, lang),
        el("ul").children(layers(Role::Base)).children(relief),
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
fn entry(id: &str, name: &Localized, story: &Story, lang: Lang) -> Node {
    let (code, name) = name.best(lang.code());
    let input = el("input").attr("type", "checkbox").attr("name", "layer").attr("value", id);
    let swatches = el("span").class("swatches").attr("aria-hidden", "true").children(swatches(id, story));
    el("li").child(el("label").child(input).child(swatches).child(el("span").lang(code, lang).text(name)))
}

fn swatch() -> Node {
    el("svg").attr("viewBox", "0 0 28 16").attr("aria-hidden", "true")
}

/// One swatch for each way in which a layer's features are drawn, two at most.
fn swatches(layer: &str, story: &Story) -> Vec<Node> {
    let sample = |class: &'static str, d: &'static str| el("path").class(class).attr("d", d);
    match layer {
        "rivers" => return vec![swatch().child(sample("sample river", "M1 11Q8 3 14 8T27 5"))],
        "borders" => {
            let line = |class: &'static str| sample(class, "M1 8H27");
            return vec![swatch().child(line("sample border-halo")).child(line("sample border"))];
        }
        "places" => {
            let dot = el("circle").class("sample town-dot").attr("cx", "14").attr("cy", "8").attr("r", "2.6");
            return vec![swatch().child(dot)];
        }
        RELIEF => return vec![swatch().child(sample("sample shade", "M2 14L10 3L14 9L18 5L26 14z"))],
        _ => {}
    }
    let mut seen: Vec<String> = Vec::new();
    let mut drawn = Vec::new();
    for mark in story.places.iter().flat_map(|p| &p.marks).filter(|m| m.layer == layer) {
        let class = classes(mark);
        if seen.contains(&class) || drawn.len() == 2 {
            continue;
        }
        seen.push(class.clone());
        drawn.push(match mark.path.shape() {
            Shape::Points(_) => el("svg").attr("viewBox", "-14 -8 28 16").child(symbol(mark)),
            Shape::Lines(_) => swatch().child(el("path").class(&class).attr("d", "M1 8H27")),
            Shape::Areas(_) => {
                let area = el("path").class(&class).attr("d", "M1.5 1.5H26.5V14.5H1.5z");
                swatch().child(match hatching(mark) {
                    Some(pair) => area.attr("fill", &hatching_fill(pair, "legend")),
                    None => area,
                })
            }
        });
    }
    drawn
}

/// What the colours and directions mean: who holds, who claims.
fn sides(atlas: &Atlas, story: &Story, lang: Lang) -> Node {
    let words = lang.words();
    let name = |number: usize| {
        let party = atlas.manifest.parties.get(number);
        party.map_or(String::new(), |p| p.name.best(lang.code()).1.to_owned())
    };
    let row = |(held, claimed): (usize, usize)| {
        let area = el("path")
            .class(&format!("mark hatched held-{held} claimed-{claimed}"))
            .attr("d", "M1.5 1.5H26.5V14.5H1.5z")
            .attr("fill", &hatching_fill((held, claimed), "legend"));
        let text = format!("{} {}, {} {}", words.held_by, name(held), words.claimed_by, name(claimed));
        el("li").child(swatch().child(area)).child(el("span").text(&text))
    };
    el("ul").class("sides").children(hatchings(story).into_iter().map(row))
}
