//! The ground of the map: land, water and towns, painted onto a canvas.
//!
//! Deliberately simpler than the readers' map, whose worker paints any number of vertices: an
//! author looks at one part of a small map, and the preview shows what readers will see.

use authoring::World;
use carto::label::{AROUND_A_DOT, Label, place};
use carto::layer::Line;
use carto::projection::Seam;
use carto::style::LabelKind;
use carto::{
    Camera, Feature, LonLat, Path, ScreenPoint, ScreenRect, ScreenSize, Shape, WorldBounds, WorldPoint,
};
use serde_json::Map;
use wasm_bindgen::prelude::*;
use web_sys::{CanvasRenderingContext2d, CanvasWindingRule, CssStyleDeclaration, HtmlCanvasElement, Path2d};

use super::page;

/// Names that are written at once.
const NAMES: usize = 40;
/// CSS pixels of a name's letters.
const LETTERS: f64 = 12.;

/// What lies under the drawing.
#[derive(Default)]
pub struct Ground {
    /// The style sheet's name of the colour where nothing is painted.
    paper: &'static str,
    things: Vec<Thing>,
    /// The greatest first.
    towns: Vec<(WorldPoint, String)>,
}

/// Something of one colour.
struct Thing {
    bounds: WorldBounds,
    /// In world units from the box's corner, so that no digit is lost however close one looks.
    path: Path2d,
    lines: Vec<Line>,
    fill: Option<&'static str>,
    stroke: Option<&'static str>,
}

impl Ground {
    /// The map of the world, and above it what the base layers of an atlas have, the lowest first,
    /// both where the atlas's map has them.
    pub fn new(world: Option<&World>, own: impl Iterator<Item = Feature>, seam: Seam, lang: &str) -> Self {
        let paper = if world.is_some() { "--map-water" } else { "--map-paper" };
        let mut ground = Self { paper, ..Self::default() };
        for (shape, _) in world.into_iter().flat_map(|world| world.countries(lang)) {
            let lines = shape.parts.iter().map(|part| part.iter().map(|at| on_plane(*at)).collect());
            let path = Path::new(Shape::Areas(lines.collect()));
            let placed = seam.place(Feature { id: None, properties: Map::new(), path });
            if let Shape::Areas(lines) = placed.path.shape() {
                ground.things.extend(Thing::new(lines.clone(), Some("--map-land"), Some("--map-shore")));
            }
        }
        let mut towns = Vec::new();
        for feature in own.map(|feature| seam.place(feature)) {
            ground.add(&feature, lang, &mut towns);
        }
        towns.sort_by(|a: &(f64, _, _), b| a.0.total_cmp(&b.0));
        ground.towns = towns.into_iter().map(|(_, at, name)| (at, name)).collect();
        // The atlas's own are chosen; where it has none, the world's.
        if ground.towns.is_empty() {
            let all = world.into_iter().flat_map(World::towns);
            ground.towns = all
                .map(|town| {
                    let [lon, lat] = town.at;
                    (seam.project(LonLat { lon, lat }), town.name.clone())
                })
                .collect();
        }
        ground
    }

    fn add(&mut self, feature: &Feature, lang: &str, towns: &mut Vec<(f64, WorldPoint, String)>) {
        let is_water = matches!(feature.text("style"), Some("sea" | "lake" | "river"));
        let (fill, stroke) = if is_water {
            ("--map-water", Some("--map-shore"))
        } else {
            ("--map-land", Some("--map-border"))
        };
        // A sea ends where land begins, or the map, or at 180°.
        let stroke = stroke.filter(|_| feature.text("style") != Some("sea"));
        match feature.path.shape() {
            Shape::Points(all) => {
                let names = feature.properties.get("name");
                let name =
                    names.and_then(|names| names.get(lang).or_else(|| names.as_object()?.values().next()));
                let name = name.and_then(|name| name.as_str()).unwrap_or_default().to_owned();
                let rank = feature.number("rank").unwrap_or(9.);
                towns.extend(all.iter().map(|at| (rank, *at, name.clone())));
            }
            Shape::Lines(lines) => self.things.extend(Thing::new(lines.clone(), None, stroke)),
            Shape::Areas(lines) => self.things.extend(Thing::new(lines.clone(), Some(fill), stroke)),
        }
    }

    /// The lines of what is in view, for a hand to snap to.
    pub fn lines(&self, camera: &Camera) -> impl Iterator<Item = &Line> {
        let visible = camera.visible();
        let seen = self.things.iter().filter(move |thing| thing.bounds.touches(&visible));
        seen.flat_map(|thing| &thing.lines)
    }

    /// Paints it, as the camera sees it, and the names of what is drawn above it.
    pub fn paint(
        &self,
        canvas: &HtmlCanvasElement,
        camera: &Camera,
        own: &[(String, WorldPoint)],
    ) -> Option<()> {
        let ratio = page::window().device_pixel_ratio();
        let size = camera.viewport.size;
        let (width, height) = ((size.width * ratio).round() as u32, (size.height * ratio).round() as u32);
        if (canvas.width(), canvas.height()) != (width, height) {
            canvas.set_width(width);
            canvas.set_height(height);
        }
        let context: CanvasRenderingContext2d = canvas.get_context("2d").ok()??.dyn_into().ok()?;
        let style = page::window().get_computed_style(canvas).ok()??;
        context.set_transform(1., 0., 0., 1., 0., 0.).ok()?;
        ink(&context, &style, self.paper);
        context.fill_rect(0., 0., f64::from(width), f64::from(height));
        let visible = camera.visible();
        let scale = camera.scale();
        for thing in self.things.iter().filter(|thing| thing.bounds.touches(&visible)) {
            let at = camera.world_to_screen(thing.bounds.min);
            let zoom = scale * ratio;
            context.set_transform(zoom, 0., 0., zoom, at.x * ratio, at.y * ratio).ok()?;
            if let Some(fill) = thing.fill {
                ink(&context, &style, fill);
                context.fill_with_path_2d_and_winding(&thing.path, CanvasWindingRule::Evenodd);
            }
            if let Some(stroke) = thing.stroke {
                context.set_stroke_style_str(style.get_property_value(stroke).ok()?.trim());
                context.set_line_width(1. / scale);
                context.stroke_with_path(&thing.path);
            }
        }
        context.set_transform(ratio, 0., 0., ratio, 0., 0.).ok()?;
        self.write_names(&context, &style, camera, own)
    }

    /// Names of regions first, then of towns, the greatest first, as many as there is room for.
    fn write_names(
        &self,
        context: &CanvasRenderingContext2d,
        style: &CssStyleDeclaration,
        camera: &Camera,
        own: &[(String, WorldPoint)],
    ) -> Option<()> {
        let font = |weight: u32| format!("{weight} {LETTERS}px system-ui, sans-serif");
        let (bold, plain) = (font(700), font(400));
        context.set_text_baseline("middle");
        let visible = camera.visible();
        let regions = own.iter().map(|(name, at)| (true, name, at));
        let towns = self.towns.iter().map(|(at, name)| (false, name, at));
        let seen = regions.chain(towns.filter(|(_, _, at)| visible.contains(**at)).take(NAMES));
        let labels = seen.enumerate().map(|(index, (is_region, name, at))| {
            context.set_font(if is_region { &bold } else { &plain });
            let width = context.measure_text(name).map_or(0., |measured| measured.width());
            Label {
                text: name.clone(),
                kind: if is_region { LabelKind::Region } else { LabelKind::Town },
                size: ScreenSize { width, height: LETTERS },
                at: camera.world_to_screen(*at),
                or_at: Vec::new(),
                gap: if is_region { 8. } else { 4. },
                seats: AROUND_A_DOT,
                priority: index as u32,
                dot: !is_region,
                faint: false,
                angle: 0.,
                key: index,
            }
        });
        let corner = ScreenPoint { x: 0., y: 0. };
        let size = camera.viewport.size;
        let within = ScreenRect { min: corner, max: ScreenPoint { x: size.width, y: size.height } };
        let colour = |name: &str| style.get_property_value(name).map(|value| value.trim().to_owned());
        context.set_stroke_style_str(&colour("--map-halo").ok()?);
        context.set_line_width(3.);
        context.set_line_join("round");
        for placed in place(labels.collect(), &[], &[], within) {
            let (at, text) = (placed.label.at, &placed.label.text);
            let is_region = placed.label.kind == LabelKind::Region;
            let ink = if is_region { "--map-label-region" } else { "--map-label" };
            context.set_fill_style_str(&colour(ink).ok()?);
            context.set_font(if is_region { &bold } else { &plain });
            if placed.label.dot {
                context.begin_path();
                context.arc(at.x, at.y, 2., 0., std::f64::consts::TAU).ok()?;
                context.fill();
            }
            let left = ScreenPoint { x: placed.rect.min.x, y: placed.rect.centre().y };
            context.stroke_text(text, left.x, left.y).ok()?;
            context.fill_text(text, left.x, left.y).ok()?;
        }
        Some(())
    }
}

impl Thing {
    fn new(lines: Vec<Line>, fill: Option<&'static str>, stroke: Option<&'static str>) -> Option<Self> {
        let bounds = WorldBounds::around(lines.iter().flatten().copied());
        let path = Path2d::new().ok().filter(|_| !bounds.is_empty())?;
        for line in &lines {
            for (index, at) in line.iter().enumerate() {
                let (x, y) = (at.x - bounds.min.x, at.y - bounds.min.y);
                if index == 0 { path.move_to(x, y) } else { path.line_to(x, y) }
            }
            if fill.is_some() {
                path.close_path();
            }
        }
        Some(Self { bounds, path, lines, fill, stroke })
    }
}

/// A position of the world's map, which is cut open at 180°.
fn on_plane([lon, lat]: [f64; 2]) -> WorldPoint {
    carto::projection::project(LonLat { lon, lat })
}

fn ink(context: &CanvasRenderingContext2d, style: &CssStyleDeclaration, name: &str) {
    let value = style.get_property_value(name).unwrap_or_default();
    context.set_fill_style_str(value.trim());
}
