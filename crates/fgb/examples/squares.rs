//! Writes squares in rows over a box, as `FlatGeobuf` with its index, for stories and
//! measurements: `squares OUT COUNT WEST SOUTH EAST NORTH`.

use std::{env, error::Error, fs::File, io::BufWriter};

use flatgeobuf::{ColumnType, FgbWriter, FgbWriterOptions, GeometryType};
use geozero::{ColumnValue, PropertyProcessor, geojson::GeoJson};

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = env::args().collect();
    let [_, out, count, west, south, east, north] = &*arguments else {
        return Err("squares OUT COUNT WEST SOUTH EAST NORTH".into());
    };
    let count: usize = count.parse()?;
    let (west, south, east, north): (f64, f64, f64, f64) =
        (west.parse()?, south.parse()?, east.parse()?, north.parse()?);
    let options =
        FgbWriterOptions { promote_to_multi: false, detect_type: false, ..FgbWriterOptions::default() };
    let mut writer = FgbWriter::create_with_options("squares", GeometryType::Polygon, options)?;
    let columns = [("style", ColumnType::String), ("source", ColumnType::String), ("name", ColumnType::Json)];
    for (name, kind) in columns {
        writer.add_column(name, kind, |_, _| {});
    }
    let across = (count as f64).sqrt().ceil() as usize;
    let (wide, high) = ((east - west) / across as f64, (north - south) / across as f64);
    for i in 0..count {
        let (x, y) = (west + (i % across) as f64 * wide, south + (i / across) as f64 * high);
        let (x2, y2) = (x + wide * 0.7, y + high * 0.7);
        let ring =
            format!("[{x:.7},{y:.7}],[{x2:.7},{y:.7}],[{x2:.7},{y2:.7}],[{x:.7},{y2:.7}],[{x:.7},{y:.7}]");
        let geometry = format!(r#"{{"type":"Polygon","coordinates":[[{ring}]]}}"#);
        let named = (i % 100 == 0).then(|| format!(r#"{{"fr":"Qq{i}","en":"Qq{i}"}}"#));
        writer.add_feature_geom(GeoJson(&geometry), |feature| {
            let style = ("style", ColumnValue::String("lake"));
            let source = ("source", ColumnValue::String("made-up"));
            let name = named.iter().map(|name| ("name", ColumnValue::Json(name)));
            for (column, (name, value)) in [style, source].into_iter().chain(name).enumerate() {
                feature.property(column, name, &value).expect("a column for it");
            }
        })?;
    }
    writer.write(BufWriter::new(File::create(out)?))?;
    Ok(())
}
