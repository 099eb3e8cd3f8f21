//! The other end of the ground worker (`crates/ground`): which layers it is to
//! read, which picture of the base map is wanted, and where the last one lies.
//! What is in a picture is the worker's affair.

use std::{cell::RefCell, rc::Rc, time::Duration};

use carto::{
    Camera, Placement, ScreenPoint, ScreenSize, WorldBounds, WorldPoint, camera::TILE, decimal::decimal,
    projection::project_bounds, raster, style::GROUND_INKS,
};
use js_sys::{Array, Float64Array};
use story::RELIEF;
use wasm_bindgen::{JsCast, JsValue, prelude::Closure};
use web_sys::{
    ErrorEvent, Event, HtmlCanvasElement, ImageBitmap, ImageBitmapRenderingContext, MessageEvent, Worker,
};

use crate::{door, files::Address, page};

/// How long a worker may take until it hears. One whose script stalls would be
/// waited for without end.
const SILENCE: Duration = Duration::from_secs(12);
/// CSS pixels along the longer side of the picture of everything, which lies
/// under the sharper one where that does not reach.
const OVERVIEW: f64 = 1_000.;

/// Hears what the worker tells.
type Route = Rc<dyn Fn(Reply)>;

thread_local! {
    /// The worker. It cannot live in a signal, which may be sent between threads.
    static GROUND: RefCell<Option<Ground>> = const { RefCell::new(None) };
    /// Who hears what the worker tells.
    static ROUTE: RefCell<Option<Route>> = const { RefCell::new(None) };
}

/// What the worker tells that is not only about where its pictures lie.
pub enum Reply {
    /// A picture of the base map is on the page.
    Painted,
    /// No picture could be painted, and why.
    Unpainted(String),
    /// A layer was read.
    Read {
        /// Its id.
        id: String,
        /// Its features, as JSON.
        features: String,
        /// Their paths.
        paths: Vec<String>,
        /// How many features are left out.
        issues: usize,
        /// Why, of the first.
        first_issue: String,
    },
    /// A large layer has grown while it is read.
    Grows,
    /// The relief is there.
    ReliefRead,
    /// A layer, or the relief, could not be read.
    Failed {
        /// The layer's id.
        id: String,
        /// Why.
        reason: String,
    },
    /// A file that was read, a layer's by id, is not the one that the page was
    /// built with.
    Other(String),
    /// A figure was made: SVG.
    Figure(String),
    /// What a query finds: number of the target and matching text in turn.
    Found {
        /// What was looked for.
        query: String,
        /// The finds.
        finds: Array,
    },
    /// The worker broke, and another has taken its place.
    Replaced,
    /// The worker broke again, or never began: there is none from now on.
    Lost(String),
}

/// Has `f` hear what the worker tells.
pub fn route(f: impl Fn(Reply) + 'static) {
    ROUTE.set(Some(Rc::new(f)));
}

fn tell(reply: Reply) {
    if let Some(route) = ROUTE.with_borrow(Clone::clone) {
        route(reply);
    }
}

struct Ground {
    worker: Worker,
    /// What is to be said to the worker once it hears; `None` when it does.
    waiting: Option<Vec<Array>>,
    /// What another worker would have to be told in this one's place.
    kept: Vec<Array>,
    /// Whether this one is in another's place already.
    is_second: bool,
    /// The last picture that could not be had.
    blank: Option<Picture>,
    /// What the atlas covers.
    extent: WorldBounds,
    /// The view that the page is drawn for.
    drawn: Option<Camera>,
    /// Counts changes of colours.
    edition: u32,
    /// Counts what the worker has told of new lines and shading.
    news: u32,
    /// What the canvas shows.
    shown: Option<Picture>,
    /// What was asked for and has not come yet: one at a time.
    asked: Option<Picture>,
    /// What to ask for next.
    wanted: Option<Picture>,
    overview: Overview,
    /// Base layers that are to be read in full once a reader comes close.
    coarse: Vec<(String, Address)>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Overview {
    Missing,
    Asked,
    Shown,
}

/// A picture of the base map.
#[derive(Clone, PartialEq)]
struct Picture {
    camera: Camera,
    /// CSS pixels that it reaches beyond the viewport on each side.
    margin: f64,
    /// Device pixels per CSS pixel.
    ratio: f64,
    /// What is painted, the lowest first.
    order: Vec<String>,
    /// Which colours it was painted with.
    edition: u32,
    /// How much news it has.
    news: u32,
}

/// Starts the worker, if it does not run yet; whether there is one. Without it
/// the page keeps its first picture.
pub fn start() -> bool {
    if works() {
        return true;
    }
    let Some(worker) = early().or_else(door::new_worker) else { return false };
    listen_to(&worker);
    GROUND.set(Some(Ground {
        worker,
        waiting: Some(Vec::new()),
        kept: Vec::new(),
        is_second: false,
        blank: None,
        extent: WorldBounds::EMPTY,
        drawn: None,
        edition: 0,
        news: 0,
        shown: None,
        asked: None,
        wanted: None,
        overview: Overview::Missing,
        coarse: Vec::new(),
    }));
    send_inks();
    true
}

fn listen_to(worker: &Worker) {
    let hear = Closure::<dyn Fn(MessageEvent)>::wrap(Box::new(move |event: MessageEvent| {
        // All that the worker says is a list.
        if let (true, Some(message)) = (door::runs(), event.data().dyn_ref()) {
            hear(message);
        }
    }));
    worker.set_onmessage(Some(hear.as_ref().unchecked_ref()));
    hear.forget();
    let broken = Closure::<dyn Fn(Event)>::wrap(Box::new(move |event: Event| {
        let why = event.dyn_ref::<ErrorEvent>().map(ErrorEvent::message);
        if door::runs() {
            lost(&why.unwrap_or_default());
        }
    }));
    worker.set_onerror(Some(broken.as_ref().unchecked_ref()));
    broken.forget();
    let this = worker.clone();
    page::after(
        SILENCE,
        Box::new(move || {
            let is_silent = |g: &Ground| g.worker == this && g.waiting.is_some();
            if GROUND.with_borrow(|ground| ground.as_ref().is_some_and(is_silent)) {
                lost(&format!("no answer after {} s", SILENCE.as_secs()));
            }
        }),
    );
}

/// The worker broke. Once, another takes its place and is told all that this
/// one knew; the pictures that are there stay meanwhile.
fn lost(why: &str) {
    let Some(broken) = GROUND.take() else { return };
    broken.worker.set_onmessage(None);
    broken.worker.set_onerror(None);
    broken.worker.terminate();
    let second = (!broken.is_second).then(door::new_worker).flatten();
    let Some(worker) = second else { return tell(Reply::Lost(why.to_owned())) };
    web_sys::console::warn_1(&format!("the worker is started again: {why}").into());
    listen_to(&worker);
    GROUND.set(Some(Ground {
        worker,
        waiting: Some(broken.kept.clone()),
        is_second: true,
        blank: None,
        news: broken.news + 1,
        asked: None,
        wanted: None,
        overview: Overview::Missing,
        ..broken
    }));
    tell(Reply::Replaced);
}

/// The worker that first.js has started already.
fn early() -> Option<Worker> {
    let worker = door::early_worker()?;
    // Refused only for what cannot be copied.
    let _ = worker.post_message(&Array::of1(&"knock".into()));
    Some(worker)
}

/// Says what the atlas covers: before any layer is read.
pub fn spread(extent: [f64; 4]) {
    with(|ground| {
        ground.extent = project_bounds(extent);
        ground.keep(&["sheet".into(), Float64Array::from(&extent[..]).into()]);
    });
}

/// Gives the worker a layer that the page has as text: `features` describes
/// those of all layers.
pub fn take(id: &str, features: &str, paths: &[String]) {
    let paths: Array = paths.iter().map(|path| JsValue::from_str(path)).collect();
    keep(&["take".into(), id.into(), features.into(), paths.into()]);
}

/// Has the worker read a layer.
pub fn open(id: &str, file: &Address, story: bool) {
    let role = if story { "story" } else { "base" };
    let (url, integrity) = (&*file.url, &*file.integrity);
    keep(&["open".into(), id.into(), url.into(), role.into(), integrity.into()]);
}

/// Has the worker read a layer in full once the reader comes close enough to
/// see the difference.
pub fn open_when_close(id: &str, file: &Address) {
    with(|ground| ground.coarse.push((id.to_owned(), file.clone())));
}

/// Has the worker fetch the relief shading.
pub fn relief(file: &Address, bounds: [f64; 4]) {
    let (url, integrity) = (&*file.url, &*file.integrity);
    keep(&["relief".into(), url.into(), Float64Array::from(&bounds[..]).into(), integrity.into()]);
}

/// Tells the worker the colours as the style sheet has them now.
pub fn send_inks() {
    let pairs: Array =
        GROUND_INKS.iter().flat_map(|ink| [JsValue::from_str(ink.0), page::ink(ink.0).into()]).collect();
    keep(&["inks".into(), pairs.into()]);
    with(|ground| {
        ground.edition += 1;
        ground.overview = Overview::Missing;
    });
}

/// The worker has new lines: all pictures are to be made anew.
pub fn outdated() {
    with(|ground| {
        ground.news += 1;
        ground.overview = Overview::Missing;
    });
}

/// Lays the picture where `drawn` has it, the view that the page is drawn for.
pub fn lay_for(drawn: &Camera) {
    with(|ground| {
        ground.drawn = Some(*drawn);
        ground.lay();
    });
}

/// Asks for a picture of the layers in `order` as `camera` shows them, unless
/// the one on screen is good enough; and for one of everything, where all has
/// been `read`.
pub fn want(camera: &Camera, order: &[String], read: bool) {
    let ScreenSize { width, height } = camera.viewport.size;
    let margin = raster::margin(camera.viewport.size, page::pixel_ratio());
    let whole = ScreenSize { width: width + 2. * margin, height: height + 2. * margin };
    let ratio = raster::pixel_ratio(page::pixel_ratio(), whole);
    with(|ground| {
        let (order, edition, news) = (order.to_vec(), ground.edition, ground.news);
        let wanted = Picture { camera: *camera, margin, ratio, order, edition, news };
        if ground.shown.as_ref().is_some_and(|shown| shown.serves(&wanted)) {
            ground.wanted = None;
            if read && ground.overview == Overview::Missing {
                ground.ask_overview(&wanted);
            }
        } else {
            // What cannot be had is not asked for again and again.
            ground.wanted = Some(wanted).filter(|wanted| ground.blank.as_ref() != Some(wanted));
            ground.ask();
        }
    });
}

/// Asks for a figure of the layers in `order` as `camera` shows them; the other
/// `parts` are the worker's `figure` module's.
pub fn figure(camera: &Camera, order: &[String], parts: [JsValue; 5]) {
    let picture =
        Picture { camera: *camera, margin: 0., ratio: 1., order: order.to_vec(), edition: 0, news: 0 };
    let [texts, scale, legend, dots, names] = parts;
    let numbers = picture.numbers().into();
    say(&["figure".into(), self::order(&picture), numbers, texts, scale, legend, dots, names]);
}

/// Has the worker remember what can be found: texts, and in turn the number and
/// the weight of each.
pub fn remember(texts: &Array, numbers: &[f64]) {
    keep(&["texts".into(), texts.into(), Float64Array::from(numbers).into()]);
}

/// Has the worker look for what was typed.
pub fn find(query: &str, most: usize) {
    say(&["find".into(), query.into(), (most as u32).into()]);
}

/// Whether a picture of the base map stands on the page.
pub fn stands() -> bool {
    GROUND.with_borrow(|ground| ground.as_ref().is_some_and(|g| g.shown.is_some()))
}

/// Whether the page waits for a picture that has all that was read.
pub fn is_awaited() -> bool {
    let waits = |g: &Ground| {
        let is_old = |picture: &Picture| (picture.edition, picture.news) != (g.edition, g.news);
        g.blank.as_ref().is_none_or(is_old) && g.shown.as_ref().is_none_or(is_old)
    };
    GROUND.with_borrow(|ground| ground.as_ref().is_some_and(waits))
}

/// Whether there is a worker.
pub fn works() -> bool {
    GROUND.with_borrow(Option::is_some)
}

/// Does without the worker from now on.
pub fn give_up() {
    GROUND.set(None);
}

/// Has the coarse layers read in full.
pub fn come_close() {
    let coarse =
        GROUND.with_borrow_mut(|g| g.as_mut().map(|g| std::mem::take(&mut g.coarse)).unwrap_or_default());
    for (id, file) in coarse {
        open(&id, &file, false);
    }
}

fn keep(parts: &[JsValue]) {
    with(|ground| ground.keep(parts));
}

fn with(f: impl FnOnce(&mut Ground)) {
    GROUND.with_borrow_mut(|ground| ground.as_mut().map(f));
}

fn say(parts: &[JsValue]) {
    with(|ground| ground.say(parts));
}

fn hear(message: &Array) {
    let text = |at: u32| message.get(at).as_string().unwrap_or_default();
    match &*text(0) {
        "here" => with(Ground::introduce),
        "picture" => {
            let picture: ImageBitmap = message.get(2).unchecked_into();
            let mut is_shown = true;
            with(|ground| is_shown = ground.hang(text(1) == "overview", &picture));
            let why = "no context for pictures";
            tell(if is_shown { Reply::Painted } else { Reply::Unpainted(why.to_owned()) });
        }
        "read" if text(1) == RELIEF => {
            outdated();
            tell(Reply::ReliefRead);
        }
        "other" => tell(Reply::Other(text(1))),
        "read" => {
            // What the page draws itself is in no picture.
            if message.get(6).is_truthy() {
                outdated();
            }
            let paths: Array = message.get(3).unchecked_into();
            let paths: Vec<String> = paths.iter().filter_map(|path| path.as_string()).collect();
            let issues = message.get(4).as_f64().unwrap_or_default() as usize;
            let (id, features, first_issue) = (text(1), text(2), text(5));
            tell(Reply::Read { id, features, paths, issues, first_issue });
        }
        "figure" => tell(Reply::Figure(text(1))),
        "found" => tell(Reply::Found { query: text(1), finds: message.get(2).unchecked_into() }),
        "progress" => {
            outdated();
            tell(Reply::Grows);
        }
        "failed" => tell(Reply::Failed { id: text(1), reason: text(2) }),
        // No picture this time; whatever changes next asks again.
        "blank" if text(1) == "overview" => with(|ground| ground.overview = Overview::Shown),
        "blank" => {
            with(Ground::stay_blank);
            tell(Reply::Unpainted(text(2)));
        }
        "broken" => {
            web_sys::console::error_1(&message.get(1));
            lost(&text(1));
        }
        _ => {}
    }
}

impl Ground {
    fn say(&mut self, parts: &[JsValue]) {
        let message: Array = parts.iter().collect();
        match &mut self.waiting {
            Some(waiting) => waiting.push(message),
            None => self.send(&message),
        }
    }

    /// Says what another worker in this one's place would have to know: the last
    /// word of a kind about a thing counts.
    fn keep(&mut self, parts: &[JsValue]) {
        let message: Array = parts.iter().collect();
        let thing = message.get(1).as_string();
        let same = |known: &Array| known.get(0) == message.get(0) && known.get(1).as_string() == thing;
        self.kept.retain(|known| !same(known));
        self.kept.push(message);
        self.say(parts);
    }

    /// No picture came, and none will before something changes.
    fn stay_blank(&mut self) {
        let news = self.news;
        self.blank = self.asked.take().map(|asked| Picture { news, ..asked }).or(self.blank.take());
    }

    fn send(&self, message: &Array) {
        // Refused only where a part cannot be copied; all are texts and numbers.
        let _ = self.worker.post_message(message);
    }

    /// The worker hears: until then the browser would drop what is said.
    fn introduce(&mut self) {
        for message in self.waiting.take().unwrap_or_default() {
            self.send(&message);
        }
    }

    /// Sends the next wish, if none is under way.
    fn ask(&mut self) {
        if self.asked.is_some() {
            return;
        }
        let Some(picture) = self.wanted.take() else { return };
        self.say(&["paint".into(), "ground".into(), order(&picture), picture.numbers().into()]);
        self.asked = Some(picture);
    }

    /// Asks for the picture of everything.
    fn ask_overview(&mut self, picture: &Picture) {
        self.overview = Overview::Asked;
        let (extent, scale) = (self.extent, self.overview_scale());
        let zoom = (scale / TILE).log2();
        let (width, height) = (extent.width() * scale, extent.height() * scale);
        let numbers = [extent.min.x, extent.min.y, scale, width, height, 1., zoom];
        self.say(&[
            "paint".into(),
            "overview".into(),
            order(picture),
            Float64Array::from(&numbers[..]).into(),
        ]);
    }

    /// Puts a picture that came onto its canvas and asks for the next; whether the
    /// browser shows pictures at all.
    fn hang(&mut self, overview: bool, bitmap: &ImageBitmap) -> bool {
        let selector = if overview { "#map canvas.overview" } else { "#map canvas.ground" };
        let Some(canvas) = page::find(selector).and_then(|c| c.dyn_into::<HtmlCanvasElement>().ok()) else {
            return true;
        };
        let (width, height) = (bitmap.width(), bitmap.height());
        canvas.set_width(width);
        canvas.set_height(height);
        let context = canvas.get_context("bitmaprenderer").ok().flatten();
        let Some(context) = context.and_then(|c| c.dyn_into::<ImageBitmapRenderingContext>().ok()) else {
            self.stay_blank();
            return false;
        };
        context.transfer_from_image_bitmap(bitmap);
        if overview {
            if self.overview == Overview::Asked {
                self.overview = Overview::Shown;
            }
            self.lay();
            return true;
        }
        let ratio = self.asked.as_ref().map_or(1., |p| p.ratio);
        for (property, pixels) in [("width", width), ("height", height)] {
            page::style(&canvas, property, &format!("{}px", decimal(f64::from(pixels) / ratio, 3)));
        }
        // A picture has all that the worker told before it.
        let news = self.news;
        let up_to_date = |picture: Picture| Picture { news, ..picture };
        self.shown = self.asked.take().map(up_to_date);
        let served = |wanted: &Picture| self.shown.as_ref().is_some_and(|shown| shown.serves(wanted));
        self.wanted = self.wanted.take().map(up_to_date).filter(|wanted| !served(wanted));
        self.lay();
        self.ask();
        true
    }

    fn overview_scale(&self) -> f64 {
        OVERVIEW / self.extent.width().max(self.extent.height())
    }

    /// Lays the pictures where the page's view has what they show.
    fn lay(&self) {
        let Some(drawn) = &self.drawn else { return };
        if let (Some(shown), Some(canvas)) = (&self.shown, page::find("#map canvas.ground")) {
            lay(&canvas, shown.corner(), shown.camera.scale(), shown.ratio, drawn);
        }
        if let Some(canvas) = page::find("#map canvas.overview") {
            lay(&canvas, self.extent.min, self.overview_scale(), 1., drawn);
        }
    }
}

/// Lays a picture, whose top left is at `corner` in the world and which has
/// `scale` CSS pixels a world unit, where `camera` has it.
fn lay(canvas: &web_sys::Element, corner: WorldPoint, scale: f64, ratio: f64, camera: &Camera) {
    let at = camera.world_to_screen(corner);
    let grown = camera.scale() / scale;
    let same = (grown - 1.).abs() < 1e-9;
    // Device pixels on device pixels, where nothing is scaled.
    let snapped = |v: f64| if same { (v * ratio).round() / ratio } else { v };
    let placement = Placement { scale: grown, x: snapped(at.x), y: snapped(at.y) };
    page::style(canvas, "transform", &placement.css());
}

fn order(picture: &Picture) -> JsValue {
    picture.order.iter().map(|id| JsValue::from_str(id)).collect::<Array>().into()
}

impl Picture {
    /// The world position at its top left.
    fn corner(&self) -> WorldPoint {
        self.camera.screen_to_world(ScreenPoint { x: -self.margin, y: -self.margin })
    }

    fn numbers(&self) -> Float64Array {
        let (corner, size) = (self.corner(), self.camera.viewport.size);
        let numbers = [
            corner.x,
            corner.y,
            self.camera.scale(),
            size.width + 2. * self.margin,
            size.height + 2. * self.margin,
            self.ratio,
            self.camera.zoom,
        ];
        Float64Array::from(&numbers[..])
    }

    /// Whether it is as good as `wanted`: the same, but for a slide that its
    /// margin covers well.
    fn serves(&self, wanted: &Self) -> bool {
        let at = wanted.camera.world_to_screen(self.camera.centre);
        let slide = at.distance(wanted.camera.world_to_screen(wanted.camera.centre));
        self.camera.zoom == wanted.camera.zoom
            && self.camera.viewport == wanted.camera.viewport
            && self.ratio == wanted.ratio
            && (self.edition, self.news) == (wanted.edition, wanted.news)
            && self.order == wanted.order
            && slide < self.margin * 0.4
    }
}
