//! The outlines that a region had over time, to choose from.

use atlas::PartialDate;
use carto::Shape;
use documents::DatedOutline;

use crate::Scene;

impl Scene {
    /// The shapes that a region (by id) had over time, where they are areas with
    /// names, in the order of their beginnings. `own` is the atlas's date, `now`
    /// the map's.
    pub fn dated_outlines(&self, id: &str, own: PartialDate, now: PartialDate) -> Vec<DatedOutline> {
        let Some(number) = self.number(id) else { return Vec::new() };
        let mut dated: Vec<DatedOutline> = Vec::new();
        for mark in &self.places[number].marks {
            let (Some(when), Some(name)) = (mark.when.first().copied(), mark.name.clone()) else { continue };
            if !matches!(mark.path.shape(), Shape::Areas(_)) {
                continue;
            }
            // The atlas's own date stands for the stretch that it falls in. Others
            // are seen on their last full day: the next began where they ended.
            let date = if when.contains(own) { None } else { when.start.map(PartialDate::last_day) };
            let outline = DatedOutline { name, chosen: when.contains(now), date, when };
            let at = dated.partition_point(|d| d.when.start <= when.start);
            dated.insert(at, outline);
        }
        dated
    }
}
