//! What a view shows of the regions, as a figure is told it by the page, or without one: the
//! rule that the page's map follows from frame to frame, at rest.

use carto::{Camera, Shape};
use protocol::{Outline, Point, Sign};
use scene::{
    Filter, Scene,
    groups::{Badge, Collapsed},
};

/// A view of the regions.
pub struct Regions<'a> {
    /// All of them.
    pub scene: &'a Scene,
    /// What of the world is seen.
    pub camera: &'a Camera,
    /// What of them may be.
    pub filter: &'a Filter,
    /// The members that their groups answer for: [`Scene::collapsed`].
    pub collapsed: &'a Collapsed,
    /// The number of the one that is chosen.
    pub selected: Option<usize>,
}

impl Regions<'_> {
    /// Land and lines, in the article's order.
    pub fn outlines(&self) -> Vec<Outline> {
        let mut outlines = Vec::new();
        for number in 0..self.scene.places.len() {
            let (is_member, is_chosen) = (self.scene.is_group(number), self.selected == Some(number));
            for mark in self.scene.marks(number) {
                if !mark.is_point() && mark.passes(self.filter) {
                    let shape = mark.path.shape().clone();
                    outlines.push(Outline { look: mark.look, shape, is_member, is_chosen });
                }
            }
        }
        outlines
    }

    /// Points that can be told apart, then the badges of groups, which say how many
    /// they stand for where that is `counted`.
    pub fn points(&self, counted: bool) -> Vec<Point> {
        let mut points = Vec::new();
        let mut badges = Vec::new();
        for (number, place) in self.scene.places.iter().enumerate() {
            let badge = self.scene.badge(number, self.filter, self.camera, self.collapsed);
            if let Some(Badge { at, count }) = badge {
                let sign = Sign::Badge(counted.then_some(count as u32));
                let is_chosen = self.collapsed.stands_for(number, self.selected);
                badges.push(Point { at: self.camera.world_to_screen(at), sign, is_chosen });
            }
            if self.collapsed.group_of(number).is_some() {
                continue;
            }
            // A group without land shows through the marks of its members.
            let is_chosen = self.selected.is_some_and(|n| n == number || place.parent == Some(n));
            for mark in &place.marks {
                if let (Shape::Points(all), true) = (mark.path.shape(), mark.passes(self.filter))
                    && let Some(at) = all.first()
                {
                    let at = self.camera.world_to_screen(*at);
                    points.push(Point { at, sign: Sign::Mark(mark.look), is_chosen });
                }
            }
        }
        points.append(&mut badges);
        points
    }
}
