use carto::{
    Feature, Layer, Plane, Shape, WorldBounds, WorldPoint,
    detail::{Affine, DetailBuilder, Sink},
    parse::{FeatureIssue, LayerError, parse_feature, parse_layer},
    sketch,
    stream::Splitter,
};
use serde_json::{Value, json};

/// A layer is the same however its bytes are cut, holds nothing that cannot be
/// drawn, and no other reader of JSON makes more of it.
pub fn layer(data: &[u8]) {
    let Some((&[cut, size], text)) = data.split_first_chunk::<2>() else { return };
    let whole = parse_layer(text);
    let cut = text.len() * usize::from(cut) / 256;
    let (head, tail) = text.split_at(cut);
    let chunks: Vec<&[u8]> = std::iter::once(head).chain(tail.chunks(usize::from(size) + 1)).collect();
    let (features, issues, end) = in_chunks(&chunks);
    match (&whole, &end) {
        (Ok(whole), Ok(())) => {
            assert_eq!(whole.issues, issues);
            assert_eq!(whole.layer.features.len(), features.len());
            for (a, b) in whole.layer.features.iter().zip(&features) {
                assert_same(a, b);
                assert_sound(a, text.len());
            }
        }
        (Err(whole), Err(end)) => assert_eq!(whole.to_string(), end.to_string()),
        (whole, end) => panic!("whole: {whole:?}, cut: {end:?}"),
    }
    other_reader(text, whole.ok().map(|l| (l.layer.features.len(), l.issues)));
}

fn in_chunks(chunks: &[&[u8]]) -> (Vec<Feature>, Vec<FeatureIssue>, Result<(), LayerError>) {
    let (mut features, mut issues) = (Vec::new(), Vec::new());
    let mut splitter = Splitter::new();
    for chunk in chunks {
        splitter.push(chunk, &mut |index, text| match parse_feature(index, text) {
            Ok(feature) => features.push(feature),
            Err(issue) => issues.push(issue),
        });
    }
    (features, issues, splitter.finish())
}

/// What `serde_json` reads as a collection with one array of features, ours
/// does; what ours reads and `serde_json` does not has a feature that is told.
fn other_reader(text: &[u8], ours: Option<(usize, Vec<FeatureIssue>)>) {
    let text = text.strip_prefix(b"\xef\xbb\xbf").unwrap_or(text);
    let read = serde_json::from_slice::<Value>(text);
    match (&read, &ours) {
        (Ok(Value::Object(members)), None) => {
            let is_collection = members.get("type").and_then(Value::as_str) == Some("FeatureCollection");
            let has_features = members.get("features").is_some_and(Value::is_array);
            let is_twice = text.windows(4).filter(|w| w == b"ures" || w[0] == b'\\').count() > 1;
            assert!(!is_collection || !has_features || is_twice, "refused: {read:?}");
        }
        (Ok(value), Some((features, issues))) => {
            let all = value["features"].as_array().map_or(0, Vec::len);
            assert_eq!(features + issues.len(), all);
        }
        (Err(why), Some((_, issues))) => {
            let is_told = issues.iter().any(|i| matches!(i, FeatureIssue::Unreadable { .. }));
            assert!(is_told || why.to_string().contains("recursion"), "not JSON: {why}");
        }
        _ => {}
    }
}

/// A feature is the same, whether it is read in one pass or by the crate
/// `geojson`: that takes over where a member's name is escaped.
pub fn feature(data: &[u8]) {
    let is_blank = |byte: &&u8| matches!(byte, b' ' | b'\n' | b'\r' | b'\t');
    let Some(at) = data.iter().position(|byte| !is_blank(&byte)) else { return };
    let after = data.get(at + 1..).unwrap_or_default();
    if data[at] != b'{' || matches!(after.iter().find(|byte| !is_blank(byte)), None | Some(b'}')) {
        return;
    }
    let uncommon = [&data[..=at], br#""\u0078":0,"#, after].concat();
    match (parse_feature(3, data), parse_feature(3, &uncommon)) {
        (Ok(quick), Ok(other)) => {
            assert_same(&quick, &other);
            assert_sound(&quick, data.len());
        }
        (Err(FeatureIssue::Unreadable { .. }), Err(FeatureIssue::Unreadable { .. })) => {}
        (Err(one), Err(other)) => assert_eq!(one, other),
        (one, other) => panic!("{one:?}, by the crate: {other:?}"),
    }
}

/// To the last bits of a position: lines are projected one after another.
fn assert_same(a: &Feature, b: &Feature) {
    assert_eq!((&a.id, &a.properties), (&b.id, &b.properties));
    let (a, b) = (a.path.shape(), b.path.shape());
    assert_eq!(std::mem::discriminant(a), std::mem::discriminant(b));
    let lengths = |shape: &Shape| match shape {
        Shape::Points(points) => vec![points.len()],
        Shape::Lines(lines) | Shape::Areas(lines) => lines.iter().map(Vec::len).collect(),
    };
    assert_eq!(lengths(a), lengths(b));
    for (a, b) in a.points().zip(b.points()) {
        assert!((a.x - b.x).abs() < 1e-15 && (a.y - b.y).abs() < 1e-12, "{a:?} {b:?}");
    }
}

/// Finite and on the world, lines of two, rings of four that close, and no more
/// than `bytes` can write.
fn assert_sound(feature: &Feature, bytes: usize) {
    let shape = feature.path.shape();
    let is_on_world = |p: WorldPoint| (0. ..=1.).contains(&p.x) && (0. ..=1.).contains(&p.y);
    assert!(shape.points().all(is_on_world), "{shape:?}");
    assert!((1..=bytes / 4).contains(&shape.points().count()));
    match shape {
        Shape::Points(_) => {}
        Shape::Lines(lines) => assert!(lines.iter().all(|line| line.len() >= 2)),
        Shape::Areas(rings) => {
            assert!(rings.iter().all(|ring| ring.len() >= 4 && ring.first() == ring.last()));
        }
    }
}

/// What crosses between page and worker: whatever path data comes, positions
/// are finite and no more than it writes; what is read is written and read back
/// the same, to the hundredth of a unit that is written.
pub fn sketch(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else { return };
    let (features, paths) = text.split_once('\n').unwrap_or((text, ""));
    let Ok(features) = serde_json::from_str::<Value>(features) else { return };
    let paths: Vec<String> = paths.lines().map(str::to_owned).collect();
    let corner = |x, y| WorldPoint { x, y };
    let plane = Plane::covering(WorldBounds { min: corner(0.25, 0.5), max: corner(0.75, 0.75) });
    let layer = sketch::read(features, &paths, &plane);
    let points = |layer: &Layer| -> Vec<WorldPoint> {
        layer.features.iter().flat_map(|f| f.path.shape().points().collect::<Vec<_>>()).collect()
    };
    let read = points(&layer);
    assert!(read.iter().all(|p| p.x.is_finite() && p.y.is_finite()), "{read:?}");
    assert!(read.len() <= data.len());
    let paths: Vec<String> = layer.features.iter().map(|f| plane.path_data(f.path.shape())).collect();
    let kinds = layer.features.iter().map(|f| match f.path.shape() {
        Shape::Points(_) => json!({ "kind": "points" }),
        Shape::Lines(_) => json!({ "kind": "lines" }),
        Shape::Areas(_) => json!({ "kind": "areas" }),
    });
    let again = sketch::read(kinds.collect(), &paths, &plane);
    let near = |a: &WorldPoint, b: &WorldPoint| {
        // What is beyond nine digits is not written.
        let is_far = (a.x.abs() + a.y.abs()) * 16_384. > 1e9;
        is_far || (a.x - b.x).hypot(a.y - b.y) * 16_384. < 0.0101
    };
    let is_far = read.iter().any(|p| (p.x.abs() + p.y.abs()) * 16_384. > 1e9);
    let is_area = layer.features.iter().any(|f| matches!(f.path.shape(), Shape::Areas(_)));
    if !is_far && !is_area {
        let back = points(&again);
        assert_eq!(read.len(), back.len());
        assert!(read.iter().zip(&back).all(|(a, b)| near(a, b)), "{read:?} {back:?}");
    }
}

/// Lines from bytes, four to a vertex, on a grid of 1/65536 of the world.
fn lines(data: &[u8]) -> Vec<Vec<WorldPoint>> {
    let number = |bytes: [u8; 2]| f64::from(u16::from_le_bytes(bytes)) / 65_536.;
    let mut lines = vec![Vec::new()];
    for &[a, b, c, d] in data.as_chunks::<4>().0 {
        if [a, b] == [0xff, 0xff] {
            lines.push(Vec::new());
        } else if let Some(line) = lines.last_mut() {
            line.push(WorldPoint { x: number([a, b]), y: number([c, d]) });
        }
    }
    lines
}

/// Every level of every line is within its error both ways, whatever the line;
/// nothing that is drawn is not finite.
pub fn detail(data: &[u8]) {
    let Some((&[kind, step], rest)) = data.split_first_chunk::<2>() else { return };
    let rest = &rest[..rest.len().min(400)];
    let mut lines = lines(rest);
    let is_area = kind & 1 == 1;
    if is_area {
        lines.retain(|line| line.len() >= 3);
        for line in &mut lines {
            let start = line[0];
            line.push(start);
        }
    }
    let finest = 1e-5 * f64::from(step % 16 + 1);
    let shape = if is_area { Shape::Areas(lines.clone()) } else { Shape::Lines(lines.clone()) };
    let mut builder = DetailBuilder::new(finest);
    builder.push(1, &shape);
    let detail = builder.finish();
    let window = WorldBounds { min: WorldPoint { x: -1., y: -1. }, max: WorldPoint { x: 3., y: 3. } };
    for level in 0..12 {
        let tolerance = finest * f64::from(1 << level);
        let mut drawing = Drawing::default();
        detail.draw(1, tolerance, &window, Affine::IDENTITY, &mut drawing);
        for line in lines.iter().filter(|line| is_seen(line, tolerance)) {
            for p in line {
                let off = drawing.0.iter().map(|drawn| off(*p, drawn)).fold(9., f64::min);
                assert!(off <= tolerance * 1.0001, "{off} at {tolerance}: {p:?}");
            }
        }
        for p in drawing.0.iter().flatten() {
            let off = lines.iter().map(|line| off(*p, line)).fold(9., f64::min);
            assert!(off <= tolerance * 1.0001, "drawn {off} off at {tolerance}: {p:?}");
        }
    }
    // A window of any kind: no panic, and nothing without bounds.
    if let [Some(a), Some(b)] = [0, 1].map(|i| lines.iter().flatten().nth(i)) {
        let window = WorldBounds::around([*a, *b]);
        let drawn = detail.draw(1, finest, &window, Affine::IDENTITY, &mut Drawing::default());
        assert!(drawn.vertices <= lines.iter().map(Vec::len).sum::<usize>() * 2);
    }
}

fn is_seen(line: &[WorldPoint], tolerance: f64) -> bool {
    let bounds = WorldBounds::around(line.iter().copied());
    line.len() >= 2 && bounds.width().max(bounds.height()) > 2. * tolerance
}

#[derive(Default)]
struct Drawing(Vec<Vec<WorldPoint>>);

impl Sink for Drawing {
    fn move_to(&mut self, x: f64, y: f64) {
        self.0.push(Vec::new());
        self.line_to(x, y);
    }

    fn line_to(&mut self, x: f64, y: f64) {
        assert!(x.is_finite() && y.is_finite());
        self.0.last_mut().expect("a line").push(WorldPoint { x, y });
    }

    fn close(&mut self) {
        let line = self.0.last_mut().expect("a line");
        line.push(line[0]);
    }

    fn flush(&mut self) {}
}

/// How far `p` is from `line`.
fn off(p: WorldPoint, line: &[WorldPoint]) -> f64 {
    let to_segment = |s: &[WorldPoint]| {
        let (dx, dy) = (s[1].x - s[0].x, s[1].y - s[0].y);
        let length2 = dx * dx + dy * dy;
        let along = (p.x - s[0].x) * dx + (p.y - s[0].y) * dy;
        let t = if length2 > 0. { (along / length2).clamp(0., 1.) } else { 0. };
        (p.x - s[0].x - t * dx).hypot(p.y - s[0].y - t * dy)
    };
    let alone = line.first().map_or(9., |q| (p.x - q.x).hypot(p.y - q.y));
    line.windows(2).map(to_segment).fold(alone, f64::min)
}
