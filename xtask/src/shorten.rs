//! Shortens what the program and its glue call each other: every import has a
//! name of some 30 characters with a hash in it, twice over, and the glue
//! carries its documentation. Nothing a reader or a program can see changes.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, bail};
use sha2::{Digest, Sha384};

use crate::policy::base64;

/// Shortens the program that the page of the bundle in `dist` names.
///
/// # Errors
/// A file is missing, or is not what wasm-bindgen writes.
pub fn bundle(dist: &Path) -> Result<()> {
    let page = dist.join("index.html");
    let mut html = fs::read_to_string(&page).with_context(|| format!("{} cannot be read", page.display()))?;
    let named = |name: &str| {
        let (_, rest) = html.split_once(&format!("name=\"{name}\" content=\""))?;
        rest.split_once('"').map(|(file, _)| dist.join(file.trim_start_matches("./")))
    };
    let glue = named("app-script").context("the page names no script")?;
    let wasm = named("app-wasm").context("the page names no wasm")?;
    let before = (fs::read_to_string(&glue)?, fs::read(&wasm)?);
    let after = shortened(&before.0, &before.1).with_context(|| wasm.display().to_string())?;
    // The page says what both must be.
    html = html.replace(&integrity(before.0.as_bytes()), &integrity(after.0.as_bytes()));
    html = html.replace(&integrity(&before.1), &integrity(&after.1));
    fs::write(&glue, &after.0)?;
    fs::write(&wasm, &after.1)?;
    fs::write(&page, html)?;
    Ok(())
}

/// Long names, and the short one of each.
type Renamed = Vec<(String, String)>;

fn integrity(content: &[u8]) -> String {
    format!("sha384-{}", base64(&Sha384::digest(content)))
}

/// Glue and wasm with the same meaning.
fn shortened(glue: &str, wasm: &[u8]) -> Result<(String, Vec<u8>)> {
    let (wasm, names) = imports_renamed(wasm)?;
    let mut glue = glue.to_owned();
    for (long, short) in &names {
        glue = glue.replace(long, short);
    }
    Ok((without_documentation(&glue), wasm))
}

/// Without `/** … */` and indentation. The glue has no text of several lines.
fn without_documentation(glue: &str) -> String {
    let mut code = String::with_capacity(glue.len());
    let mut rest = glue;
    while let Some((before, comment)) = rest.split_once("/**") {
        code.push_str(before);
        rest = comment.split_once("*/").map_or("", |(_, after)| after);
    }
    code.push_str(rest);
    let lines = code.lines().map(str::trim).filter(|line| !line.is_empty());
    lines.collect::<Vec<_>>().join("\n")
}

/// The wasm with short names for the functions that it imports, and which name
/// each had. <https://webassembly.github.io/spec/core/binary/modules.html>
fn imports_renamed(wasm: &[u8]) -> Result<(Vec<u8>, Renamed)> {
    const HEAD: usize = 8;
    const IMPORTS: u8 = 2;
    if !wasm.starts_with(b"\0asm") {
        bail!("no WebAssembly");
    }
    let mut from = Reader { bytes: wasm, at: HEAD };
    let mut to = wasm[..HEAD].to_vec();
    let mut names = Vec::new();
    while from.at < wasm.len() {
        let id = from.byte()?;
        let body = from.bytes()?;
        to.push(id);
        if id == IMPORTS {
            write_bytes(&mut to, &section_renamed(body, &mut names)?);
        } else {
            write_bytes(&mut to, body);
        }
    }
    Ok((to, names))
}

fn section_renamed(body: &[u8], names: &mut Renamed) -> Result<Vec<u8>> {
    const FUNCTION: u8 = 0;
    let mut from = Reader { bytes: body, at: 0 };
    let mut to = Vec::new();
    let count = from.number()?;
    write_number(&mut to, count);
    for index in 0..count {
        let module = from.bytes()?;
        let long = std::str::from_utf8(from.bytes()?)?;
        let kind = from.byte()?;
        if kind != FUNCTION {
            bail!("import {long:?} is of kind {kind}, expected a function (0)");
        }
        // Two underscores: no name of the glue's own begins so and goes on so.
        let short = format!("__i{index}");
        write_bytes(&mut to, module);
        write_bytes(&mut to, short.as_bytes());
        to.push(kind);
        write_number(&mut to, from.number()?);
        names.push((long.to_owned(), short));
    }
    // Of two names the longer one first, should one begin with the other.
    names.sort_by_key(|(long, _)| std::cmp::Reverse(long.len()));
    Ok(to)
}

struct Reader<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl<'a> Reader<'a> {
    fn byte(&mut self) -> Result<u8> {
        let byte = self.bytes.get(self.at).context("the file ends too soon")?;
        self.at += 1;
        Ok(*byte)
    }

    /// A number in LEB128.
    fn number(&mut self) -> Result<usize> {
        let (mut number, mut shift) = (0, 0);
        loop {
            let byte = self.byte()?;
            number |= usize::from(byte & 0x7f) << shift;
            shift += 7;
            if byte & 0x80 == 0 {
                return Ok(number);
            }
            if shift > 28 {
                bail!("a number of more than 32 bits");
            }
        }
    }

    /// As many bytes as the number in front of them says.
    fn bytes(&mut self) -> Result<&'a [u8]> {
        let length = self.number()?;
        let bytes = self.bytes.get(self.at..self.at + length).context("the file ends too soon")?;
        self.at += length;
        Ok(bytes)
    }
}

fn write_number(to: &mut Vec<u8>, mut number: usize) {
    loop {
        let low = (number & 0x7f) as u8;
        number >>= 7;
        to.push(if number == 0 { low } else { low | 0x80 });
        if number == 0 {
            return;
        }
    }
}

fn write_bytes(to: &mut Vec<u8>, bytes: &[u8]) {
    write_number(to, bytes.len());
    to.extend_from_slice(bytes);
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A module of two imported functions and a custom section.
    fn module() -> Vec<u8> {
        let mut imports = vec![2];
        for name in ["__wbg_log_0123456789abcdef", "__wbg_log_0123456789abcdef2"] {
            write_bytes(&mut imports, b"./glue.js");
            write_bytes(&mut imports, name.as_bytes());
            imports.extend([0, 5]);
        }
        let mut wasm = b"\0asm\x01\0\0\0".to_vec();
        wasm.push(2);
        write_bytes(&mut wasm, &imports);
        wasm.extend([0, 3, b'a', b'b', b'c']);
        wasm
    }

    #[test]
    fn imports_have_short_names_on_both_sides() {
        let glue = "const i = {\n    /**\n     * Says.\n     */\n    __wbg_log_0123456789abcdef: 1,\n\n    \
                    __wbg_log_0123456789abcdef2: 2,\n};";
        let (glue, wasm) = shortened(glue, &module()).unwrap();
        assert_eq!(glue, "const i = {\n__i0: 1,\n__i1: 2,\n};");
        let text = String::from_utf8_lossy(&wasm);
        assert!(text.contains("__i0") && text.contains("__i1") && !text.contains("__wbg"), "{text}");
        assert!(wasm.ends_with(&[0, 3, b'a', b'b', b'c']), "other sections stay");
    }

    #[test]
    fn numbers_are_written_as_they_are_read() {
        for number in [0, 1, 127, 128, 300, 65_536] {
            let mut bytes = Vec::new();
            write_number(&mut bytes, number);
            assert_eq!(Reader { bytes: &bytes, at: 0 }.number().unwrap(), number);
        }
    }

    #[test]
    fn what_is_no_module_is_an_error() {
        assert!(imports_renamed(b"<html>").is_err());
        assert!(imports_renamed(b"\0asm\x01\0\0\0\x02\x7f").is_err());
    }
}
