//! Before anything is open: an atlas is begun, or opened.

use authoring::{Beginning, Project, from_zip};
use leptos::html::Input;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::field;
use crate::door::{files, folder, kept, page, world};
use crate::state::{Page, Studio};

/// The two ways in.
pub fn welcome(studio: Studio) -> impl IntoView {
    let words = studio.words;
    let last = RwSignal::new(Vec::<Project>::new());
    let look = move || {
        spawn_local(async move {
            let found = kept::kept().await;
            last.set(found.iter().filter_map(|packed| from_zip(packed).ok()).collect());
        });
    };
    look();
    let go_on = move || {
        let each = last.get().into_iter().map(|project| {
            let (title, id) = (title(&project), id(&project));
            let forget = move || {
                let id = id.clone();
                if page::confirm(words.really_forget) {
                    spawn_local(async move {
                        kept::forget(&id).await;
                        look();
                        studio.told.set(words.forgotten.to_owned());
                    });
                }
            };
            let go_on = move || studio.open(project.clone(), Page::Atlas);
            view! {
                <p class="kept">
                    {field::button(format!("{}: {title}", words.go_on), go_on)}
                    {field::button(format!("{}: {title}", words.forget), forget)}
                </p>
            }
        });
        each.collect_view()
    };
    view! {
        <div class="welcome">
            <h1>{format!("Confins · {}", words.studio)}</h1>
            <p>{words.lead}</p>
            {go_on}
            {beginning(studio)}
            {opening(studio)}
        </div>
    }
}

fn title(project: &Project) -> String {
    let manifest = project.manifest();
    manifest.map_or_else(
        |_| "atlas.json".to_owned(),
        |manifest| {
            let first = manifest.languages.first().map_or("en", |lang| &**lang);
            manifest.title.best(first).1.to_owned()
        },
    )
}

fn id(project: &Project) -> String {
    project.manifest().map_or_else(|_| "atlas".to_owned(), |manifest| manifest.id)
}

fn beginning(studio: Studio) -> impl IntoView {
    let words = studio.words;
    let article = RwSignal::new(String::new());
    let [title, paper, published, url, language, languages] = [
        String::new(),
        String::new(),
        page::today(),
        String::new(),
        words.lang.to_owned(),
        words.lang.to_owned(),
    ]
    .map(RwSignal::new);
    let bring = move |text: String| {
        if title.get_untracked().is_empty()
            && let Some(first) = text.lines().map(str::trim).find(|line| !line.is_empty())
        {
            title.set(first.chars().take(200).collect());
        }
        article.set(text);
    };
    let text = NodeRef::<Input>::new();
    let open_text = move |_| {
        spawn_local(async move {
            let Some(field) = text.get_untracked() else { return };
            match files::text(&field).await {
                Ok(Some(text)) => bring(text),
                Ok(None) => {}
                Err(why) => studio.told.set(why),
            }
        });
    };
    let begin = move || {
        let split = |list: String| -> Vec<String> {
            list.split([',', ';', ' ']).filter(|lang| !lang.is_empty()).map(str::to_owned).collect()
        };
        let url = url.get_untracked().trim().to_owned();
        let beginning = Beginning {
            title: title.get_untracked().trim().to_owned(),
            publisher: paper.get_untracked().trim().to_owned(),
            published: published.get_untracked().trim().to_owned(),
            url: Some(url).filter(|url| !url.is_empty()),
            language: language.get_untracked().trim().to_owned(),
            languages: split(languages.get_untracked()),
        };
        let is_dated = beginning.published.parse::<atlas::PartialDate>().is_ok();
        let Beginning { title, publisher, language, languages, .. } = &beginning;
        if title.is_empty()
            || publisher.is_empty()
            || language.is_empty()
            || languages.is_empty()
            || !is_dated
        {
            studio.told.set(words.needs.to_owned());
            return;
        }
        studio.told.set(String::new());
        studio.open(Project::begin(&beginning, &article.get_untracked()), Page::Regions);
    };
    view! {
        <section aria-labelledby="begin">
            <h2 id="begin">{words.begin}</h2>
            <label class="field">
                <span>{words.article_text}</span>
                <textarea dir="auto" rows="10" prop:value=move || article.get()
                    on:change=move |event| bring(event_target_value(&event))></textarea>
            </label>
            <label class="file">
                <span>{words.open_text}</span>
                <input type="file" accept=".txt,.md,text/plain" node_ref=text on:change=open_text/>
            </label>
            {field::own(words.headline, title)}
            {field::own(words.paper, paper)}
            {field::own(words.published, published)}
            {field::own(words.address, url)}
            {field::own(words.article_language, language)}
            {field::own(words.atlas_languages, languages)}
            {field::button(words.begin_now, begin)}
        </section>
    }
}

fn opening(studio: Studio) -> impl IntoView {
    let words = studio.words;
    let (zip, dir) = (NodeRef::<Input>::new(), NodeRef::<Input>::new());
    let open_zip = move |_| {
        spawn_local(async move {
            let Some(field) = zip.get_untracked() else { return };
            let chosen = files::chosen(&field).await;
            let first = chosen.and_then(|all| all.into_iter().next().ok_or_else(String::new));
            match first.and_then(|(_, bytes)| from_zip(&bytes).map_err(|why| why.to_string())) {
                Ok(project) => studio.open(project, Page::Atlas),
                Err(why) => studio.told.set(why),
            }
        });
    };
    let open_dir = move |_| {
        spawn_local(async move {
            let Some(field) = dir.get_untracked() else { return };
            open_files(studio, files::chosen(&field).await);
        });
    };
    let pick = move || {
        spawn_local(async move {
            let Some(chosen) = folder::chosen().await else { return };
            open_files(studio, folder::read(&chosen).await);
            super::bar::save_into(chosen);
        });
    };
    let example = move || {
        spawn_local(async move { open_files(studio, world::atlas().await) });
    };
    let folder = if folder::is_here() {
        field::button(words.open_folder, pick)
    } else {
        view! {
            <label class="file">
                <span>{words.open_folder}</span>
                <input type="file" prop:webkitdirectory=true prop:multiple=true node_ref=dir on:change=open_dir/>
            </label>
        }
        .into_any()
    };
    view! {
        <section aria-labelledby="open">
            <h2 id="open">{words.or_open}</h2>
            {folder}
            <label class="file">
                <span>{words.open_zip}</span>
                <input type="file" accept=".zip,application/zip" node_ref=zip on:change=open_zip/>
            </label>
            {field::button(words.open_example, example)}
        </section>
    }
}

/// Opens the files of a folder, whichever folder of it the manifest is in.
fn open_files(studio: Studio, read: Result<Vec<(String, Vec<u8>)>, String>) {
    match read.and_then(|files| Project::of_folder(files).map_err(|why| why.to_string())) {
        Ok(project) => studio.open(project, Page::Atlas),
        Err(why) => studio.told.set(why),
    }
}
