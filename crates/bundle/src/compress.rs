//! Compressed copies, so that a server need not compress at every answer.

use std::fmt::Write as _;
use std::fs;
use std::io::{Cursor, Read as _, Write as _};
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::thread;

use anyhow::{Context, Result};
use brotli::enc::BrotliEncoderParams;
use brotli::enc::backward_references::BrotliEncoderMode;
use flate2::Compression;
use flate2::read::GzDecoder;
use flate2::write::GzEncoder;

/// What gets smaller. Images are compressed already.
const EXTENSIONS: [&str; 11] =
    ["css", "geojson", "html", "js", "json", "md", "svg", "tsv", "txt", "wasm", "webmanifest"];

/// One file of the bundle, in bytes.
#[derive(Debug, PartialEq)]
pub struct Sizes {
    /// Relative to the bundle.
    pub name: String,
    /// As it is.
    pub raw: u64,
    /// `None` where no copy was written.
    pub gzip: Option<u64>,
    /// `None` where no copy was written.
    pub brotli: Option<u64>,
}

/// Writes a `.br` and a `.gz` beside each file that gets smaller by it, on all
/// cores. Answers every file, by name.
///
/// # Errors
/// A file cannot be read or written.
pub fn folder(dir: &Path) -> Result<Vec<Sizes>> {
    let mut files = Vec::new();
    list(dir, &mut files)?;
    // The largest take longest: first in, so that no core is left with one.
    files.sort_by_key(|(_, size)| *size);
    let queue = Mutex::new(files);
    let done = Mutex::new(Vec::new());
    let cores = thread::available_parallelism().map_or(1, usize::from);
    thread::scope(|scope| {
        let workers: Vec<_> = (0..cores).map(|_| scope.spawn(|| work(dir, &queue, &done))).collect();
        workers.into_iter().try_for_each(|worker| worker.join().unwrap_or_else(|_| Ok(())))
    })?;
    let mut sizes = done.into_inner().unwrap_or_default();
    sizes.sort_by(|a: &Sizes, b| a.name.cmp(&b.name));
    Ok(sizes)
}

fn work(dir: &Path, queue: &Mutex<Vec<(PathBuf, u64)>>, done: &Mutex<Vec<Sizes>>) -> Result<()> {
    loop {
        let Some((path, _)) = queue.lock().ok().and_then(|mut files| files.pop()) else {
            return Ok(());
        };
        let sizes = file(dir, &path).with_context(|| format!("compressing {}", path.display()))?;
        if let Ok(mut done) = done.lock() {
            done.push(sizes);
        }
    }
}

/// The name of every file of a bundle, relative to it and sorted; no copies.
///
/// # Errors
/// A folder cannot be read.
pub fn names(dir: &Path) -> Result<Vec<String>> {
    let mut files = Vec::new();
    list(dir, &mut files)?;
    let name = |path: &Path| path.strip_prefix(dir).unwrap_or(path).to_string_lossy().into_owned();
    let mut names: Vec<String> = files.iter().map(|(path, _)| name(path)).collect();
    names.sort();
    Ok(names)
}

/// Every file under `dir`, with its size, but earlier copies.
fn list(dir: &Path, files: &mut Vec<(PathBuf, u64)>) -> Result<()> {
    let entries = fs::read_dir(dir).with_context(|| format!("{} cannot be read", dir.display()))?;
    for entry in entries {
        let entry = entry?;
        let path = entry.path();
        let meta = entry.metadata()?;
        if meta.is_dir() {
            list(&path, files)?;
        } else if !path.extension().is_some_and(|end| end == "br" || end == "gz") {
            files.push((path, meta.len()));
        }
    }
    Ok(())
}

fn file(dir: &Path, path: &Path) -> Result<Sizes> {
    let bytes = fs::read(path)?;
    let mut sizes = Sizes {
        name: path.strip_prefix(dir).unwrap_or(path).to_string_lossy().into_owned(),
        raw: bytes.len() as u64,
        gzip: None,
        brotli: None,
    };
    let compressible =
        path.extension().and_then(|end| end.to_str()).is_some_and(|end| EXTENSIONS.contains(&end));
    if compressible {
        sizes.gzip = keep(path, "gz", &bytes, is_gzip_of, gzip)?;
        sizes.brotli = keep(path, "br", &bytes, is_brotli_of, brotli)?;
    }
    Ok(sizes)
}

/// Writes the copy where it is smaller. One that is there and says the same stays: to
/// make that of a program takes half a minute.
fn keep(
    path: &Path,
    end: &str,
    raw: &[u8],
    is_of: fn(&[u8], &[u8]) -> bool,
    small: fn(&[u8]) -> Result<Vec<u8>>,
) -> Result<Option<u64>> {
    let copy = copy(path, end);
    if let Some(known) = fs::read(&copy).ok().filter(|known| known.len() < raw.len() && is_of(known, raw)) {
        return Ok(Some(known.len() as u64));
    }
    let small = small(raw)?;
    if small.len() >= raw.len() {
        return Ok(None);
    }
    fs::write(copy, &small)?;
    Ok(Some(small.len() as u64))
}

fn is_gzip_of(small: &[u8], raw: &[u8]) -> bool {
    let mut back = Vec::new();
    GzDecoder::new(small).take(raw.len() as u64 + 1).read_to_end(&mut back).is_ok() && back == raw
}

fn is_brotli_of(small: &[u8], raw: &[u8]) -> bool {
    let mut back = Vec::new();
    let read = brotli::Decompressor::new(small, 4096).take(raw.len() as u64 + 1).read_to_end(&mut back);
    read.is_ok() && back == raw
}

/// Where a file's copy is.
fn copy(path: &Path, end: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(".");
    name.push(end);
    name.into()
}

fn gzip(bytes: &[u8]) -> Result<Vec<u8>> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(bytes)?;
    Ok(encoder.finish()?)
}

/// Larger than any program of a reader: what authors load is made small once, and not to
/// the last byte, which would take minutes.
const LARGE: usize = 1_200_000;

/// The smallest of a few: which size of block (a power of two; 0 leaves it to the encoder) and
/// which model of what follows what fit a file best cannot be told before. Half a per cent.
fn brotli(bytes: &[u8]) -> Result<Vec<u8>> {
    use BrotliEncoderMode::{BROTLI_FORCE_MSB_PRIOR, BROTLI_MODE_FONT, BROTLI_MODE_GENERIC};
    const WAYS: [(i32, BrotliEncoderMode); 5] = [
        (0, BROTLI_MODE_GENERIC),
        (16, BROTLI_MODE_GENERIC),
        (16, BROTLI_MODE_FONT),
        (17, BROTLI_MODE_FONT),
        (0, BROTLI_FORCE_MSB_PRIOR),
    ];
    if bytes.len() > LARGE {
        return brotli_with(bytes, 9, 0, BROTLI_MODE_GENERIC);
    }
    let mut smallest: Option<Vec<u8>> = None;
    for (lgblock, mode) in WAYS {
        let out = brotli_with(bytes, 11, lgblock, mode)?;
        if smallest.as_ref().is_none_or(|known| out.len() < known.len()) {
            smallest = Some(out);
        }
    }
    smallest.context("no copy was made")
}

/// About as much as [`brotli`] makes of it, in a quarter of the time.
///
/// # Errors
/// The encoder fails.
pub fn weight(bytes: &[u8]) -> Result<usize> {
    Ok(brotli_with(bytes, 11, 0, BrotliEncoderMode::BROTLI_MODE_GENERIC)?.len())
}

fn brotli_with(bytes: &[u8], quality: i32, lgblock: i32, mode: BrotliEncoderMode) -> Result<Vec<u8>> {
    let params = BrotliEncoderParams {
        quality,
        lgwin: 24,
        lgblock,
        mode,
        size_hint: bytes.len(),
        ..BrotliEncoderParams::default()
    };
    let mut out = Vec::new();
    brotli::BrotliCompress(&mut Cursor::new(bytes), &mut out, &params)?;
    Ok(out)
}

/// The files as text, with a line of sums.
pub fn table(sizes: &[Sizes]) -> String {
    let wide = sizes.iter().map(|file| file.name.len()).max().unwrap_or(0).max(5);
    let mut text = format!("{:wide$}  {:>10}  {:>10}  {:>10}\n", "file", "bytes", "gzip", "brotli");
    let mut sums = (0, 0, 0);
    for file in sizes {
        sums.0 += file.raw;
        sums.1 += file.gzip.unwrap_or(file.raw);
        sums.2 += file.brotli.unwrap_or(file.raw);
        let small = |size: Option<u64>| size.map_or_else(|| "-".to_owned(), |size| size.to_string());
        let _ = writeln!(
            text,
            "{:wide$}  {:>10}  {:>10}  {:>10}",
            file.name,
            file.raw,
            small(file.gzip),
            small(file.brotli)
        );
    }
    let _ = writeln!(text, "{:wide$}  {:>10}  {:>10}  {:>10}", "total", sums.0, sums.1, sums.2);
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_copies_are_smaller_and_read_back() {
        let text = "Artsvashen, ".repeat(200);
        let small = brotli(text.as_bytes()).unwrap();
        let mut back = Vec::new();
        brotli::BrotliDecompress(&mut Cursor::new(&small), &mut back).unwrap();
        assert_eq!(back, text.as_bytes());
        assert!(is_brotli_of(&small, text.as_bytes()) && !is_brotli_of(&small, b"Karki"));
        let zipped = gzip(text.as_bytes()).unwrap();
        assert!(is_gzip_of(&zipped, text.as_bytes()) && !is_gzip_of(&zipped, b"Karki"));
        assert!(gzip(text.as_bytes()).unwrap().len() < text.len());
    }

    #[test]
    fn a_copy_of_what_the_file_says_stays_and_another_is_made_anew() {
        let dir = std::env::temp_dir().join(format!("confins-compress-{}", std::process::id()));
        fs::create_dir_all(&dir).unwrap();
        let (path, copy) = (dir.join("a.txt"), dir.join("a.txt.br"));
        let text = "Artsvashen, ".repeat(200);
        fs::write(&path, &text).unwrap();
        // A worse one, which nobody here would make.
        let params = BrotliEncoderParams { quality: 1, ..BrotliEncoderParams::default() };
        let mut worse = Vec::new();
        brotli::BrotliCompress(&mut Cursor::new(&text), &mut worse, &params).unwrap();
        fs::write(&copy, &worse).unwrap();
        folder(&dir).unwrap();
        assert_eq!(fs::read(&copy).unwrap(), worse);
        fs::write(&path, text.replace("Arts", "Karki")).unwrap();
        folder(&dir).unwrap();
        assert_ne!(fs::read(&copy).unwrap(), worse);
        fs::remove_dir_all(dir).unwrap();
    }

    #[test]
    fn the_table_counts_a_file_without_copy_as_it_is() {
        let sizes = [
            Sizes { name: "a.js".into(), raw: 100, gzip: Some(60), brotli: Some(50) },
            Sizes { name: "b.webp".into(), raw: 10, gzip: None, brotli: None },
        ];
        let text = table(&sizes);
        let last: Vec<&str> = text.lines().last().unwrap().split_whitespace().collect();
        assert_eq!(last, ["total", "110", "70", "60"]);
    }
}
