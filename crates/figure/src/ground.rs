//! The base map under a figure: which of its lines are seen, and how they look. The
//! worker's pictures have the same. Which layers there are is [`crate::layers`]'s.

use atlas::{Interval, PartialDate};
use carto::{
    WorldBounds, WorldPoint,
    decimal::decimal,
    detail::Affine,
    number::limited,
    style::{BaseStyle, Look, base_look, river_min_zoom},
    tolerance,
};
use documents::doc::Node;
use protocol::{Order, Subject};

use crate::{
    layers::{Kind, Layers},
    lines::Lines,
};

/// No pen is wider, in CSS pixels.
const WIDEST: f64 = 12.;

/// What a picture shows, and how large, in device pixels.
#[derive(Clone, Copy, Debug)]
pub struct View {
    /// The world position at its top left.
    pub corner: WorldPoint,
    /// Device pixels per world unit.
    pub scale: f64,
    /// Device pixels across and down.
    pub size: (u32, u32),
    /// Device pixels per CSS pixel.
    pub ratio: f64,
    /// The camera's zoom, by which lines have their widths.
    pub zoom: f64,
}

impl View {
    /// A view as the page sends it; `None` where it shows nothing.
    pub fn new(view: &protocol::View) -> Option<Self> {
        let &protocol::View { corner, scale, size, ratio, zoom } = view;
        let size = ((size.width * ratio).round() as u32, (size.height * ratio).round() as u32);
        let drawable = size.0 > 0 && size.1 > 0 && scale > 0.;
        drawable.then_some(Self { corner, scale: scale * ratio, size, ratio, zoom })
    }

    /// What the picture shows of the world, and half the widest pen around it.
    pub fn window(&self) -> WorldBounds {
        let pen = WIDEST / 2. * self.ratio / self.scale;
        let (width, height) = (f64::from(self.size.0) / self.scale, f64::from(self.size.1) / self.scale);
        let WorldPoint { x, y } = self.corner;
        WorldBounds {
            min: WorldPoint { x: x - pen, y: y - pen },
            max: WorldPoint { x: x + width + pen, y: y + height + pen },
        }
    }

    /// From the world to device pixels.
    pub fn to_pixels(&self) -> Affine {
        Affine::with_corner(self.corner, self.scale)
    }
}

/// The layers in `order` as elements of SVG, in CSS pixels from the view's top left,
/// inks by name: what the worker paints, without the relief.
pub fn ground(layers: &Layers, order: &Order, view: &View) -> Vec<Node> {
    let scale = view.scale / view.ratio;
    let to_pixels = Affine::with_corner(view.corner, scale);
    let mut elements = Vec::new();
    let drawn = order.subjects.iter().filter_map(|subject| match subject {
        Subject::Layer(id) => layers.get(id),
        Subject::Relief => None,
    });
    for layer in drawn {
        let detail = layer.detail();
        for key in detail.keys() {
            let kind = layer.kinds.get(usize::from(key));
            let Some((look, opacity)) = kind.and_then(|kind| look(kind, order.as_of, view.zoom)) else {
                continue;
            };
            let mut lines = Lines::default();
            detail.draw(key, tolerance::ON_PAPER / scale, &view.window(), to_pixels, &mut lines);
            let fade =
                |node: Node| if opacity < 1. { node.attr("opacity", &decimal(opacity, 2)) } else { node };
            elements.extend(lines.elements(&look).into_iter().map(fade));
        }
    }
    elements
}

/// How features of a kind look, and their opacity; `None` where nothing of them is
/// seen.
pub fn look(kind: &Kind, as_of: Option<PartialDate>, zoom: f64) -> Option<(Look, f64)> {
    let Kind { style, rank, ref when, max_zoom } = *kind;
    let too_small = style == BaseStyle::River && zoom < river_min_zoom(rank);
    let is_true = as_of.is_none_or(|date| Interval::hold(when, date));
    // They fade over the last step of zoom.
    let opacity = max_zoom.map_or(1., |max| limited(max - zoom, 0., 1.));
    if too_small || !is_true || opacity == 0. {
        return None;
    }
    Some((base_look(style, rank, zoom)?, opacity))
}

#[cfg(test)]
mod tests {
    use carto::{ScreenSize, parse::parse_feature};

    use super::*;
    use crate::layers::Painted;

    /// A view of the world's middle, 64 pixels high, in which a pixel is 1/256 of the world.
    fn view(width: f64) -> Option<View> {
        let corner = 0.5 - 32. / 256.;
        let size = ScreenSize { width, height: 64. };
        let corner = WorldPoint { x: corner, y: corner };
        View::new(&protocol::View { corner, scale: 256., size, ratio: 1., zoom: 0. })
    }

    #[test]
    fn what_fades_is_half_there_half_a_step_before_it_is_gone() {
        let style: BaseStyle = "lake".parse().unwrap();
        let kind = Kind { style, rank: 1., when: Vec::new(), max_zoom: Some(11.) };
        let opacity = |zoom| look(&kind, None, zoom).map(|(_, opacity)| opacity);
        assert_eq!([9., 10.5, 11., 12.].map(opacity), [Some(1.), Some(0.5), None, None]);
    }

    #[test]
    fn a_view_of_nothing_is_none() {
        assert!(view(64.).is_some());
        assert!(view(0.).is_none());
        assert!(view(f64::NAN).is_none());
    }

    #[test]
    fn layers_are_drawn_in_their_order_and_others_are_not() {
        let (mut layers, names) = (Layers::default(), ["a", "b", "c"]);
        for (id, style) in names.into_iter().zip(["country", "lake", "lake"]) {
            let ring = "[[-9,-9],[9,-9],[9,9],[-9,9],[-9,-9]]";
            let text = format!(
                r#"{{"type":"Feature","properties":{{"style":"{style}"}},"geometry":{{"type":"Polygon","coordinates":[{ring}]}}}}"#
            );
            let mut painted = Painted::default();
            painted.push(&parse_feature(0, text.as_bytes()).expect("a square"));
            layers.insert(id.to_owned(), painted.finished());
        }
        let subjects = vec![Subject::Layer("b".to_owned()), Subject::Relief, Subject::Layer("a".to_owned())];
        let order = Order { subjects, as_of: None };
        let drawn = ground(&layers, &order, &view(64.).unwrap());
        let fills = drawn.iter().map(|node| {
            let html = node.to_html();
            html.split_once("fill=\"").map(|(_, rest)| rest[..rest.find('"').unwrap()].to_owned()).unwrap()
        });
        assert_eq!(fills.collect::<Vec<_>>(), ["var(--map-water)", "var(--map-land)"]);
    }
}
