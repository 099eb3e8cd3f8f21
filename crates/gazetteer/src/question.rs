//! What can be asked on a walk over the map.

use carto::WorldPoint;

/// One of the eight winds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "each is its own name")]
pub enum Wind {
    North,
    NorthEast,
    East,
    SouthEast,
    South,
    SouthWest,
    West,
    NorthWest,
}

impl Wind {
    /// All, clockwise from north: each is an eighth of a turn from the one before.
    pub const ALL: [Self; 8] = [
        Self::North,
        Self::NorthEast,
        Self::East,
        Self::SouthEast,
        Self::South,
        Self::SouthWest,
        Self::West,
        Self::NorthWest,
    ];

    /// Eighths of a turn clockwise from north.
    pub fn eighths(self) -> usize {
        self as usize
    }
}

/// Where a reader stands.
#[derive(Clone, Debug, PartialEq)]
pub enum Spot {
    /// At a region, by id.
    Region(String),
    /// At a position of the world.
    Position(WorldPoint),
}

/// What can be asked of the land.
#[derive(Clone, Debug, PartialEq)]
pub enum Question {
    /// Which region is the nearest on this side?
    Towards {
        /// From where.
        from: Spot,
        /// On which side.
        wind: Wind,
    },
    /// What lies between two regions?
    Between {
        /// The one, by id.
        one: String,
        /// The other.
        other: String,
    },
    /// Where is this?
    Here {
        /// Where one stands.
        at: Spot,
    },
    /// What is in view?
    InView {
        /// The view's north-west corner.
        min: WorldPoint,
        /// Its south-east corner.
        max: WorldPoint,
    },
    /// What is a region part of?
    Around {
        /// Its id.
        region: String,
    },
    /// What does a region hold?
    Within {
        /// Its id.
        region: String,
    },
}
