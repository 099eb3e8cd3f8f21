//! The formats, by name.

/// As what an atlas is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// A collection of features (RFC 7946), each with the claims about its region.
    GeoJson,
    /// A line a region and claim (RFC 4180), for spreadsheets.
    Csv,
    /// A collection of W3C Web Annotations: an excerpt of the article each.
    Annotations,
    /// A gazetteer in the Linked Places format.
    LinkedPlaces,
    /// KML 2.2, for Google Earth and My Maps.
    Kml,
}

impl Format {
    /// All, in the order in which they are told.
    pub const ALL: [Self; 5] = [Self::GeoJson, Self::Csv, Self::Annotations, Self::LinkedPlaces, Self::Kml];

    /// As it is typed.
    pub fn name(self) -> &'static str {
        match self {
            Self::GeoJson => "geojson",
            Self::Csv => "csv",
            Self::Annotations => "annotations",
            Self::LinkedPlaces => "linked-places",
            Self::Kml => "kml",
        }
    }

    /// How a file in it usually ends, without the dot.
    pub fn ending(self) -> &'static str {
        match self {
            Self::GeoJson => "geojson",
            Self::Csv => "csv",
            Self::Annotations => "annotations.jsonld",
            Self::LinkedPlaces => "places.jsonld",
            Self::Kml => "kml",
        }
    }
}
