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

use crate::{mount, page, state::State};

/// Where the legend leaves enough of the map to look at, it starts open.
const ROOMY: &str = "(min-width: 100em) and (min-height: 50em)";

/// Fills the box on the map.
pub fn set_up(state: State) {
    if let (Some(legend), true) = (page::find(".legend"), page::matches(ROOMY)) {
        page::set(&legend, "open", "");
    }
    let nodes = move || {
        let (story, lang) = (state.story.get(), state.lang.get());
        state.atlas.with(|atlas| atlas.as_ref().map(|atlas| entries(atlas, &story, lang)).unwrap_or_default())
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
