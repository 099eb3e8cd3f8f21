//! Groups: regions that show through their members only, and which members a view
//! shows as one, because they stand too close together to be told apart.

use carto::{
    Camera, ScreenPoint, WorldPoint,
    collapse::{self, Member},
    hit::{self, Target},
};

use crate::{Filter, REACH, Scene};

/// The members that their groups answer for in a view.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Collapsed(Vec<(usize, usize)>);

/// The mark of a group in a view.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Badge {
    /// Where it stands: in the middle of the members that it answers for.
    pub at: WorldPoint,
    /// How many those are.
    pub count: usize,
}

impl Collapsed {
    /// The number of the group that answers for a region, if one does.
    pub fn group_of(&self, member: usize) -> Option<usize> {
        self.0.iter().find(|(child, _)| *child == member).map(|(_, parent)| *parent)
    }

    /// The numbers of the members that a group answers for.
    pub fn members(&self, group: usize) -> impl Iterator<Item = usize> {
        self.0.iter().filter(move |(_, parent)| *parent == group).map(|(child, _)| *child)
    }

    /// Whether a group's mark stands for a region: for itself, or a member under it.
    pub fn stands_for(&self, group: usize, region: Option<usize>) -> bool {
        region.is_some_and(|n| n == group || self.group_of(n) == Some(group))
    }
}

impl Scene {
    /// Whether a region shows through its members only.
    pub fn is_group(&self, number: usize) -> bool {
        let place = &self.places[number];
        place.marks.is_empty() && !place.children.is_empty()
    }

    /// Which regions stand too close to their siblings to be told apart.
    pub fn collapsed(&self, camera: &Camera, filter: &Filter) -> Collapsed {
        let everywhere = camera.visible();
        let mut pairs = Vec::new();
        let mut members = Vec::new();
        for (number, place) in self.places.iter().enumerate() {
            let Some(parent) = place.parent else { continue };
            if let Some(at) = self.anchor(number, filter, &everywhere) {
                pairs.push((number, parent));
                members.push(Member { group: parent, at: camera.world_to_screen(at) });
            }
        }
        let near = collapse::collapsed(&members, 2. * REACH);
        Collapsed(pairs.into_iter().zip(near).filter_map(|(pair, near)| near.then_some(pair)).collect())
    }

    /// The mark of a group; `None` where all of its members can be told apart, and for
    /// what is no group.
    pub fn badge(
        &self,
        group: usize,
        filter: &Filter,
        camera: &Camera,
        collapsed: &Collapsed,
    ) -> Option<Badge> {
        let window = camera.visible();
        let places = collapsed.members(group).filter_map(|member| self.anchor(member, filter, &window));
        let (x, y, found) = places.fold((0., 0., 0.), |(x, y, n), at| (x + at.x, y + at.y, n + 1.));
        let at = WorldPoint { x: x / found, y: y / found };
        (found > 0.).then(|| Badge { at, count: collapsed.members(group).count() })
    }

    /// The region under a pointer: the most specific, or the group where its
    /// members cannot be told apart.
    pub fn hit(&self, camera: &Camera, filter: &Filter, at: ScreenPoint, reach: f64) -> Option<usize> {
        let collapsed = self.collapsed(camera, filter);
        let mut targets = Vec::new();
        for (number, place) in self.places.iter().enumerate() {
            let key = collapsed.group_of(number).unwrap_or(number);
            for mark in place.marks.iter().filter(|m| m.passes(filter)) {
                targets.push(Target { key, path: mark.path.clone() });
            }
        }
        hit::hits(&targets, camera, at, reach).first().copied()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_group_answers_for_its_own_members_and_stands_for_itself() {
        let collapsed = Collapsed(vec![(1, 0), (2, 0), (5, 4)]);
        assert_eq!([1, 3, 5].map(|n| collapsed.group_of(n)), [Some(0), None, Some(4)]);
        assert_eq!(collapsed.members(0).collect::<Vec<_>>(), [1, 2]);
        let stands = [None, Some(0), Some(2), Some(3), Some(5)].map(|n| collapsed.stands_for(0, n));
        assert_eq!(stands, [false, true, true, false, false]);
    }
}
