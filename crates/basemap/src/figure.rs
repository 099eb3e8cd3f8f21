//! A figure of the view, from what the page sends and the lines that the worker
//! holds. How it is composed is the crate `figure`'s.

use carto::{ScreenSize, paint::Lettering, svg::Svg};
use figure::{Figure, Foot, Row, Scale, compose};
use protocol::{Dot, Name};

use crate::{
    layers::Layers,
    picture::{self, View},
};

/// The figure's text; `None` for a view of nothing.
pub fn figure(layers: &Layers, wanted: protocol::Figure) -> Option<String> {
    let view = View::new(&wanted.view)?;
    let size = wanted.view.size;
    let rows = wanted.legend.into_iter().map(|row| Row { swatch: row.swatch, text: row.text });
    let made = compose(&Figure {
        size,
        lang: wanted.lang,
        css: wanted.css,
        basemap: picture::figure(layers, &wanted.order, &view),
        scene: wanted.regions,
        labels: labels(size, &wanted.dots, &wanted.names),
        scale: Some(Scale { width: wanted.scale.width, text: wanted.scale.text }),
        foot: Foot {
            title: wanted.title,
            as_of: wanted.as_of,
            defs: wanted.hatchings,
            legend: rows.collect(),
            credits: wanted.credits,
            disclaimer: wanted.disclaimer,
        },
    });
    for part in made.left_out {
        web_sys::console::warn_1(&format!("not in the figure: {part:?}").into());
    }
    Some(made.svg)
}

/// Dots and names as SVG.
fn labels(size: ScreenSize, dots: &[Dot], names: &[Name]) -> String {
    let mut svg = Svg::new(size);
    for Dot { kind, at } in dots {
        svg.dot(*at, *kind);
    }
    for Name { kind, centre, angle, text } in names {
        svg.text(text, *kind, *centre, *angle);
    }
    svg.finish()
}
