//! Which members of a group stand too close on screen to be told apart, so
//! that the group answers for them. What the groups are is the caller's.

use crate::geometry::ScreenPoint;

/// A member of a group, where it stands on screen.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Member {
    /// The caller's number for the group.
    pub group: usize,
    /// Its mark.
    pub at: ScreenPoint,
}

/// For each of `members`, whether another of its group is nearer than `apart`
/// CSS pixels (WCAG 2.5.8 asks for 24 between the middles of targets). O(n²):
/// meant for the few places of a story.
pub fn collapsed(members: &[Member], apart: f64) -> Vec<bool> {
    let near = |i: usize, j: usize| {
        i != j && members[i].group == members[j].group && members[i].at.distance(members[j].at) < apart
    };
    (0..members.len()).map(|i| (0..members.len()).any(|j| near(i, j))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(members: &[(usize, f64)], want: &[bool]) {
        let members: Vec<Member> =
            members.iter().map(|&(group, x)| Member { group, at: ScreenPoint { x, y: 0. } }).collect();
        assert_eq!(collapsed(&members, 24.), want);
    }

    #[test]
    fn neighbours_of_one_group_collapse_and_the_far_one_stays() {
        check(&[(1, 0.), (1, 20.), (1, 90.)], &[true, true, false]);
    }

    #[test]
    fn neighbours_of_two_groups_do_not() {
        check(&[(1, 0.), (2, 20.)], &[false, false]);
    }

    #[test]
    fn exactly_apart_is_apart() {
        check(&[(1, 0.), (1, 24.)], &[false, false]);
    }
}
