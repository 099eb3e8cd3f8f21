//! Imports every file of some folders (the test files of other programs, say), and counts what
//! became of them: `cargo run -p exchange --example suites -- FOLDER…`. `docs/import-suites.md`
//! keeps what came out. With `-v` each file has a line.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::process::ExitCode;
use std::{env, fs, io};

use exchange::{Fate, Import, Options, Role, Thing, import};

fn main() -> io::Result<ExitCode> {
    let (mut has_panicked, mut verbose) = (false, false);
    println!("| suite | files | every feature | some | none: refused | panics |\n|---|---|---|---|---|---|");
    for folder in env::args().skip(1) {
        if folder == "-v" {
            verbose = true;
            continue;
        }
        let mut paths: Vec<PathBuf> =
            fs::read_dir(&folder)?.map(|entry| Ok(entry?.path())).collect::<io::Result<_>>()?;
        paths.retain(|path| path.is_file());
        paths.sort();
        let mut counts = [0_usize; 4];
        for path in &paths {
            let bytes = fs::read(path)?;
            let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            let options = Options { language: "en".into(), source: "suite".into(), role: Role::Base };
            let read = catch_unwind(AssertUnwindSafe(|| import(&name, &bytes, &options)));
            let (column, told) = match &read {
                Ok(Ok(read)) if is_whole(read) => (0, read.ledger.to_string()),
                Ok(Ok(read)) => (1, read.ledger.to_string()),
                Ok(Err(why)) => (2, why.to_string()),
                Err(_) => (3, "PANIC".to_owned()),
            };
            has_panicked |= column == 3;
            counts[column] += 1;
            if verbose {
                eprintln!("{} {name}\n{told}", ["every", "some", "refused", "panic"][column]);
            }
        }
        let [whole, part, none, panics] = counts;
        let suite = folder.trim_end_matches('/').rsplit('/').next().unwrap_or(&folder);
        println!("| {suite} | {} | {whole} | {part} | {none} | {panics} |", paths.len());
    }
    Ok(if has_panicked { ExitCode::FAILURE } else { ExitCode::SUCCESS })
}

/// Whether every feature of a file was read, whatever of its properties an atlas has no place
/// for.
fn is_whole(read: &Import) -> bool {
    let dropped =
        [Thing::Feature, Thing::Layer, Thing::Part].map(|thing| read.ledger.count(Fate::Dropped, thing));
    dropped == [0; 3]
}
