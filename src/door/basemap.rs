//! What the page asks of the base map worker: which layers it is to read, which
//! picture of the base map is wanted; and where the last picture lies. What is in a
//! picture is the worker's affair, how it is asked `worker`'s.

use std::{cell::RefCell, rc::Rc};

use carto::{
    Camera, Layer, Placement, ScreenSize, WorldBounds, WorldPoint, camera::TILE, decimal::decimal,
    projection::project_bounds, raster, style::BASE_INKS,
};
use protocol::{Canvas, Drawn, File, Files, Ink, News, Order, Paint, Reply, Request, Role, Text, View};
use wasm_bindgen::JsCast;
use web_sys::{HtmlCanvasElement, ImageBitmap, ImageBitmapRenderingContext};

use super::{
    dom, page,
    worker::{self, Heard, keep, say},
    writing,
};

/// CSS pixels along the longer side of the picture of everything, which lies
/// under the sharper one where that does not reach.
const OVERVIEW: f64 = 1_000.;

/// Hears what becomes of the base map.
type Listener = Rc<dyn Fn(WorkerEvent)>;

thread_local! {
    /// The pictures of the one worker that a page has: asked for by many of its parts,
    /// they are no state, and nothing follows from them but what is heard.
    static BASEMAP: RefCell<Option<Basemap>> = const { RefCell::new(None) };
    /// Who hears of it: set before there is a worker.
    static LISTENER: RefCell<Option<Listener>> = const { RefCell::new(None) };
    /// The canvases that its pictures are shown on: the map has them before there is a
    /// worker, and whether or not there will be one.
    static CANVASES: RefCell<Option<Canvases>> = const { RefCell::new(None) };
}

/// What the rest of the page hears of the worker, and from it.
pub enum WorkerEvent {
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

/// Has `f` hear of the worker.
pub fn on_event(f: impl Fn(WorkerEvent) + 'static) {
    LISTENER.set(Some(Rc::new(f)));
}

/// What the worker's pictures are shown on.
#[derive(Clone)]
pub struct Canvases {
    /// The picture of everything.
    pub overview: HtmlCanvasElement,
    /// The sharp picture of what is in view, above it.
    pub basemap: HtmlCanvasElement,
}

/// Has the pictures shown on these canvases.
pub fn show_on(canvases: Canvases) {
    CANVASES.set(Some(canvases));
}

fn canvases() -> Option<Canvases> {
    CANVASES.with_borrow(Clone::clone)
}

fn emit(event: WorkerEvent) {
    if let Some(listener) = LISTENER.with_borrow(Clone::clone) {
        listener(event);
    }
}

struct Basemap {
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
    coarse: Vec<(String, File)>,
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
    order: Order,
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
    if !worker::start(Rc::new(hear)) {
        return false;
    }
    BASEMAP.set(Some(Basemap {
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
    writing::ask_again();
    true
}

fn hear(heard: Heard) {
    match heard {
        Heard::Reply(reply, picture) => answered(reply, picture.as_ref()),
        Heard::Unsaid(why) => emit(WorkerEvent::Failed(why)),
        Heard::Replaced => {
            with(Basemap::begin_again);
            emit(WorkerEvent::Replaced);
        }
        Heard::Lost(why) => {
            BASEMAP.set(None);
            writing::close();
            emit(WorkerEvent::Lost(why));
        }
    }
}

/// Says what the atlas covers: before any layer is read.
pub fn cover(extent: [f64; 4]) {
    with(|basemap| basemap.extent = project_bounds(extent));
    keep(Request::Cover { extent });
}

/// Gives the worker a layer that the page has.
pub fn take(id: &str, layer: &Layer) {
    let features = layer.features.iter().filter_map(Drawn::of).collect();
    keep(Request::Coarse { layer: id.to_owned(), features });
}

/// Has the worker read a layer.
pub fn open(id: &str, file: File, is_story: bool) {
    let role = if is_story { Role::Story } else { Role::Base };
    keep(Request::Open { layer: id.to_owned(), file, role });
}

/// Has the worker read a layer in full once the reader comes close enough to
/// see the difference.
pub fn open_when_close(id: &str, file: File) {
    with(|basemap| basemap.coarse.push((id.to_owned(), file)));
}

/// Has the worker fetch the relief shading.
pub fn relief(file: File, bounds: [f64; 4]) {
    keep(Request::Relief { file, bounds });
}

/// Tells the worker the colours as the style sheet has them now.
pub fn send_inks() {
    let inks = BASE_INKS.iter().map(|ink| Ink { name: ink.0.to_owned(), colour: page::ink(ink.0) });
    keep(Request::Inks { inks: inks.collect() });
    with(|basemap| {
        basemap.edition += 1;
        basemap.overview = Overview::Missing;
    });
}

/// The worker has new lines: all pictures are to be made anew.
pub fn outdated() {
    with(|basemap| {
        basemap.news += 1;
        basemap.overview = Overview::Missing;
    });
}

/// Lays the picture where `drawn` has it, the view that the page is drawn for.
pub fn lay_for(drawn: &Camera) {
    with(|basemap| {
        basemap.drawn = Some(*drawn);
        basemap.lay();
    });
}

/// Asks for a picture of the layers in `order` as `camera` shows them, unless
/// the one on screen is good enough; and for one of everything, where all has
/// been `read`.
pub fn want(camera: &Camera, order: &Order, read: bool) {
    let ScreenSize { width, height } = camera.viewport.size;
    let margin = raster::margin(camera.viewport.size, page::pixel_ratio());
    let whole = ScreenSize { width: width + 2. * margin, height: height + 2. * margin };
    let ratio = raster::pixel_ratio(page::pixel_ratio(), whole);
    with(|basemap| {
        let (order, edition, news) = (order.clone(), basemap.edition, basemap.news);
        let wanted = Picture { camera: *camera, margin, ratio, order, edition, news };
        if basemap.shown.as_ref().is_some_and(|shown| shown.serves(&wanted)) {
            basemap.wanted = None;
            if read && basemap.overview == Overview::Missing {
                basemap.ask_overview(&wanted);
            }
        } else {
            // What cannot be had is not asked for again and again.
            basemap.wanted = Some(wanted).filter(|wanted| basemap.blank.as_ref() != Some(wanted));
            basemap.ask();
        }
    });
}

/// Asks for a figure.
pub fn figure(figure: protocol::Figure) {
    say(Request::Figure(Box::new(figure)));
}

/// Says where the atlas is of which something may have to be written.
pub fn look_at(files: Files) {
    writing::turn_to_another_atlas();
    keep(Request::Atlas(Box::new(files)));
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
    BASEMAP.with_borrow(|basemap| basemap.as_ref().is_some_and(|g| g.shown.is_some()))
}

/// Whether the page waits for a picture that has all that was read.
pub fn is_awaited() -> bool {
    let waits = |g: &Basemap| {
        let is_old = |picture: &Picture| (picture.edition, picture.news) != (g.edition, g.news);
        g.blank.as_ref().is_none_or(is_old) && g.shown.as_ref().is_none_or(is_old)
    };
    BASEMAP.with_borrow(|basemap| basemap.as_ref().is_some_and(waits))
}

/// Whether there is a worker.
pub fn works() -> bool {
    worker::works()
}

/// Does without the worker from now on.
pub fn give_up() {
    worker::give_up();
    writing::close();
    BASEMAP.set(None);
}

/// Has the coarse layers read in full.
pub fn come_close() {
    let coarse =
        BASEMAP.with_borrow_mut(|g| g.as_mut().map(|g| std::mem::take(&mut g.coarse)).unwrap_or_default());
    for (id, file) in coarse {
        open(&id, file, false);
    }
}

fn with(f: impl FnOnce(&mut Basemap)) {
    BASEMAP.with_borrow_mut(|basemap| basemap.as_mut().map(f));
}

fn answered(reply: Reply, picture: Option<&ImageBitmap>) {
    match reply {
        // These two are the wire's own.
        Reply::Ready | Reply::Broken { .. } => {}
        Reply::Picture { canvas } => {
            let Some(picture) = picture else { return worker::lost("a picture that is not there") };
            let mut is_shown = true;
            with(|basemap| is_shown = basemap.show(canvas, picture));
            let why = "no context for pictures";
            emit(if is_shown { WorkerEvent::Painted } else { WorkerEvent::Failed(why.to_owned()) });
        }
        // No picture this time; whatever changes next asks again.
        Reply::Blank { canvas: Canvas::Overview, .. } => with(|basemap| basemap.overview = Overview::Shown),
        Reply::Blank { canvas: Canvas::Basemap, reason } => {
            with(Basemap::stay_blank);
            emit(WorkerEvent::Failed(reason));
        }
        Reply::Unknown { reason } => emit(WorkerEvent::Failed(reason)),
        Reply::News(News::Written { ticket, document }) => {
            if !writing::came(ticket, document) {
                worker::lost("a document that is none");
            }
        }
        Reply::News(news) => {
            match &news {
                News::Grown => outdated(),
                // What the page draws itself is in no picture.
                News::Read(read) if read.is_painted => outdated(),
                News::Read(_)
                | News::Failed { .. }
                | News::Other { .. }
                | News::Written { .. }
                | News::Unwritten { .. }
                | News::Figure { .. }
                | News::Found { .. }
                | News::Named { .. } => {}
            }
            emit(WorkerEvent::News(news));
        }
    }
}

impl Basemap {
    /// Another worker has all still before it; the pictures that are there stay
    /// meanwhile.
    fn begin_again(&mut self) {
        (self.blank, self.asked, self.wanted) = (None, None, None);
        self.news += 1;
        self.overview = Overview::Missing;
        writing::ask_again();
    }

    /// No picture came, and none will before something changes.
    fn stay_blank(&mut self) {
        let news = self.news;
        self.blank = self.asked.take().map(|asked| Picture { news, ..asked }).or(self.blank.take());
    }

    /// Sends the next wish, if none is under way.
    fn ask(&mut self) {
        if self.asked.is_some() {
            return;
        }
        let Some(picture) = self.wanted.take() else { return };
        let view = picture.view();
        say(Request::Paint(Paint { canvas: Canvas::Basemap, order: picture.order.clone(), view }));
        self.asked = Some(picture);
    }

    /// Asks for the picture of everything.
    fn ask_overview(&mut self, picture: &Picture) {
        self.overview = Overview::Asked;
        let (extent, scale) = (self.extent, self.overview_scale());
        let size = ScreenSize { width: extent.width() * scale, height: extent.height() * scale };
        let view = View { corner: extent.min, scale, size, ratio: 1., zoom: (scale / TILE).log2() };
        say(Request::Paint(Paint { canvas: Canvas::Overview, order: picture.order.clone(), view }));
    }

    /// Puts a picture that came onto its canvas and asks for the next; whether the
    /// browser shows pictures at all.
    fn show(&mut self, canvas: Canvas, bitmap: &ImageBitmap) -> bool {
        let Some(canvases) = canvases() else { return true };
        let overview = canvas == Canvas::Overview;
        let canvas = if overview { canvases.overview } else { canvases.basemap };
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
            lay(&canvases.basemap, shown.view().corner, shown.camera.scale(), shown.ratio, drawn);
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
