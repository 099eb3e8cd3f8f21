//! The other end of the ground worker (`crates/ground`): which layers it is to
//! read, which picture of the base map is wanted, and where the last one lies.
//! What is in a picture is the worker's affair.

use std::{cell::RefCell, rc::Rc, time::Duration};

use carto::{
    Camera, Layer, Placement, ScreenSize, WorldBounds, WorldPoint, camera::TILE, decimal::decimal,
    projection::project_bounds, raster, style::GROUND_INKS,
};
use protocol::{Canvas, Drawn, File, Ink, News, Paint, Reply, Request, Role, Subject, Text, View};
use wasm_bindgen::{JsCast, prelude::Closure};
use web_sys::{
    ErrorEvent, Event, HtmlCanvasElement, ImageBitmap, ImageBitmapRenderingContext, MessageEvent, Worker,
};

use super::{boot, dom, files::Address, page, wire};

/// How long a worker may take until it hears. One whose script stalls would be
/// waited for without end.
const SILENCE: Duration = Duration::from_secs(12);
/// CSS pixels along the longer side of the picture of everything, which lies
/// under the sharper one where that does not reach.
const OVERVIEW: f64 = 1_000.;

/// Hears what the worker tells.
type Route = Rc<dyn Fn(Told)>;

thread_local! {
    /// The worker: a page has one, which all its parts ask, and which another takes
    /// the place of when it breaks. It cannot live in a signal, which may be sent
    /// between threads.
    static GROUND: RefCell<Option<Ground>> = const { RefCell::new(None) };
    /// Who hears what the worker tells.
    static ROUTE: RefCell<Option<Route>> = const { RefCell::new(None) };
    /// The canvases that its pictures are shown on.
    static CANVASES: RefCell<Option<Canvases>> = const { RefCell::new(None) };
}

/// What the rest of the page is told of the worker, and by it.
pub enum Told {
    /// A picture of the base map is on the page.
    Painted,
    /// A picture could not be painted, or something not be said, and why.
    Failed(String),
    /// What is about neither the worker nor its pictures.
    News(News),
    /// The worker broke, and another has taken its place.
    Replaced,
    /// The worker broke again, or never began: there is none from now on.
    Lost(String),
}

/// Has `f` hear what the worker tells.
pub fn route(f: impl Fn(Told) + 'static) {
    ROUTE.set(Some(Rc::new(f)));
}

/// What the worker's pictures are shown on.
#[derive(Clone)]
pub struct Canvases {
    /// The picture of everything.
    pub overview: HtmlCanvasElement,
    /// The sharp picture of what is in view, above it.
    pub ground: HtmlCanvasElement,
}

/// Has the pictures shown on these canvases.
pub fn show_on(canvases: Canvases) {
    CANVASES.set(Some(canvases));
}

fn canvases() -> Option<Canvases> {
    CANVASES.with_borrow(Clone::clone)
}

fn tell(told: Told) {
    if let Some(route) = ROUTE.with_borrow(Clone::clone) {
        route(told);
    }
}

struct Ground {
    worker: Worker,
    /// What is to be said to the worker once it hears; `None` when it does.
    waiting: Option<Vec<Rc<Request>>>,
    /// What another worker would have to be told in this one's place.
    kept: Vec<Rc<Request>>,
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
    order: Vec<Subject>,
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
    let Some(worker) = early().or_else(boot::new_worker) else { return false };
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
        if !boot::runs() {
            return;
        }
        match wire::heard(&event) {
            Ok((reply, picture)) => hear(reply, picture.as_ref()),
            // One that cannot be understood cannot be relied on.
            Err(why) => lost(&why),
        }
    }));
    worker.set_onmessage(Some(hear.as_ref().unchecked_ref()));
    hear.forget();
    let broken = Closure::<dyn Fn(Event)>::wrap(Box::new(move |event: Event| {
        let why = event.dyn_ref::<ErrorEvent>().map(ErrorEvent::message);
        if boot::runs() {
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
    let second = (!broken.is_second).then(boot::new_worker).flatten();
    let Some(worker) = second else { return tell(Told::Lost(why.to_owned())) };
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
    tell(Told::Replaced);
}

/// The worker that first.js has started already.
fn early() -> Option<Worker> {
    let worker = boot::early_worker()?;
    wire::ask(&worker, &Request::Hello).ok()?;
    Some(worker)
}

/// Says what the atlas covers: before any layer is read.
pub fn spread(extent: [f64; 4]) {
    with(|ground| {
        ground.extent = project_bounds(extent);
        ground.keep(Request::Cover { extent });
    });
}

/// Gives the worker a layer that the page has.
pub fn take(id: &str, layer: &Layer) {
    let features = layer.features.iter().filter_map(Drawn::of).collect();
    keep(Request::Coarse { layer: id.to_owned(), features });
}

/// Has the worker read a layer.
pub fn open(id: &str, file: &Address, story: bool) {
    let role = if story { Role::Story } else { Role::Base };
    keep(Request::Open { layer: id.to_owned(), file: self::file(file), role });
}

/// Has the worker read a layer in full once the reader comes close enough to
/// see the difference.
pub fn open_when_close(id: &str, file: &Address) {
    with(|ground| ground.coarse.push((id.to_owned(), file.clone())));
}

/// Has the worker fetch the relief shading.
pub fn relief(file: &Address, bounds: [f64; 4]) {
    keep(Request::Relief { file: self::file(file), bounds });
}

fn file(Address { url, integrity }: &Address) -> File {
    File { url: url.clone(), integrity: integrity.clone() }
}

/// Tells the worker the colours as the style sheet has them now.
pub fn send_inks() {
    let inks = GROUND_INKS.iter().map(|ink| Ink { name: ink.0.to_owned(), colour: page::ink(ink.0) });
    keep(Request::Inks { inks: inks.collect() });
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
pub fn want(camera: &Camera, order: &[Subject], read: bool) {
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

/// Asks for a figure.
pub fn figure(figure: protocol::Figure) {
    say(Request::Figure(Box::new(figure)));
}

/// Has the worker remember what can be found.
pub fn remember(texts: Vec<Text>) {
    keep(Request::Texts { texts });
}

/// Has the worker look for what was typed.
pub fn find(query: &str, most: usize) {
    say(Request::Find { query: query.to_owned(), most: most as u32 });
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

fn keep(request: Request) {
    with(|ground| ground.keep(request));
}

fn with(f: impl FnOnce(&mut Ground)) {
    GROUND.with_borrow_mut(|ground| ground.as_mut().map(f));
}

fn say(request: Request) {
    with(|ground| ground.say(request));
}

fn hear(reply: Reply, picture: Option<&ImageBitmap>) {
    match reply {
        Reply::Ready => with(Ground::introduce),
        Reply::Picture { canvas } => {
            let Some(picture) = picture else { return lost("a picture that is not there") };
            let mut is_shown = true;
            with(|ground| is_shown = ground.hang(canvas, picture));
            let why = "no context for pictures";
            tell(if is_shown { Told::Painted } else { Told::Failed(why.to_owned()) });
        }
        // No picture this time; whatever changes next asks again.
        Reply::Blank { canvas: Canvas::Overview, .. } => with(|ground| ground.overview = Overview::Shown),
        Reply::Blank { canvas: Canvas::Ground, reason } => {
            with(Ground::stay_blank);
            tell(Told::Failed(reason));
        }
        Reply::Unknown { reason } => tell(Told::Failed(reason)),
        Reply::Broken { reason } => {
            web_sys::console::error_1(&reason.as_str().into());
            lost(&reason);
        }
        Reply::News(news) => {
            match &news {
                News::Grown => outdated(),
                // What the page draws itself is in no picture.
                News::Read(read) if read.is_painted => outdated(),
                News::Read(_)
                | News::Failed { .. }
                | News::Other { .. }
                | News::Figure { .. }
                | News::Found { .. } => {}
            }
            tell(Told::News(news));
        }
    }
}

impl Ground {
    fn say(&mut self, request: Request) {
        self.say_shared(Rc::new(request));
    }

    fn say_shared(&mut self, request: Rc<Request>) {
        match &mut self.waiting {
            Some(waiting) => waiting.push(request),
            None => self.send(&request),
        }
    }

    /// Says what another worker in this one's place would have to know: the last
    /// word on a thing counts.
    fn keep(&mut self, request: Request) {
        self.kept.retain(|known| !request.supersedes(known));
        let request = Rc::new(request);
        self.kept.push(Rc::clone(&request));
        self.say_shared(request);
    }

    /// No picture came, and none will before something changes.
    fn stay_blank(&mut self) {
        let news = self.news;
        self.blank = self.asked.take().map(|asked| Picture { news, ..asked }).or(self.blank.take());
    }

    fn send(&self, request: &Request) {
        if let Err(why) = wire::ask(&self.worker, request) {
            // Whoever is told may want something of this ground, which is in use.
            page::after(Duration::ZERO, Box::new(move || tell(Told::Failed(why))));
        }
    }

    /// The worker hears: until then the browser would drop what is said.
    fn introduce(&mut self) {
        for request in self.waiting.take().unwrap_or_default() {
            self.send(&request);
        }
    }

    /// Sends the next wish, if none is under way.
    fn ask(&mut self) {
        if self.asked.is_some() {
            return;
        }
        let Some(picture) = self.wanted.take() else { return };
        let view = picture.view();
        self.say(Request::Paint(Paint { canvas: Canvas::Ground, order: picture.order.clone(), view }));
        self.asked = Some(picture);
    }

    /// Asks for the picture of everything.
    fn ask_overview(&mut self, picture: &Picture) {
        self.overview = Overview::Asked;
        let (extent, scale) = (self.extent, self.overview_scale());
        let size = ScreenSize { width: extent.width() * scale, height: extent.height() * scale };
        let view = View { corner: extent.min, scale, size, ratio: 1., zoom: (scale / TILE).log2() };
        self.say(Request::Paint(Paint { canvas: Canvas::Overview, order: picture.order.clone(), view }));
    }

    /// Puts a picture that came onto its canvas and asks for the next; whether the
    /// browser shows pictures at all.
    fn hang(&mut self, canvas: Canvas, bitmap: &ImageBitmap) -> bool {
        let Some(canvases) = canvases() else { return true };
        let overview = canvas == Canvas::Overview;
        let canvas = if overview { canvases.overview } else { canvases.ground };
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
            dom::style(&canvas, property, &format!("{}px", decimal(f64::from(pixels) / ratio, 3)));
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
        let (Some(drawn), Some(canvases)) = (&self.drawn, canvases()) else { return };
        if let Some(shown) = &self.shown {
            lay(&canvases.ground, shown.view().corner, shown.camera.scale(), shown.ratio, drawn);
        }
        lay(&canvases.overview, self.extent.min, self.overview_scale(), 1., drawn);
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
    dom::style(canvas, "transform", &placement.css());
}

impl Picture {
    fn view(&self) -> View {
        View::of(&self.camera, self.margin, self.ratio)
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
