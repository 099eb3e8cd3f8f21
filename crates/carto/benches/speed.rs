//! What reading, simplifying, finding and drawing cost, on layers from ten
//! thousand to four million vertices. `cargo bench -p carto` takes a few
//! minutes; as a test every bench runs once, on the small layers only.

mod synthetic;

use std::{hint::black_box, time::Duration};

use carto::{
    Camera, LonLat, Path, ScreenPoint, ScreenSize, Shape, Viewport, WorldBounds, WorldPoint,
    detail::{Affine, Detail, DetailBuilder, Sink},
    hit::{Target, hits},
    parse::{parse_feature, parse_layer},
    projection::project,
    simplify::simplify_line,
    stream::Splitter,
    thinning::{Crowd, Thing, Wanted},
};
use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use synthetic::{FINEST, archipelago, coast, places, text};

/// Layers of so many vertices; the large ones not as a test.
fn sizes() -> &'static [(&'static str, usize)] {
    let all = &[("10k", 10_000), ("100k", 100_000), ("1m", 1_000_000), ("4m", 4_000_000)];
    if std::env::args().any(|arg| arg == "--bench") { all } else { &all[..1] }
}

/// How many vertices `rings` have.
fn count(rings: &[Vec<WorldPoint>]) -> usize {
    rings.iter().map(Vec::len).sum()
}

fn projecting(c: &mut Criterion) {
    let positions: Vec<LonLat> = (0..1_000)
        .map(|i| LonLat { lon: f64::from(i) / 3. - 180., lat: f64::from(i % 160) - 80.3 })
        .collect();
    let mut group = c.benchmark_group("project");
    group.throughput(Throughput::Elements(1_000));
    group.bench_function("1000 positions", |b| {
        b.iter(|| positions.iter().map(|p| project(black_box(*p)).y).sum::<f64>());
    });
    group.finish();
}

fn simplifying(c: &mut Criterion) {
    let ring = coast(15);
    let mut group = c.benchmark_group("simplify");
    group.throughput(Throughput::Elements(ring.len() as u64));
    for tolerance in [1e-9, 1e-6, 1e-4, 1e-2] {
        group.bench_with_input(BenchmarkId::from_parameter(tolerance), &tolerance, |b, tolerance| {
            b.iter(|| simplify_line(&ring, *tolerance).len());
        });
    }
    group.finish();
}

fn hitting(c: &mut Criterion) {
    let targets: Vec<Target> = archipelago(10_000)
        .into_iter()
        .enumerate()
        .map(|(key, ring)| Target { key, path: Path::new(Shape::Areas(vec![ring])) })
        .collect();
    let viewport = Viewport { size: ScreenSize { width: 1_024., height: 768. }, ..Viewport::default() };
    let camera = Camera { centre: WorldPoint { x: 0.5, y: 0.5 }, zoom: 2., viewport };
    c.bench_function("hit, 10k vertices", |b| {
        b.iter(|| hits(&targets, &camera, black_box(ScreenPoint { x: 500., y: 400. }), 12.).len());
    });
}

fn reading(c: &mut Criterion) {
    let rings = archipelago(20_000);
    let text = text(&rings);
    let mut group = c.benchmark_group("read");
    group.throughput(Throughput::Bytes(text.len() as u64));
    // As large as the network hands them over.
    let split = |each: &mut dyn FnMut(usize, &[u8])| {
        let mut splitter = Splitter::new();
        text.as_bytes().chunks(64 << 10).for_each(|chunk| splitter.push(chunk, each));
        splitter.finish().expect("a collection");
    };
    group.bench_function("split", |b| {
        b.iter(|| {
            let mut bytes = 0;
            split(&mut |_, text| bytes += text.len());
            bytes
        });
    });
    group.bench_function("split and parse", |b| {
        b.iter(|| {
            let mut features = 0;
            split(&mut |index, text| features += usize::from(parse_feature(index, text).is_ok()));
            features
        });
    });
    group.bench_function("split, parse and build", |b| {
        b.iter(|| {
            let mut builder = DetailBuilder::new(FINEST);
            split(&mut |index, text| {
                let feature = parse_feature(index, text).expect("a feature");
                builder.push(0, feature.path.shape());
            });
            builder.finish().vertices()
        });
    });
    group.bench_function("parse as one layer", |b| {
        b.iter(|| parse_layer(&text).expect("a layer").layer.features.len());
    });
    group.finish();
}

/// Counts what it is given, so that the figures are the layer's own.
#[derive(Default)]
struct Counter {
    sum: f64,
}

impl Sink for Counter {
    fn move_to(&mut self, x: f64, y: f64) {
        self.sum += x + y;
    }

    fn line_to(&mut self, x: f64, y: f64) {
        self.sum += x + y;
    }

    fn close(&mut self) {}

    fn flush(&mut self) {}
}

fn build(rings: &[Vec<WorldPoint>]) -> Detail {
    let mut builder = DetailBuilder::new(FINEST);
    for ring in rings {
        // A shape owns its rings; the copy is a few percent of the time.
        builder.push(0, &Shape::Areas(vec![ring.clone()]));
    }
    builder.finish()
}

/// A picture of 1024 × 768 pixels around `centre`, the world `pixels` across,
/// in steps of a quarter pixel.
fn picture(detail: &Detail, centre: WorldPoint, pixels: f64) -> (f64, carto::detail::Drawn) {
    let (x, y) = (512. / pixels, 384. / pixels);
    let window = WorldBounds {
        min: WorldPoint { x: centre.x - x, y: centre.y - y },
        max: WorldPoint { x: centre.x + x, y: centre.y + y },
    };
    let to = Affine { scale: pixels, x: -window.min.x * pixels, y: -window.min.y * pixels };
    let mut counter = Counter::default();
    let drawn = detail.draw(0, 0.25 / pixels, &window, to, &mut counter);
    (counter.sum, drawn)
}

fn drawing(c: &mut Criterion) {
    for (name, vertices) in sizes() {
        let rings = archipelago(*vertices);
        let given = count(&rings);
        let mut group = c.benchmark_group(format!("layer of {name}"));
        group.sample_size(10).measurement_time(Duration::from_secs(3));
        group.throughput(Throughput::Elements(given as u64));
        group.bench_function("build", |b| b.iter(|| build(&rings).vertices()));
        let detail = build(&rings);
        let bytes = detail.bytes() as f64 / given as f64;
        println!("{name}: {given} vertices, {} kept at the finest, {bytes:.1} bytes each", detail.vertices());
        // The seam of a coast, so that something is in view however close.
        let centre = rings[0][rings[0].len() / 3];
        for (view, pixels) in [("whole", 1_024.), ("region", 32_768.), ("close", 4_194_304.)] {
            let (_, drawn) = picture(&detail, centre, pixels);
            println!("{name}, {view}: {} lines, {} vertices", drawn.lines, drawn.vertices);
            group.throughput(Throughput::Elements(drawn.vertices as u64));
            group.bench_function(format!("draw {view}"), |b| {
                b.iter(|| picture(&detail, black_box(centre), pixels).0);
            });
        }
        group.finish();
    }
}

/// What a view of 1024 × 768 pixels around `centre` has room for, the world `pixels`
/// across: 300 names at most, 40 pixels apart.
fn named(crowd: &Crowd, centre: WorldPoint, pixels: f64) -> Vec<u32> {
    let (x, y) = (512. / pixels, 384. / pixels);
    let window = WorldBounds {
        min: WorldPoint { x: centre.x - x, y: centre.y - y },
        max: WorldPoint { x: centre.x + x, y: centre.y + y },
    };
    let zoom = (pixels / 256.).log2();
    crowd.greatest(&Wanted { window, zoom, apart: 40. / pixels, most: 300 }, |_| true)
}

fn thinning(c: &mut Criterion) {
    for (name, count) in sizes().iter().filter(|(_, count)| *count <= 1_000_000) {
        let things = places(*count);
        // As in a file that says nothing of ranks and zooms.
        let alike: Vec<Thing> =
            things.iter().map(|thing| Thing { rank: 3., min_zoom: 0., ..*thing }).collect();
        let mut group = c.benchmark_group(format!("{name} names"));
        group.sample_size(10).measurement_time(Duration::from_secs(3));
        group.bench_function("build", |b| b.iter(|| Crowd::new(&things).len()));
        for (how, things) in [("ranked", &things), ("alike", &alike)] {
            let crowd = Crowd::new(things);
            println!("{name}, {how}: {:.1} bytes each", crowd.bytes() as f64 / *count as f64);
            let centre = things[1].bounds.centre();
            for (view, pixels) in [("whole", 1_024.), ("region", 32_768.), ("close", 4_194_304.)] {
                println!("{name}, {how}, {view}: {} found", named(&crowd, centre, pixels).len());
                group.bench_function(format!("{how}, {view}"), |b| {
                    b.iter(|| named(&crowd, black_box(centre), pixels).len());
                });
            }
        }
        group.finish();
    }
}

criterion_group! {
    name = benches;
    config = Criterion::default()
        .warm_up_time(Duration::from_millis(500))
        .measurement_time(Duration::from_secs(2));
    targets = projecting, simplifying, hitting, reading, drawing, thinning
}
criterion_main!(benches);
