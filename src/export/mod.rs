//! The page on paper, and the map as a file. The worker composes the figure
//! (`crates/basemap`, `crates/figure`); here it is told what the page is drawn from,
//! and the result is used.

mod regions;

use std::{cell::Cell, rc::Rc, time::Duration};

use atlas::manifest::MOST_SIDES;
use carto::{
    Camera, Insets, ScreenPoint, ScreenSize, Viewport,
    paint::Lettering,
    raster,
    scale_bar::scale_bar,
    style::{BASE_INKS, LabelKind, NAME_INKS},
};
use documents::{handout::handout, words};
use js_sys::Array;
use leptos::prelude::*;
use protocol::{Dot, Ink, Name, Row, Scale, View};
use scene::{
    Filter, RELIEF, Scene,
    labels::Called,
    legend::{Legend, legend},
    marks,
};
use wasm_bindgen::{JsCast, prelude::Closure};
use web_sys::{Blob, BlobPropertyBag, HtmlAnchorElement, HtmlCanvasElement, HtmlImageElement, Url};

use self::regions::Regions;
use crate::{
    door::{
        basemap,
        canvas::{Measured, Ruler},
        dom, history, mount, page,
    },
    names::{letter_figure, order},
    state::{Export, State},
};

/// How long after a click a browser has begun to save.
const TAKEN: Duration = Duration::from_secs(20);

/// Prints the page and saves the map. A handle to be copied into listeners.
#[derive(Clone)]
pub struct Exporter(Rc<Exporting>);

struct Exporting {
    state: State,
    /// What the figure that is under way is for.
    wanted: Cell<Option<Export>>,
}

impl Exporter {
    /// Of the page in `state`.
    pub fn new(state: State) -> Self {
        dom::listen(
            &page::window(),
            "afterprint",
            Box::new(|_| {
                if let Some(handout) = page::document().get_element_by_id("print") {
                    handout.remove();
                }
            }),
        );
        Self(Rc::new(Exporting { state, wanted: Cell::new(None) }))
    }

    /// Prints the page, or saves the figure.
    pub fn perform(&self, wanted: Export) {
        if !basemap::works() {
            // Its loss stands among the notices; the page can be printed as it is.
            if let Export::Paper { .. } = wanted {
                start_printing();
            }
            return;
        }
        let state = self.0.state;
        self.0.wanted.set(Some(wanted));
        // On paper, numbers lead from the map to the claims.
        let called = match wanted {
            Export::Paper { .. } => Called::ByNumber,
            _ if state.local_names.get_untracked() => Called::ByParties,
            _ => Called::ByReader,
        };
        untrack(|| ask(state, called));
    }

    /// The worker has made the figure.
    pub fn made(&self, svg: &str) {
        let Some(wanted) = self.0.wanted.take() else { return };
        let options = BlobPropertyBag::new();
        options.set_type("image/svg+xml");
        let blob = Blob::new_with_str_sequence_and_options(&Array::of1(&svg.into()), &options);
        let Some(address) = blob.ok().and_then(|blob| Url::create_object_url_with_blob(&blob).ok()) else {
            return;
        };
        match wanted {
            Export::Svg => {
                save(&address, "confins.svg");
                // The browser takes the file after this task, and not at once.
                page::after(TAKEN, Box::new(move || give_back(&address)));
            }
            Export::Png => save_png(&address),
            Export::Paper { worksheet } => print(self.0.state, &address, worksheet),
        }
    }

    /// The worker that was asked is lost: a page that waits for its figure is
    /// printed as it stands, a file is given up.
    pub fn without_worker(&self) {
        if let Some(Export::Paper { .. }) = self.0.wanted.take() {
            start_printing();
        }
    }
}

/// Says to the worker what a figure of the view is made of, and asks for it.
fn ask(state: State, called: Called) {
    let (Some(atlas), Some(filter), Some(camera)) =
        (state.loaded.atlas.get(), state.filter(), state.view.drawn.get())
    else {
        return;
    };
    let camera = Camera { viewport: framed(&camera.viewport), ..camera };
    let (lang, scene) = (state.lang.get(), state.loaded.scene.get());
    let mut names = Written { ruler: Ruler::default(), dots: Vec::new(), names: Vec::new() };
    letter_figure(state, &camera, &filter, called, &mut names);
    let legend = legend(&atlas, &scene, &state.loaded.layers.get(), lang);
    let collapsed = scene.collapsed(&camera, &filter);
    let selected = state.selection.region.get().and_then(|id| scene.number(&id));
    // On paper places have numbers: how many a mark stands for would read as one.
    let on_paper = called == Called::ByNumber;
    let regions =
        Regions { scene: &scene, camera: &camera, filter: &filter, collapsed: &collapsed, selected };
    let bar = scale_bar(&camera, 110.);
    let credits: Vec<&str> = atlas.manifest.credits.iter().map(|credit| &*credit.text).collect();
    // The handout says title, credits and disclaimer itself.
    let unless_said = |text: String| if on_paper { String::new() } else { text };
    basemap::figure(protocol::Figure {
        order: order(state, &filter),
        view: View::of(&camera, 0., 1.),
        lang: lang.code().to_owned(),
        inks: inks(),
        outlines: regions.outlines(),
        points: regions.points(!on_paper),
        title: unless_said(atlas.manifest.title.best(lang.code()).1.to_owned()),
        as_of: words::situation(filter.as_of, lang),
        credits: unless_said(credits.join(" · ")),
        disclaimer: unless_said(atlas.manifest.disclaimer.best(lang.code()).1.to_owned()),
        scale: Scale { width: bar.width, text: words::length(bar.metres) },
        legend: rows(legend, &scene, &filter),
        dots: names.dots,
        names: names.names,
    });
}

/// The colours that a figure may have, by the style sheet's custom properties.
fn inks() -> Vec<Ink> {
    let mut names: Vec<String> = marks::INKS.iter().map(|name| (*name).to_owned()).collect();
    for ink in BASE_INKS.iter().chain(&NAME_INKS) {
        names.push(format!("map-{}", ink.0));
    }
    for party in 0..MOST_SIDES {
        names.extend(marks::inks_of(party));
    }
    page::on_paper(names)
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

/// Calls `f` when `image` has loaded `address`, which is given back then and
/// where it cannot be loaded.
fn when_loaded(image: &HtmlImageElement, address: &str, f: impl FnOnce() + 'static) {
    let ended = {
        let address = address.to_owned();
        let mut f = Some(f);
        Closure::<dyn FnMut(web_sys::Event)>::new(move |event: web_sys::Event| {
            give_back(&address);
            if let Some(f) = f.take().filter(|_| event.type_() == "load") {
                f();
            }
        })
    };
    // Kept by the image, for as long as that is there.
    let ended = ended.into_js_value();
    image.set_onload(Some(ended.unchecked_ref()));
    image.set_onerror(Some(ended.unchecked_ref()));
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
    let Ok(image) = HtmlImageElement::new() else { return };
    let drawn = image.clone();
    when_loaded(&image, address, move || {
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
    image.set_src(address);
}

/// Puts the handout into the page, and prints once its figure is there.
fn print(state: State, address: &str, worksheet: bool) {
    let Some(atlas) = state.loaded.atlas.get_untracked() else { return };
    let lang = state.lang.get_untracked();
    let host = page::document().get_element_by_id("print").or_else(|| {
        let host = page::document().create_element("section").ok()?;
        host.set_id("print");
        page::document().body()?.append_child(&host).ok()?;
        Some(host)
    });
    let Some(host) = host else { return };
    mount::fill(&host, &handout(&atlas, address, &history::home(), worksheet, lang));
    let image = dom::find_in(&host, "img").and_then(|e| e.dyn_into::<HtmlImageElement>().ok());
    if let Some(image) = image {
        when_loaded(&image, address, start_printing);
    }
}

fn start_printing() {
    // Some embedders forbid it.
    let _ = page::window().print();
}
