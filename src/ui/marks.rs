//! The symbols of points, and the hatching of land, shared by map and legend.

use leptos::prelude::*;

use crate::story::Mark;

/// CSS classes of a mark: its style, its parties, whether it is a hint.
pub fn classes(mark: &Mark) -> String {
    let party = |role: &str, number: Option<usize>| number.map_or(String::new(), |n| format!(" {role}-{n}"));
    let hint = if mark.indicative { " indicative" } else { "" };
    format!("mark {}{}{}{hint}", mark.style, party("held", mark.held_by), party("claimed", mark.claimed_by))
}

/// The name of the hatching for land that one party holds and another claims.
pub fn hatching(mark: &Mark) -> Option<(usize, usize)> {
    (mark.style == "hatched").then_some(mark.held_by.zip(mark.claimed_by))?
}

/// Reference to a hatching in `fill`.
pub fn hatching_fill(pair: (usize, usize), place: &str) -> String {
    format!("url(#hatch-{place}-{}-{})", pair.0, pair.1)
}

/// The pattern for a pair of parties: the holder's tone and stripes with the
/// claimant's between them. The direction tells the holder without colour.
/// `scale` undoes that of the paper it is used on.
#[component]
pub fn Hatching(
    pair: (usize, usize),
    place: &'static str,
    #[prop(into)] scale: Signal<f64>,
) -> impl IntoView {
    let (held, claimed) = pair;
    let turn = if held % 2 == 0 { -45 } else { 45 };
    let transform = move || format!("scale({:.6}) rotate({turn})", 1. / scale.get());
    view! {
        <pattern
            id=format!("hatch-{place}-{held}-{claimed}")
            patternUnits="userSpaceOnUse"
            width="8"
            height="8"
            patternTransform=transform
        >
            <rect class=format!("tone side-{held}") width="8" height="8"></rect>
            <rect class=format!("stripe side-{held}") width="3" height="8"></rect>
            <rect class=format!("stripe side-{claimed}") x="4" width="3" height="8"></rect>
        </pattern>
    }
}

/// The symbol of a point, around (0, 0).
pub fn symbol(mark: &Mark) -> AnyView {
    let class = classes(mark);
    match mark.style.as_str() {
        "town" => view! {
            <g class=class>
                <circle class="halo" r="6.5"></circle>
                <circle class="body" r="4.5"></circle>
            </g>
        }
        .into_any(),
        // Two halves: who holds it, who claims it.
        "marker" => view! {
            <g class=class>
                <path class="halo" d="M0-9L9 0L0 9L-9 0z"></path>
                <path class="half held" d="M0-7V7L-7 0z"></path>
                <path class="half claimed" d="M0-7V7L7 0z"></path>
            </g>
        }
        .into_any(),
        _ => view! {
            <g class=class>
                <rect class="halo" x="-5" y="-5" width="10" height="10"></rect>
                <rect class="body" x="-3.5" y="-3.5" width="7" height="7"></rect>
            </g>
        }
        .into_any(),
    }
}
