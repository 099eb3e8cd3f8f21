//! Fingers and mice to motions: a small state machine over pointer events.
//! The DOM's events are translated to it elsewhere; time comes with them.

use crate::geometry::{ScreenPoint, ScreenRect};

/// A pointer that moved less than this many CSS pixels was a click; fingers
/// tremble more than mice.
const SLOP_MOUSE: f64 = 4.;
/// See [`SLOP_MOUSE`].
const SLOP_TOUCH: f64 = 9.;
/// Only motion within so many milliseconds before release gives momentum: a
/// hand that rests longer means to stop, a slow machine reports that rarely.
const MOMENTUM_WINDOW: f64 = 140.;
/// Releases slower than this, in CSS pixels a millisecond, just stop.
const MOMENTUM_MIN: f64 = 0.15;

/// A pointer event, in the map's own coordinates.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Pointer {
    /// The browser's number for the pointer.
    pub id: i32,
    /// Where.
    pub at: ScreenPoint,
    /// When, in milliseconds of any clock.
    pub time: f64,
    /// A finger, rather than a mouse or pen.
    pub touch: bool,
    /// The key that turns a drag into a zoom box.
    pub shift: bool,
}

/// What the pointers ask for.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Motion {
    /// A hand is on the map: stop whatever moves.
    Grab,
    /// Move the picture by so many CSS pixels.
    Pan {
        /// Rightward.
        dx: f64,
        /// Downward.
        dy: f64,
    },
    /// Scale by `factor` about `anchor`.
    Zoom {
        /// The fixed point.
        anchor: ScreenPoint,
        /// 2 doubles.
        factor: f64,
    },
    /// A click or tap.
    Tap {
        /// Where.
        at: ScreenPoint,
        /// By a finger.
        touch: bool,
    },
    /// The zoom box so far.
    Box(ScreenRect),
    /// The zoom box is done: show this part; `None` where it was given up.
    BoxDone(Option<ScreenRect>),
    /// Let go in motion: glide on at so many CSS pixels a millisecond.
    Glide {
        /// Rightward.
        vx: f64,
        /// Downward.
        vy: f64,
    },
}

/// The pointers that are down, and what they are about.
#[derive(Clone, Debug, Default)]
pub struct Gestures {
    down: Vec<Pointer>,
    mode: Mode,
    /// Recent positions of a lone dragging pointer.
    trail: Vec<Pointer>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq)]
enum Mode {
    #[default]
    Idle,
    /// Down, not yet beyond the slop.
    Pressed(Pointer),
    /// A zoom box from here.
    Boxing(ScreenPoint),
    Dragging,
    Pinching,
}

impl Gestures {
    /// Whether a hand moves the map now.
    pub fn is_moving(&self) -> bool {
        matches!(self.mode, Mode::Dragging | Mode::Pinching | Mode::Boxing(_))
    }

    /// A pointer goes down.
    pub fn down(&mut self, p: Pointer) -> Vec<Motion> {
        self.down.retain(|known| known.id != p.id);
        self.down.push(p);
        self.trail = vec![p];
        let was_boxing = matches!(self.mode, Mode::Boxing(_));
        self.mode = match self.down.len() {
            1 if p.shift => Mode::Boxing(p.at),
            1 => Mode::Pressed(p),
            _ => Mode::Pinching,
        };
        if was_boxing { vec![Motion::Grab, Motion::BoxDone(None)] } else { vec![Motion::Grab] }
    }

    /// A pointer moves; those that are not down are ignored.
    pub fn moved(&mut self, p: Pointer) -> Vec<Motion> {
        let Some(index) = self.down.iter().position(|known| known.id == p.id) else { return Vec::new() };
        let before = self.down[index];
        match self.mode {
            Mode::Idle => Vec::new(),
            Mode::Pressed(start) => {
                if p.at.distance(start.at) < slop(p) {
                    return Vec::new();
                }
                self.mode = Mode::Dragging;
                self.drag(index, start, p)
            }
            Mode::Dragging => self.drag(index, before, p),
            Mode::Boxing(from) => {
                self.down[index] = p;
                vec![Motion::Box(ScreenRect::spanned(from, p.at))]
            }
            Mode::Pinching => {
                let (middle, spread) = self.pinch();
                self.down[index] = p;
                let (now, spread_now) = self.pinch();
                let mut motions = vec![Motion::Pan { dx: now.x - middle.x, dy: now.y - middle.y }];
                if spread > 1. && spread_now > 1. {
                    motions.push(Motion::Zoom { anchor: now, factor: spread_now / spread });
                }
                motions
            }
        }
    }

    /// A pointer goes up.
    pub fn up(&mut self, p: Pointer) -> Vec<Motion> {
        let known = self.down.len();
        self.down.retain(|other| other.id != p.id);
        if self.down.len() == known {
            return Vec::new();
        }
        let mode = std::mem::take(&mut self.mode);
        if let [left] = self.down[..] {
            // One finger of a pinch stays: it goes on as a drag.
            self.mode = Mode::Dragging;
            self.trail = vec![left];
            return Vec::new();
        }
        match mode {
            Mode::Pressed(start) if p.at.distance(start.at) < slop(p) => {
                vec![Motion::Tap { at: start.at, touch: p.touch }]
            }
            // A slow machine may tell of no move between: a drag all the same.
            Mode::Pressed(start) => vec![Motion::Pan { dx: p.at.x - start.at.x, dy: p.at.y - start.at.y }],
            Mode::Boxing(from) => {
                let rect = ScreenRect::spanned(from, p.at);
                let large = rect.width().max(rect.height()) >= 2. * SLOP_TOUCH;
                vec![Motion::BoxDone(large.then_some(rect))]
            }
            Mode::Dragging => self.glide(p).into_iter().collect(),
            Mode::Idle | Mode::Pinching => Vec::new(),
        }
    }

    /// The browser took the pointer away: nothing was clicked.
    pub fn cancel(&mut self, id: i32) -> Vec<Motion> {
        self.down.retain(|known| known.id != id);
        let was_boxing = matches!(self.mode, Mode::Boxing(_));
        self.mode = if self.down.is_empty() { Mode::Idle } else { Mode::Dragging };
        if was_boxing { vec![Motion::BoxDone(None)] } else { Vec::new() }
    }

    fn drag(&mut self, index: usize, before: Pointer, p: Pointer) -> Vec<Motion> {
        self.down[index] = p;
        self.trail.retain(|old| p.time - old.time <= MOMENTUM_WINDOW);
        self.trail.push(p);
        vec![Motion::Pan { dx: p.at.x - before.at.x, dy: p.at.y - before.at.y }]
    }

    fn glide(&self, p: Pointer) -> Option<Motion> {
        let first = self.trail.iter().find(|old| p.time - old.time <= MOMENTUM_WINDOW)?;
        let elapsed = p.time - first.time;
        if elapsed <= 0. {
            return None;
        }
        let (vx, vy) = ((p.at.x - first.at.x) / elapsed, (p.at.y - first.at.y) / elapsed);
        (vx.hypot(vy) >= MOMENTUM_MIN).then_some(Motion::Glide { vx, vy })
    }

    /// Middle of the first two pointers, and their distance.
    fn pinch(&self) -> (ScreenPoint, f64) {
        match self.down[..] {
            [a, b, ..] => (ScreenRect::spanned(a.at, b.at).centre(), a.at.distance(b.at)),
            [a] => (a.at, 0.),
            [] => (ScreenPoint::default(), 0.),
        }
    }
}

fn slop(p: Pointer) -> f64 {
    if p.touch { SLOP_TOUCH } else { SLOP_MOUSE }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(x: f64, time: f64) -> Pointer {
        Pointer { id: 1, at: ScreenPoint { x, y: 0. }, time, touch: false, shift: false }
    }

    fn finger(id: i32, x: f64, time: f64) -> Pointer {
        Pointer { id, touch: true, ..at(x, time) }
    }

    #[test]
    fn down_and_up_is_a_tap_where_it_went_down() {
        let mut g = Gestures::default();
        g.down(at(10., 0.));
        assert_eq!(g.moved(at(12., 5.)), []);
        assert_eq!(g.up(at(12., 9.)), [Motion::Tap { at: ScreenPoint { x: 10., y: 0. }, touch: false }]);
    }

    #[test]
    fn a_drag_is_never_a_tap_even_back_at_its_start() {
        let mut g = Gestures::default();
        g.down(at(10., 0.));
        assert_eq!(g.moved(at(30., 10.)), [Motion::Pan { dx: 20., dy: 0. }]);
        assert_eq!(g.moved(at(10., 20.)), [Motion::Pan { dx: -20., dy: 0. }]);
        let motions = g.up(at(10., 400.));
        assert_eq!(motions, []);
    }

    #[test]
    fn a_release_far_away_is_a_drag_though_no_move_was_told() {
        let mut g = Gestures::default();
        g.down(at(10., 0.));
        assert_eq!(g.up(at(60., 50.)), [Motion::Pan { dx: 50., dy: 0. }]);
    }

    #[test]
    fn letting_go_in_motion_glides() {
        let mut g = Gestures::default();
        g.down(at(0., 0.));
        g.moved(at(20., 20.));
        g.moved(at(40., 40.));
        assert_eq!(g.up(at(40., 40.)), [Motion::Glide { vx: 1., vy: 0. }]);
    }

    #[test]
    fn a_rest_before_letting_go_does_not() {
        let mut g = Gestures::default();
        g.down(at(0., 0.));
        g.moved(at(40., 40.));
        assert_eq!(g.up(at(40., 300.)), []);
    }

    #[test]
    fn two_fingers_apart_zoom_about_their_middle() {
        let mut g = Gestures::default();
        g.down(finger(1, 0., 0.));
        g.down(finger(2, 100., 0.));
        let motions = g.moved(finger(2, 200., 10.));
        let anchor = ScreenPoint { x: 100., y: 0. };
        assert_eq!(motions, [Motion::Pan { dx: 50., dy: 0. }, Motion::Zoom { anchor, factor: 2. }]);
    }

    #[test]
    fn a_pinch_that_loses_a_finger_drags_on_and_taps_nothing() {
        let mut g = Gestures::default();
        g.down(finger(1, 0., 0.));
        g.down(finger(2, 100., 0.));
        assert_eq!(g.up(finger(2, 100., 10.)), []);
        assert_eq!(g.moved(finger(1, 5., 20.)), [Motion::Pan { dx: 5., dy: 0. }]);
        assert_eq!(g.up(finger(1, 5., 500.)), []);
    }

    #[test]
    fn shift_draws_a_box_and_a_tiny_one_is_given_up() {
        let mut g = Gestures::default();
        g.down(Pointer { shift: true, ..at(10., 0.) });
        let rect = ScreenRect::spanned(ScreenPoint { x: 10., y: 0. }, ScreenPoint { x: 60., y: 0. });
        assert_eq!(g.moved(at(60., 10.)), [Motion::Box(rect)]);
        assert_eq!(g.up(at(60., 20.)), [Motion::BoxDone(Some(rect))]);
        g.down(Pointer { shift: true, ..at(10., 0.) });
        assert_eq!(g.up(at(13., 20.)), [Motion::BoxDone(None)]);
    }

    #[test]
    fn a_pointer_that_never_went_down_is_ignored() {
        let mut g = Gestures::default();
        assert_eq!(g.moved(at(5., 0.)), []);
        assert_eq!(g.up(at(5., 0.)), []);
    }

    #[test]
    fn a_cancelled_pointer_clicks_nothing() {
        let mut g = Gestures::default();
        g.down(at(5., 0.));
        g.cancel(1);
        assert_eq!(g.up(at(5., 1.)), []);
    }
}
