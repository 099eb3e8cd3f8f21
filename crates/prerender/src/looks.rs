//! How the base map looks, as CSS classes made from `carto::style`. Widths that
//! follow the zoom come in steps, asked of the frame's width by container
//! queries.

use std::fmt::Write as _;

use carto::{
    Feature,
    decimal::decimal,
    style::{self, BaseStyle, Look, base_look, river_min_zoom},
    tolerance::FIRST_ZOOM,
};

use crate::frame::Frame;

/// Zooms at which widths take their next step: the closest at which the first
/// view of a large window lies, and where rivers appear.
const STEPS: [f64; 6] = [7.6, 7.9, 8.2, 8.5, 8.8, 9.2];
/// A zoom below all steps.
const LOWEST: f64 = 7.3;

/// What tells looks apart: style and rank.
#[derive(Clone, Debug, PartialEq)]
pub struct Kind {
    style: BaseStyle,
    rank: f64,
}

impl Kind {
    /// The kind of a feature; `None` where the base map shows nothing of it.
    pub fn of(feature: &Feature) -> Option<Self> {
        let style = style::base(feature)?;
        let rank = style::rank(feature).unwrap_or(3.);
        base_look(style, rank, LOWEST).map(|_| Self { style, rank })
    }

    fn look(&self, zoom: f64) -> Look {
        base_look(self.style, self.rank, zoom).unwrap_or_default()
    }

    fn is_seen(&self, zoom: f64) -> bool {
        self.style != BaseStyle::River || zoom >= river_min_zoom(self.rank)
    }

    /// Whether windows of ordinary sizes show it in their first view.
    pub fn is_first(&self) -> bool {
        self.is_seen(FIRST_ZOOM)
    }

    /// How many pens draw it, one after the other.
    pub fn pens(&self) -> usize {
        self.look(LOWEST).pens.len()
    }

    /// The class for its fill and its first pen (0), or for a further pen.
    pub fn class(&self, pen: usize) -> String {
        // The rank settles a river's width, a state's colour, and nothing else.
        let rank = if matches!(self.style, BaseStyle::River | BaseStyle::Country) {
            format!("-{}", decimal(self.rank, 2))
        } else {
            String::new()
        };
        let pen = if pen == 0 { String::new() } else { format!("-{}", pen + 1) };
        format!("look-{}{rank}{pen}", self.style.name())
    }

    fn rules(&self, zoom: f64, before: Option<f64>) -> String {
        let (look, was) = (self.look(zoom), before.map(|zoom| self.look(zoom)));
        let mut css = String::new();
        for pen in 0..look.pens.len().max(1) {
            let mut rule = String::new();
            let (line, line_was) = (look.pens.get(pen), was.as_ref().and_then(|w| w.pens.get(pen)));
            if let (0, None) = (pen, before) {
                let fill = look.fill.map_or("none".to_owned(), |ink| format!("var(--map-{})", ink.0));
                let _ = write!(rule, "fill:{fill};");
            } else if before.is_none() {
                rule.push_str("fill:none;");
            }
            if let (Some(line), None) = (line, before) {
                let _ = write!(rule, "stroke:var(--map-{});", line.ink.0);
                if !line.dash.is_empty() {
                    let dash: Vec<String> = line.dash.iter().map(|d| decimal(*d, 2)).collect();
                    let _ = write!(rule, "stroke-dasharray:{};", dash.join(" "));
                }
            }
            if let Some(line) = line.filter(|l| line_was.is_none_or(|was| was.width != l.width)) {
                let _ = write!(rule, "stroke-width:{};", decimal(line.width, 2));
            }
            let (seen, was_seen) = (self.is_seen(zoom), before.is_none_or(|zoom| self.is_seen(zoom)));
            if seen != was_seen {
                let _ = write!(rule, "display:{};", if seen { "inline" } else { "none" });
            }
            if !rule.is_empty() {
                let _ = write!(css, ".{}{{{}}}", self.class(pen), rule.trim_end_matches(';'));
            }
        }
        css
    }
}

/// The rules of `kinds`, for every width of the frame.
pub fn css(kinds: &[Kind], frame: &Frame) -> String {
    let at = |zoom: f64, before: Option<f64>| -> String {
        let mut seen: Vec<String> = Vec::new();
        for kind in kinds {
            let rules = kind.rules(zoom, before);
            if !seen.contains(&rules) {
                seen.push(rules);
            }
        }
        seen.concat()
    };
    let mut css = at(LOWEST, None);
    let mut before = LOWEST;
    for (i, step) in STEPS.iter().enumerate() {
        // The middle of a step errs least.
        let middle = STEPS.get(i + 1).map_or(*step, |next| f64::midpoint(*step, *next));
        let rules = at(middle, Some(before));
        if !rules.is_empty() {
            let _ = write!(css, "{}{{{rules}}}", frame.at_least(frame.width(*step)));
        }
        before = middle;
    }
    css
}
