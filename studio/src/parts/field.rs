//! Fields of forms. What was typed is one change, made when its field is left.

use std::sync::atomic::{AtomicUsize, Ordering};

use leptos::prelude::*;

use crate::door::page;
use crate::state::{Page, Studio};

/// An id that no other field has. A label that held its field would be called by all that
/// stands in it.
fn id() -> String {
    static NEXT: AtomicUsize = AtomicUsize::new(0);
    format!("field-{}", NEXT.fetch_add(1, Ordering::Relaxed))
}

/// A line of text.
pub fn line(
    label: impl Into<String>,
    lang: Option<String>,
    value: impl Fn() -> String + Send + Sync + 'static,
    put: impl Fn(String) + 'static,
) -> AnyView {
    let (label, id) = (label.into(), id());
    view! {
        <div class="field">
            <label for=id.clone()>{label}</label>
            <input type="text" id=id dir="auto" lang=lang prop:value=value
                on:change=move |event| put(event_target_value(&event))/>
        </div>
    }
    .into_any()
}

/// A line of text that is nobody's yet.
pub fn own(label: impl Into<String>, value: RwSignal<String>) -> AnyView {
    line(label, None, move || value.get(), move |text| value.set(text))
}

/// Several lines of text.
pub fn lines(
    label: impl Into<String>,
    lang: Option<String>,
    value: impl Fn() -> String + Send + Sync + 'static,
    put: impl Fn(String) + 'static,
) -> AnyView {
    let (label, id) = (label.into(), id());
    view! {
        <div class="field">
            <label for=id.clone()>{label}</label>
            <textarea id=id dir="auto" lang=lang rows="3" prop:value=value
                on:change=move |event| put(event_target_value(&event))></textarea>
        </div>
    }
    .into_any()
}

/// One of several: values and what they are called.
pub fn choice(
    label: impl Into<String>,
    options: impl Fn() -> Vec<(String, String)> + Send + Sync + 'static,
    value: impl Fn() -> String + Send + Sync + 'static,
    put: impl Fn(String) + 'static,
) -> AnyView {
    let (label, id) = (label.into(), id());
    let now = Memo::new(move |_| (options(), value()));
    let options = move || {
        let (options, value) = now.get();
        let each = options.into_iter().map(|(own, name)| {
            let is_chosen = own == value;
            view! { <option value=own prop:selected=is_chosen>{name}</option> }
        });
        each.collect_view()
    };
    view! {
        <div class="field">
            <label for=id.clone()>{label}</label>
            <select id=id on:change=move |event| put(event_target_value(&event))>{options}</select>
        </div>
    }
    .into_any()
}

/// A button that says what it does.
pub fn button(label: impl Into<String>, act: impl Fn() + 'static) -> AnyView {
    let label = label.into();
    view! { <button type="button" on:click=move |_| act()>{label}</button> }.into_any()
}

/// The way back to another page of forms.
pub fn back(studio: Studio, to: Page) -> AnyView {
    button(studio.words.back, move || studio.page.set(to.clone()))
}

/// A text in each of the atlas's languages.
pub fn each_language(
    studio: Studio,
    label: &'static str,
    is_long: bool,
    value: impl Fn(&str) -> String + Clone + Send + Sync + 'static,
    put: impl Fn(&str, &str) + Clone + Send + Sync + 'static,
) -> AnyView {
    let languages = Memo::new(move |_| studio.languages());
    let fields = move || {
        let languages = languages.get();
        let is_several = languages.len() > 1;
        let each = languages.into_iter().map(|lang| {
            let named = if is_several {
                format!("{label} ({})", page::language(&lang, studio.words.lang))
            } else {
                label.to_owned()
            };
            let (value, put) = (value.clone(), put.clone());
            let (shown, own) = (lang.clone(), lang.clone());
            let value = move || value(&shown);
            let put = move |text: String| put(&own, &text);
            if is_long { lines(named, Some(lang), value, put) } else { line(named, Some(lang), value, put) }
        });
        each.collect_view()
    };
    view! { <div class="languages">{fields}</div> }.into_any()
}
