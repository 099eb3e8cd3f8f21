//! What remembering and finding names cost. `cargo bench -p search` takes a minute; as a
//! test every bench runs once, on few names.

use std::{hint::black_box, time::Duration};

use criterion::{Criterion, criterion_group, criterion_main};
use search::Index;

/// What names are made of.
const SYLLABLES: [&str; 24] = [
    "ar", "ka", "sen", "ber", "lich", "dja", "van", "gu", "mi", "ros", "ta", "khan", "ouz", "el", "yeri",
    "shu", "nov", "po", "dag", "zan", "ve", "tsi", "or", "bad",
];

/// So many names, the last of two words each third time.
fn names(count: u64) -> Vec<String> {
    let mut seed = count;
    // Numbers that look random (G. Marsaglia's xorshift).
    let mut roll = move || {
        seed ^= seed << 13;
        seed ^= seed >> 7;
        seed ^= seed << 17;
        seed
    };
    let mut word = move || {
        let bits = roll() >> 11;
        (0..2 + bits % 3)
            .map(|i| SYLLABLES[(bits >> (5 * i + 2)) as usize % SYLLABLES.len()])
            .collect::<String>()
    };
    (0..count).map(|i| if i % 3 == 0 { format!("{} {}", word(), word()) } else { word() }).collect()
}

fn finding(c: &mut Criterion) {
    let sizes: &[(&str, u64)] = &[("1k", 1_000), ("100k", 100_000), ("1m", 1_000_000)];
    let is_bench = std::env::args().any(|arg| arg == "--bench");
    for (name, count) in if is_bench { sizes } else { &sizes[..1] } {
        let names = names(*count);
        let mut group = c.benchmark_group(format!("{name} names"));
        group.sample_size(10).measurement_time(Duration::from_secs(3));
        let index =
            || -> Index<usize> { names.iter().enumerate().map(|(i, name)| (i, &**name, 3)).collect() };
        group.bench_function("remember", |b| b.iter(index));
        let index = index();
        for query in ["k", "kac", "arka", "bachkend", "arkasenberlichd", "kasen ber", "zzzzzzzz"] {
            group.bench_function(format!("find {query}"), |b| {
                b.iter(|| index.find(black_box(query), 8).len());
            });
        }
        group.finish();
    }
}

criterion_group!(benches, finding);
criterion_main!(benches);
