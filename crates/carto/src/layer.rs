//! Layers: ordered features in world units, with their attributes as read.
//! What the attributes mean is the caller's affair.

use std::sync::{
    Arc,
    atomic::{AtomicU32, Ordering},
};

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::geometry::{WorldBounds, WorldPoint};

/// A line or ring in world units; a ring ends where it starts.
pub type Line = Vec<WorldPoint>;

/// What a feature looks like, whatever its single or multiple parts.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Shape {
    /// Positions.
    Points(Vec<WorldPoint>),
    /// Open lines.
    Lines(Vec<Line>),
    /// Rings, exteriors and holes alike: filled even-odd.
    Areas(Vec<Line>),
}

impl Shape {
    /// Every vertex.
    pub fn points(&self) -> impl Iterator<Item = WorldPoint> + '_ {
        let (points, lines): (&[WorldPoint], &[Line]) = match self {
            Self::Points(points) => (points, &[]),
            Self::Lines(lines) | Self::Areas(lines) => (&[], lines),
        };
        points.iter().chain(lines.iter().flatten()).copied()
    }
}

/// A shape with its bounds and an identity that a surface may cache by.
#[derive(Clone, Debug)]
pub struct Path {
    id: u32,
    bounds: WorldBounds,
    shape: Arc<Shape>,
}

impl Path {
    /// Wraps `shape`; every call gives a path of its own identity.
    pub fn new(shape: Shape) -> Self {
        static NEXT: AtomicU32 = AtomicU32::new(0);
        let bounds = WorldBounds::around(shape.points());
        Self { id: NEXT.fetch_add(1, Ordering::Relaxed), bounds, shape: Arc::new(shape) }
    }

    /// The same number for clones of one path, another for every other.
    pub fn id(&self) -> u32 {
        self.id
    }

    /// The box around all vertices.
    pub fn bounds(&self) -> &WorldBounds {
        &self.bounds
    }

    /// The vertices.
    pub fn shape(&self) -> &Shape {
        &self.shape
    }
}

/// A GeoJSON feature.
#[derive(Clone, Debug)]
pub struct Feature {
    /// Its GeoJSON id, numbers written out; unique in a well-made file.
    pub id: Option<String>,
    /// Its GeoJSON properties.
    pub properties: Map<String, Value>,
    /// Its geometry.
    pub path: Path,
}

impl Feature {
    /// A property that is a string.
    pub fn text(&self, key: &str) -> Option<&str> {
        self.properties.get(key)?.as_str()
    }

    /// A property that is a number.
    pub fn number(&self, key: &str) -> Option<f64> {
        self.properties.get(key)?.as_f64()
    }
}

/// Features of one theme, first drawn first.
#[derive(Clone, Debug, Default)]
pub struct Layer {
    /// In drawing order.
    pub features: Vec<Feature>,
}
