//! A figure of the view, from what the page sends and the lines that the worker
//! holds. How it is composed is the crate `figure`'s.

use carto::{ScreenPoint, ScreenSize, paint::Lettering, style::LabelKind, svg::Svg};
use figure::{Figure, Foot, Row, Scale, compose};
use js_sys::Array;
use wasm_bindgen::JsCast;

use crate::{
    layers::Layers,
    picture::{self, View},
    wire::Message,
};

/// The figure's text for a message of: what in which order, the view, texts
/// (language, style sheet, regions, title, date, hatchings, credits, disclaimer,
/// the scale's length), the scale's width, swatches and meanings in turn, dots,
/// names.
pub fn figure(layers: &Layers, message: &Message) -> Option<String> {
    let numbers = message.numbers(2);
    let view = View::from_numbers(&numbers)?;
    let size = ScreenSize { width: *numbers.get(3)?, height: *numbers.get(4)? };
    let texts = message.texts(3);
    let text = |at: usize| texts.get(at).cloned().unwrap_or_default();
    let legend = message.texts(5);
    let rows = legend.chunks_exact(2).map(|row| Row { swatch: row[0].clone(), text: row[1].clone() });
    let made = compose(&Figure {
        size,
        lang: text(0),
        css: text(1),
        ground: picture::figure(layers, &message.texts(1), &view),
        story: text(2),
        labels: labels(size, &message.list(6), &message.list(7)),
        scale: message.number(4).map(|width| Scale { width, text: text(8) }),
        foot: Foot {
            title: text(3),
            as_of: text(4),
            defs: text(5),
            legend: rows.collect(),
            credits: text(6),
            disclaimer: text(7),
        },
    });
    for part in made.left_out {
        web_sys::console::warn_1(&format!("not in the figure: {part:?}").into());
    }
    Some(made.svg)
}

/// Dots (kind, x, y) and names (kind, x, y, angle, text) as SVG.
fn labels(size: ScreenSize, dots: &Array, names: &Array) -> String {
    let mut svg = Svg::new(size);
    let each = |list: &Array, svg: &mut Svg, write: fn(&mut Svg, LabelKind, ScreenPoint, &Array)| {
        for item in list.iter() {
            let item: Array = item.unchecked_into();
            let number = |at: u32| item.get(at).as_f64().unwrap_or_default();
            let Some(kind) = LabelKind::ALL.get(number(0) as usize) else { continue };
            write(svg, *kind, ScreenPoint { x: number(1), y: number(2) }, &item);
        }
    };
    each(dots, &mut svg, |svg, kind, at, _| svg.dot(at, kind));
    each(names, &mut svg, |svg, kind, at, item| {
        let angle = item.get(3).as_f64().unwrap_or_default();
        svg.text(&item.get(4).as_string().unwrap_or_default(), kind, at, angle);
    });
    svg.finish()
}
