//! The page on paper, and the map as a file. The worker composes the figure
//! (`crates/basemap`, `crates/figure`); here it is told what the page is drawn from,
//! and the result is used.

mod inset;
mod paper;

use std::{cell::RefCell, rc::Rc, time::Duration};

use atlas::manifest::MOST_SIDES;
use carto::{
    Camera, Insets, ScreenPoint, ScreenSize, Viewport,
    paint::Lettering,
    raster,
    scale_bar::scale_bar,
    style::{BASE_INKS, LabelKind, NAME_INKS},
};
use documents::{doc::Node, words};
use figure::Regions;
use js_sys::Array;
use leptos::prelude::*;
use protocol::{Dot, Ink, Land, Name, Row, Scale, View, Wanted};
use scene::{
    Filter, RELIEF, Scene,
    groups::Collapsed,
    labels::Called,
    legend::{Legend, legend},
    marks,
};
use wasm_bindgen::{JsCast, prelude::Closure};
use web_sys::{
    Blob, BlobPropertyBag, Event, EventTarget, HtmlAnchorElement, HtmlCanvasElement, HtmlImageElement,
    KeyboardEvent, Url,
};

pub use self::inset::Inset;
use self::paper::{Paper, SHEET, Seen, Told};
use crate::{
    door::{
        basemap,
        canvas::{Measured, Ruler},
        dom, mount, page,
        view::Held,
        writing,
    },
    names::{Shown, letter_figure, order},
    state::{Export, State},
};

/// How long after a click a browser has begun to save.
const TAKEN: Duration = Duration::from_secs(20);

/// Prints the page and saves the map. A handle to be copied into listeners.
#[derive(Clone)]
pub struct Exporter(Rc<Exporting>);

struct Exporting {
    state: State,
    /// What the figures that are under way are for, in the order of their asking, in
    /// which the worker answers.
    asked: RefCell<Vec<Purpose>>,
    paper: Paper,
}

/// What a figure is for.
enum Purpose {
    Svg,
    Png,
    /// Paper, with what it shows.
    Paper(Seen),
    /// A small map beside the large one.
    Inset {
        /// Where it stands.
        host: Held,
        /// What it shows.
        camera: Camera,
    },
}

impl Exporter {
    /// Of the page in `state`.
    pub fn new(state: State) -> Self {
        let exporter =
            Self(Rc::new(Exporting { state, asked: RefCell::default(), paper: Paper::new(state) }));
        exporter.hear();
        exporter
    }

    /// Prints the page, or saves the figure.
    pub fn perform(&self, wanted: Export) {
        match wanted {
            Export::Paper { worksheet } => {
                self.0.paper.wish(worksheet);
                if !self.prepare() {
                    self.0.paper.print(false);
                }
            }
            // Its loss stands among the notices.
            Export::Svg | Export::Png if !basemap::works() => {}
            Export::Svg => _ = self.ask(Purpose::Svg),
            Export::Png => _ = self.ask(Purpose::Png),
        }
    }

    /// Has a figure for paper made of what is seen now, unless one is there; whether
    /// one is to come.
    fn prepare(&self) -> bool {
        let seen = Seen::now(self.0.state);
        if !basemap::works() || self.0.paper.has(&seen) {
            return false;
        }
        let is_asked = |purpose: &Purpose| matches!(purpose, Purpose::Paper(of) if *of == seen);
        let is_under_way = self.0.asked.borrow().iter().any(is_asked);
        is_under_way || self.ask(Purpose::Paper(seen))
    }

    /// Has small maps made for `host`.
    pub fn asks_insets(&self, host: Held) -> Rc<dyn Fn(Camera)> {
        let exporter = self.clone();
        Rc::new(move |camera| _ = exporter.ask(Purpose::Inset { host, camera }))
    }

    /// Whether there is something to be seen.
    fn ask(&self, purpose: Purpose) -> bool {
        let state = self.0.state;
        // On paper, numbers lead from the map to the claims.
        let called = match purpose {
            Purpose::Paper(_) => Called::ByNumber,
            _ if state.local_names.get_untracked() => Called::ByParties,
            _ => Called::ByReader,
        };
        let part = match purpose {
            Purpose::Paper(_) => Part::Sheet,
            Purpose::Inset { camera, .. } => Part::Inset(camera),
            Purpose::Svg | Purpose::Png => Part::File,
        };
        let is_asked = untrack(|| ask(state, called, part)).is_some();
        if is_asked {
            self.0.asked.borrow_mut().push(purpose);
        }
        is_asked
    }

    /// The worker has made the figure.
    pub fn made(&self, svg: &str) {
        // A queue of the library's would weigh 0.4 KB.
        let next = |asked: &mut Vec<Purpose>| (!asked.is_empty()).then(|| asked.remove(0));
        let Some(purpose) = next(&mut self.0.asked.borrow_mut()) else { return };
        let options = BlobPropertyBag::new();
        options.set_type("image/svg+xml");
        let blob = Blob::new_with_str_sequence_and_options(&Array::of1(&svg.into()), &options);
        let Some(address) = blob.ok().and_then(|blob| Url::create_object_url_with_blob(&blob).ok()) else {
            return;
        };
        match purpose {
            Purpose::Svg => {
                save(&address, "confins.svg");
                // The browser takes the file after this task, and not at once.
                page::after(TAKEN, Box::new(move || give_back(&address)));
            }
            Purpose::Png => save_png(&address),
            Purpose::Paper(seen) => {
                let exporter = self.clone();
                load(&address, move |image| exporter.0.paper.take(image.map(|image| (seen, image))));
            }
            Purpose::Inset { host, camera } => {
                let state = self.0.state;
                load(&address, move |image| image.iter().for_each(|i| inset::show(state, host, &camera, i)));
            }
        }
    }

    /// The worker that was asked is lost, or failed: files are given up, paper gets
    /// what there is.
    pub fn without_worker(&self) {
        self.0.asked.take();
        self.0.paper.print(false);
    }

    /// Hears what leads to paper. A browser prints what stands there when it says so,
    /// and a figure takes a moment: it is made when the pointer leaves the page, or
    /// the page loses the keyboard, as on the way to the browser's own menu.
    fn hear(&self) {
        let (window, root) = (page::window(), page::document().document_element());
        for name in ["keydown", "blur", "beforeprint", "afterprint"] {
            self.hear_of(&window, name);
        }
        root.inspect(|root| self.hear_of(root, "mouseleave"));
        let exporter = self.clone();
        mount::watch(Box::new(move || exporter.keep_places()));
    }

    /// Has it written for paper where places lie, as long as the reader wants that told.
    fn keep_places(&self) {
        let state = self.0.state;
        let is_told = state.can_be_written();
        let (lang, as_of) = (state.lang.get(), state.time.as_of.get());
        if state.in_words.get() && is_told {
            let (exporter, told) = (self.clone(), Told::now(state));
            let then = move |nodes: Vec<Node>| exporter.0.paper.know_places(told, nodes);
            writing::write(Wanted::Land(Land::Locations { as_of }), lang, Box::new(then));
        }
    }

    fn hear_of(&self, target: &EventTarget, name: &'static str) {
        let exporter = self.clone();
        let heard = move |event: Event| match name {
            "keydown" => {
                if event.dyn_ref().is_some_and(asks_for_paper) && exporter.0.paper.can_print() {
                    event.prevent_default();
                    exporter.perform(Export::Paper { worksheet: false });
                }
            }
            "beforeprint" => exporter.0.paper.begin(),
            "afterprint" => Paper::end(),
            _ => _ = exporter.prepare(),
        };
        dom::listen(target, name, Box::new(heard));
    }
}

/// Whether it is the key for printing; by its code, which is the same in every script.
fn asks_for_paper(event: &KeyboardEvent) -> bool {
    let alone = !event.shift_key() && !event.alt_key() && event.ctrl_key() != event.meta_key();
    alone && event.key_code() == u32::from(b'P')
}

/// What a figure is part of.
#[derive(Clone, Copy)]
enum Part {
    /// A file: it says all that must be said of the map.
    File,
    /// The sheet for paper, which says that itself.
    Sheet,
    /// The page, which shows this beside its map.
    Inset(Camera),
}

/// Says to the worker what a figure of the view is made of, and asks for it.
/// `None` before there is anything to be seen.
fn ask(state: State, called: Called, part: Part) -> Option<()> {
    let (atlas, filter, drawn) = (state.loaded.atlas.get()?, state.filter()?, state.view.drawn.get()?);
    let (camera, longest) = match part {
        Part::File => (Camera { viewport: framed(&drawn.viewport), ..drawn }, 110.),
        Part::Sheet => (state.on_sheet(SHEET), 110.),
        Part::Inset(camera) => (camera, 50.),
    };
    // On paper places have numbers: how many a mark stands for would read as one.
    let (on_paper, is_inset) = (matches!(part, Part::Sheet), matches!(part, Part::Inset(_)));
    let (lang, scene) = (state.lang.get(), state.loaded.scene.get());
    let mut names = Written { ruler: Ruler::default(), dots: Vec::new(), names: Vec::new() };
    // An inset is there to tell its places apart.
    let collapsed = if is_inset { Collapsed::default() } else { scene.collapsed(&camera, &filter) };
    letter_figure(
        state,
        &Shown { camera: &camera, filter: &filter, collapsed: &collapsed, called },
        &mut names,
    );
    // Nothing in it is chosen before others.
    let selected = state.selection.region.get().filter(|_| !is_inset).and_then(|id| scene.number(&id));
    let regions =
        Regions { scene: &scene, camera: &camera, filter: &filter, collapsed: &collapsed, selected };
    let bar = scale_bar(&camera, longest);
    // The smallest inset has no room for it.
    let has_scale = !is_inset || camera.viewport.covered.bottom > 0.;
    let credits: Vec<&str> = atlas.manifest.credits.iter().map(|credit| &*credit.text).collect();
    // What is around the figure says title, credits and disclaimer itself.
    let unless_said = |text: String| if on_paper || is_inset { String::new() } else { text };
    basemap::figure(protocol::Figure {
        order: order(state, &filter),
        view: View::of(&camera, 0., 1.),
        lang: lang.code().to_owned(),
        inks: inks(is_inset),
        outlines: regions.outlines(),
        points: regions.points(!on_paper),
        title: unless_said(atlas.manifest.title.best(lang.code()).1.to_owned()),
        as_of: if is_inset { String::new() } else { words::situation(filter.as_of, lang) },
        credits: unless_said(credits.join(" · ")),
        disclaimer: unless_said(atlas.manifest.disclaimer.best(lang.code()).1.to_owned()),
        scale: Scale {
            width: bar.width,
            text: if has_scale { words::length(bar.metres, lang) } else { String::new() },
        },
        legend: if is_inset {
            Vec::new()
        } else {
            rows(legend(&atlas, &scene, &state.loaded.layers.get(), lang), &scene, &filter)
        },
        dots: names.dots,
        names: names.names,
    });
    Some(())
}

/// The colours that a figure may have, by the style sheet's custom properties: paper's,
/// or as they are `now`.
fn inks(now: bool) -> Vec<Ink> {
    let mut names: Vec<String> = marks::INKS.iter().map(|name| (*name).to_owned()).collect();
    for ink in BASE_INKS.iter().chain(&NAME_INKS) {
        names.push(format!("map-{}", ink.0));
    }
    for party in 0..MOST_SIDES {
        names.extend(marks::inks_of(party));
    }
    page::inks(names, if now { "" } else { "paper" })
}

/// The part of a viewport that a figure shows: what a reader sees above the
/// panel, or a little more where that is a mere strip. Its top left is the
/// viewport's, so that shapes drawn for one fit the other.
fn framed(viewport: &Viewport) -> Viewport {
    /// The least height, as a share of the width.
    const FLATTEST: f64 = 0.6;
    let (free, size) = (viewport.free(), viewport.size);
    let height = (size.width * FLATTEST).max(free.max.y).min(size.height);
    let covered = Insets { bottom: height - free.max.y, ..viewport.covered };
    Viewport { size: ScreenSize { height, ..size }, covered }
}

/// The legend's rows that are on the map: at another date a layer of the regions may
/// have nothing to show. Shading is in no figure.
fn rows(legend: Legend, scene: &Scene, filter: &Filter) -> Vec<Row> {
    let mut rows = Vec::new();
    for all in [legend.scene, legend.sides, legend.base] {
        for row in all {
            if row.layer.as_ref().is_none_or(|layer| is_seen(layer, scene, filter)) {
                rows.push(Row { swatches: row.swatches, text: row.text });
            }
        }
    }
    rows
}

fn is_seen(layer: &str, scene: &Scene, filter: &Filter) -> bool {
    let (mut has_marks, mut has_seen) = (false, false);
    for mark in scene.places.iter().flat_map(|place| &place.marks) {
        if mark.layer == layer {
            has_marks = true;
            has_seen |= mark.passes(filter);
        }
    }
    (has_seen || !has_marks) && layer != RELIEF && !filter.off.iter().any(|off| off == layer)
}

/// Names as the worker is told them.
struct Written {
    ruler: Ruler,
    dots: Vec<Dot>,
    names: Vec<Name>,
}

impl Lettering for Written {
    fn dot(&mut self, at: ScreenPoint, kind: LabelKind) {
        self.dots.push(Dot { kind, at });
    }

    fn text(&mut self, text: &str, kind: LabelKind, centre: ScreenPoint, angle: f64) {
        self.names.push(Name { kind, centre, angle, text: text.to_owned() });
    }
}

impl Measured for Written {
    fn measure(&mut self, text: &str, kind: LabelKind) -> ScreenSize {
        self.ruler.measure(text, kind)
    }
}

/// Gives a figure's memory back to the browser.
fn give_back(address: &str) {
    // Refused for no address.
    let _ = Url::revoke_object_url(address);
}

/// Calls `f` with the image at `address` once it has loaded, with none where it cannot be.
/// The address is given back then.
fn load(address: &str, f: impl FnOnce(Option<HtmlImageElement>) + 'static) {
    let Ok(image) = HtmlImageElement::new() else { return };
    let ended = {
        let address = address.to_owned();
        // The image keeps who listens to it, who must not keep the image: neither would
        // ever go.
        let mut waiting = Some((f, image.clone()));
        Closure::<dyn FnMut(web_sys::Event)>::new(move |event: web_sys::Event| {
            give_back(&address);
            if let Some((f, image)) = waiting.take() {
                f((event.type_() == "load").then_some(image));
            }
        })
    };
    // Kept by the image, for as long as that is there.
    let ended = ended.into_js_value();
    image.set_onload(Some(ended.unchecked_ref()));
    image.set_onerror(Some(ended.unchecked_ref()));
    image.set_src(address);
}

fn save(address: &str, name: &str) {
    let link = page::document().create_element("a").ok().and_then(|a| a.dyn_into::<HtmlAnchorElement>().ok());
    if let Some(link) = link {
        link.set_href(address);
        link.set_download(name);
        link.click();
    }
}

/// Draws the figure at twice its size, where a canvas has room for it, and saves that.
fn save_png(address: &str) {
    const TWICE: f64 = 2.;
    load(address, move |image| {
        let Some(drawn) = image else { return };
        let canvas = page::document().create_element("canvas").ok();
        let Some(canvas) = canvas.and_then(|c| c.dyn_into::<HtmlCanvasElement>().ok()) else { return };
        let size = ScreenSize { width: f64::from(drawn.width()), height: f64::from(drawn.height()) };
        let times = raster::pixel_ratio(TWICE, size);
        let (width, height) = (size.width * times, size.height * times);
        canvas.set_width(width as u32);
        canvas.set_height(height as u32);
        let context = canvas.get_context("2d").ok().flatten();
        let Some(context) = context.and_then(|c| c.dyn_into::<web_sys::CanvasRenderingContext2d>().ok())
        else {
            return;
        };
        // Refused only for an image that is broken; ours has loaded.
        let _ = context.draw_image_with_html_image_element_and_dw_and_dh(&drawn, 0., 0., width, height);
        if let Ok(address) = canvas.to_data_url() {
            save(&address, "confins.png");
        }
    });
}
