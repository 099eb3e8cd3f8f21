//! What a file says of itself before anything else.

use flatgeobuf::{ColumnType, GeometryType, size_prefixed_root_as_header};

use crate::tree::Tree;

/// The first bytes of a file: a name, the version's number, the name again.
const MAGIC: [u8; 7] = *b"fgb\x03fgb";
/// How long a head may be. Its columns have names and descriptions; nobody writes a
/// megabyte of them.
const LONGEST: u32 = 1 << 20;
/// The reference systems that are longitude and latitude in degrees; none said is that.
const DEGREES: [i32; 2] = [0, 4326];

/// What a file says of itself.
#[derive(Clone, Debug, PartialEq)]
pub struct Head {
    /// What its features' geometries are, where all are the same.
    pub geometry: GeometryType,
    /// The names and kinds of its properties, by their numbers.
    pub columns: Vec<(String, ColumnType)>,
    /// How many features there are.
    pub features: u64,
    /// Where the index starts, in bytes.
    pub index: u64,
    /// How many children a node of the index has.
    pub children: u16,
    /// Where the features start, in bytes.
    pub start: u64,
}

/// Why a head cannot be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum HeadError {
    /// More bytes are needed.
    #[error("the file ends in its head, which has {0} bytes")]
    Short(u64),
    /// It is another kind of file.
    #[error("starts with {0}, expected FlatGeobuf of version 3")]
    Other(String),
    /// The head is no head.
    #[error("the head is none: its tables lead nowhere")]
    Unreadable,
    /// The head would be too long.
    #[error("the head has {0} bytes, expected {LONGEST} at most")]
    Long(u32),
    /// It cannot be read by parts.
    #[error("has no spatial index, expected one: the file is to be written with it")]
    NoIndex,
    /// The index cannot be of so many features.
    #[error("an index of {features} features with {children} to a node is none")]
    Index {
        /// How many features there would be.
        features: u64,
        /// How many children each node would have.
        children: u16,
    },
    /// Its coordinates are in metres, or in something else.
    #[error("is in the reference system {0}, expected longitude and latitude in degrees (EPSG:4326)")]
    Metres(i32),
}

impl Head {
    /// Its index, of which nothing is known yet.
    pub(crate) fn tree(&self) -> Tree {
        // `read` takes no head without.
        Tree::new(self.index, self.features, self.children).unwrap_or_default()
    }

    /// Whether the file does not say how many features it has.
    pub fn says_no_count(&self) -> bool {
        self.children == 0 && self.features == 0
    }

    /// Reads a head from the first bytes of a file.
    ///
    /// # Errors
    /// It is none, or of a file that cannot be read by parts; [`HeadError::Short`] says
    /// with how many bytes it could be read.
    pub fn read(bytes: &[u8]) -> Result<Self, HeadError> {
        let head = Self::read_whole(bytes)?;
        if head.children == 0 { Err(HeadError::NoIndex) } else { Ok(head) }
    }

    /// Reads the head of a file that is there whole, and so needs no index: where it has none,
    /// [`Self::children`] is 0, and with it [`Self::features`] may be, of a file that does not say
    /// how many it has.
    ///
    /// # Errors
    /// As [`Self::read`]'s.
    pub fn read_whole(bytes: &[u8]) -> Result<Self, HeadError> {
        let Some(magic) = bytes.get(..8) else { return Err(HeadError::Short(12)) };
        // The version's last number may be any.
        if magic[..7] != MAGIC {
            return Err(HeadError::Other(magic.escape_ascii().to_string()));
        }
        let Some(length) = bytes.get(8..12) else { return Err(HeadError::Short(12)) };
        let length = u32::from_le_bytes([length[0], length[1], length[2], length[3]]);
        if length > LONGEST {
            return Err(HeadError::Long(length));
        }
        let end = 12 + length as usize;
        let Some(head) = bytes.get(8..end) else { return Err(HeadError::Short(end as u64)) };
        // What the tables' own errors say is a kilobyte of the program, and tells an editor
        // nothing.
        let head = size_prefixed_root_as_header(head).map_err(|_| HeadError::Unreadable)?;
        let crs = head.crs().map_or(0, |crs| crs.code());
        if !DEGREES.contains(&crs) {
            return Err(HeadError::Metres(crs));
        }
        let (features, children) = (head.features_count(), head.index_node_size());
        let start = if children == 0 {
            end as u64
        } else {
            Tree::new(end as u64, features, children).ok_or(HeadError::Index { features, children })?.end()
        };
        let columns = head.columns().into_iter().flatten();
        Ok(Self {
            geometry: head.geometry_type(),
            columns: columns.map(|column| (column.name().to_owned(), column.type_())).collect(),
            features,
            index: end as u64,
            children,
            start,
        })
    }
}
