//! The text with its excerpts, and how reading it and looking at the map go together.

use std::cell::Cell;
use std::sync::Arc;

use anchor::{Difference, Kind};
use atlas::Atlas;
use documents::words::{Beside as Words, Direction};
use leptos::prelude::*;
use passages::{Edition, Excerpt, Fate, Marked, Run};
use web_sys::{Element, ScrollBehavior, ScrollIntoViewOptions, ScrollLogicalPosition};

use crate::door::page;
use crate::state::Beside;

/// How long a reader rests before the map follows, in milliseconds: less than an eye needs to
/// begin a line, more than two steps of a wheel are apart.
const REST: i32 = 250;
/// Where the eye is taken to be, as a part of the text's height from its upper edge.
const EYE: f64 = 0.4;
/// How long the page moves by itself after it was told to, in milliseconds.
const MOVES: f64 = 1_000.;

thread_local! {
    /// Until when the text moves by itself, by the page's clock: nobody reads meanwhile.
    static MOVED_UNTIL: Cell<f64> = const { Cell::new(0.) };
    /// Counts the text's movements: the last one decides.
    static MOVEMENTS: Cell<u32> = const { Cell::new(0) };
}

/// What became of the text, and the text.
pub fn reading(beside: Beside, words: &'static Words) -> impl IntoView {
    let (marked, atlas) = (beside.text.get_untracked()?, beside.atlas.get_untracked()?);
    let edition = match marked.edition {
        Edition::Same => words.same(),
        Edition::Other => words.other(),
        Edition::Unknown => "",
    };
    let (found, all) = (marked.found().to_string(), marked.excerpts.len().to_string());
    let found = beside.filled(words.found(), &[("found", &found), ("all", &all)]);
    let (others, text) = (differing(beside, words, &atlas, &marked), text(beside, &atlas, &marked));
    let language = atlas.claims.source.language.clone();
    let dir = Direction::of(&language).code();
    Effect::new(move |_| {
        beside.read.track();
        show_read(beside);
    });
    let follow = move |event| beside.follows.set(event_target_checked(&event));
    Some(view! {
        <div class="verdict">
            <p role="status">{found} <br/> {edition}</p>
            {others}
            <p class="ways">
                <label>
                    <input type="checkbox" prop:checked=beside.follows on:change=follow/>
                    {words.follows()}
                </label>
                <button type="button" on:click=move |_| beside.forget()>{words.another()}</button>
            </p>
        </div>
        <article lang=language dir=dir on:scroll=move |_| moved(beside) tabindex="0" aria-label=words.article()>
            {text}
        </article>
    })
}

/// The excerpts that do not stand there word for word, and why.
fn differing(beside: Beside, words: &'static Words, atlas: &Atlas, marked: &Marked) -> Option<AnyView> {
    let others: Vec<_> = marked
        .excerpts
        .iter()
        .filter(|excerpt| !excerpt.is_word_for_word())
        .filter_map(|excerpt| {
            let claim = atlas.claim(&excerpt.claim)?;
            let exact = claim.exact().unwrap_or_default().to_owned();
            let language = atlas.claims.source.language.clone();
            let id = excerpt.claim.clone();
            let why = why(beside, words, excerpt);
            Some(view! {
                <li>
                    <a href=format!("#claim={id}") on:click=move |event| {
                        event.prevent_default();
                        chosen(beside, &id);
                    }>
                        <q lang=language>{exact}</q>
                    </a>
                    {format!(": {why}")}
                </li>
            })
        })
        .collect();
    (!others.is_empty()).then(|| {
        view! {
            <details open="">
                <summary>{words.differing()} {format!(" ({})", others.len())}</summary>
                <ul>{others}</ul>
            </details>
        }
        .into_any()
    })
}

fn why(beside: Beside, words: &Words, excerpt: &Excerpt) -> String {
    let told = |differences: &[Difference]| {
        let each = differences.iter().filter(|one| one.kind != Kind::Sign);
        let each = each.map(|Difference { was, is, .. }| {
            let message = match (was.is_empty(), is.is_empty()) {
                (true, _) => words.added(),
                (_, true) => words.dropped(),
                _ => words.instead(),
            };
            beside.filled(message, &[("is", is), ("was", was)])
        });
        each.collect::<Vec<_>>().join("; ")
    };
    match &excerpt.fate {
        Fate::Kept | Fate::Moved => String::new(),
        Fate::Changed(differences) => told(differences),
        Fate::Other(differences) => format!("{}: {}", words.says_other(), told(differences)),
        Fate::Several(_) => words.several().to_owned(),
        Fate::Lost => words.lost().to_owned(),
    }
}

fn text(beside: Beside, atlas: &Arc<Atlas>, marked: &Marked) -> Vec<AnyView> {
    let line = |line: &passages::Line| {
        let runs: Vec<AnyView> = line.runs.iter().map(|run| run_of(beside, atlas, run)).collect();
        if line.is_headline {
            view! { <h2>{runs}</h2> }.into_any()
        } else {
            view! { <p>{runs}</p> }.into_any()
        }
    };
    marked.lines.iter().map(line).collect()
}

/// Words that nobody quotes, or a link that leads the map to the claim of those that are.
fn run_of(beside: Beside, atlas: &Arc<Atlas>, run: &Run) -> AnyView {
    let Some(first) = run.claims.first().cloned() else { return run.text.clone().into_any() };
    let (own, shown) = (run.claims.clone(), run.text.clone());
    let is_read =
        move || beside.read.with(|read| own.iter().any(|claim| read.contains(claim))).then_some("true");
    let (atlas, of) = (atlas.clone(), first.clone());
    let about = move || about(&atlas, &of, &beside.lang.get());
    let (claims, address) = (run.claims.join(" "), format!("#claim={first}"));
    view! {
        <a class="excerpt" href=address data-claims=claims title=about aria-current=is_read
            on:click=move |event| {
                event.prevent_default();
                chosen(beside, &first);
            }>
            {shown}
        </a>
    }
    .into_any()
}

/// The reader has chosen a claim: what they were reading before it no longer counts, though
/// the text may still be moving from there.
fn chosen(beside: Beside, claim: &str) {
    MOVEMENTS.set(MOVEMENTS.get().wrapping_add(1));
    MOVED_UNTIL.set(page::now() + MOVES);
    beside.go(claim, true);
}

/// Who says it, of what.
fn about(atlas: &Atlas, claim: &str, lang: &str) -> String {
    let Some(claim) = atlas.claim(claim) else { return String::new() };
    let speaker = atlas.speaker(&claim.speaker).map(|speaker| speaker.name.best(lang).1.to_owned());
    let regions = claim.regions.iter().filter_map(|id| Some(atlas.label(id, lang)?.to_owned()));
    speaker.into_iter().chain(regions).collect::<Vec<_>>().join(" · ")
}

/// The text has been moved: when it rests, the map follows the reader's eye.
fn moved(beside: Beside) {
    let movement = MOVEMENTS.get().wrapping_add(1);
    MOVEMENTS.set(movement);
    if page::now() < MOVED_UNTIL.get() || !beside.follows.get_untracked() {
        return;
    }
    page::after(REST, move || {
        if MOVEMENTS.get() != movement {
            return;
        }
        let claim = before_the_eye();
        let is_new = |claim: &String| beside.read.with_untracked(|read| !read.contains(claim));
        if let Some(claim) = claim.filter(is_new) {
            beside.go(&claim, false);
        }
    });
}

/// The first claim of the excerpt that is nearest to where the eye is, of those in view.
fn before_the_eye() -> Option<String> {
    let view = page::all("article").first()?.get_bounding_client_rect();
    let eye = view.top() + EYE * view.height();
    let middle = |element: &Element| {
        let at = element.get_bounding_client_rect();
        f64::midpoint(at.top(), at.bottom())
    };
    let near = page::all(".excerpt").into_iter().filter(|element| {
        let at = middle(element);
        view.top() <= at && at <= view.bottom()
    });
    let nearest = near.min_by(|a, b| (middle(a) - eye).abs().total_cmp(&(middle(b) - eye).abs()))?;
    nearest.get_attribute("data-claims")?.split(' ').next().map(str::to_owned)
}

/// Brings what is read into view, unless some of it is there.
fn show_read(beside: Beside) {
    let read = beside.read.get_untracked();
    let is_read = |element: &Element| {
        let claims = element.get_attribute("data-claims").unwrap_or_default();
        claims.split(' ').any(|claim| read.iter().any(|one| one == claim))
    };
    let Some(view) = page::all("article").first().map(Element::get_bounding_client_rect) else { return };
    let marks: Vec<Element> = page::all(".excerpt").into_iter().filter(is_read).collect();
    let is_seen = |element: &Element| {
        let at = element.get_bounding_client_rect();
        view.top() <= at.top() && at.bottom() <= view.bottom()
    };
    if marks.iter().any(is_seen) {
        return;
    }
    let Some(first) = marks.first() else { return };
    let options = ScrollIntoViewOptions::new();
    options.set_block(ScrollLogicalPosition::Center);
    options.set_behavior(if page::is_calm() { ScrollBehavior::Instant } else { ScrollBehavior::Smooth });
    MOVED_UNTIL.set(page::now() + MOVES);
    first.scroll_into_view_with_scroll_into_view_options(&options);
}

/// A reader's own act: from now on they read.
pub fn listen() {
    for act in ["wheel", "touchmove", "keydown", "pointerdown"] {
        page::listen(&page::document(), act, |_: web_sys::Event| MOVED_UNTIL.set(0.));
    }
}
