//! As much of WebAssembly's binary format as renaming and removing needs:
//! <https://webassembly.github.io/spec/core/binary/modules.html>

use anyhow::{Context, Result, bail};

const HEAD: usize = 8;
const IMPORTS: u8 = 2;
const EXPORTS: u8 = 7;
const FUNCTION: u8 = 0;

/// Long names, and the short one of each; of two names the longer one first,
/// should one begin with the other.
#[derive(Debug, Default)]
pub struct Names {
    pub short: Vec<(String, String)>,
}

/// The module without the exports that are `unwanted`. What they led to stays.
///
/// # Errors
/// The bytes are no module.
pub fn without_exports(wasm: &[u8], unwanted: impl Fn(&str) -> bool) -> Result<Vec<u8>> {
    with_section(wasm, EXPORTS, |body| {
        let mut kept = exports(body)?;
        kept.retain(|export| !unwanted(export.name));
        Ok(written(&kept))
    })
}

/// The module with short names for the functions that it imports and for those
/// that it exports to its glue alone.
///
/// # Errors
/// The bytes are no module, or import something that is no function.
pub fn renamed(wasm: &[u8]) -> Result<(Vec<u8>, Names)> {
    let mut names = Names::default();
    let wasm = with_section(wasm, IMPORTS, |body| imports_renamed(body, &mut names))?;
    let wasm = with_section(&wasm, EXPORTS, |body| exports_renamed(body, &mut names))?;
    names.short.sort_by_key(|(long, _)| std::cmp::Reverse(long.len()));
    Ok((wasm, names))
}

/// The module with another body for the sections with `id`.
fn with_section(wasm: &[u8], id: u8, mut change: impl FnMut(&[u8]) -> Result<Vec<u8>>) -> Result<Vec<u8>> {
    if !wasm.starts_with(b"\0asm") {
        bail!("no WebAssembly");
    }
    let mut from = Reader { bytes: wasm, at: HEAD };
    let mut to = wasm[..HEAD].to_vec();
    while from.at < wasm.len() {
        let this = from.byte()?;
        let body = from.bytes()?;
        to.push(this);
        if this == id {
            write_bytes(&mut to, &change(body)?);
        } else {
            write_bytes(&mut to, body);
        }
    }
    Ok(to)
}

fn imports_renamed(body: &[u8], names: &mut Names) -> Result<Vec<u8>> {
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
        names.short.push((long.to_owned(), short));
    }
    Ok(to)
}

struct Export<'a> {
    name: &'a str,
    kind: u8,
    index: usize,
}

fn exports(body: &[u8]) -> Result<Vec<Export<'_>>> {
    let mut from = Reader { bytes: body, at: 0 };
    let count = from.number()?;
    let one = |_| {
        let name = std::str::from_utf8(from.bytes()?)?;
        Ok(Export { name, kind: from.byte()?, index: from.number()? })
    };
    (0..count).map(one).collect()
}

fn written(exports: &[Export<'_>]) -> Vec<u8> {
    let mut to = Vec::new();
    write_number(&mut to, exports.len());
    for export in exports {
        write_bytes(&mut to, export.name.as_bytes());
        to.push(export.kind);
        write_number(&mut to, export.index);
    }
    to
}

/// Functions that call closures have names made of their types and a hash.
fn exports_renamed(body: &[u8], names: &mut Names) -> Result<Vec<u8>> {
    let exports = exports(body)?;
    let own: Vec<(String, String)> = exports
        .iter()
        .filter(|export| export.name.starts_with("wasm_bindgen__"))
        .enumerate()
        .map(|(number, export)| (export.name.to_owned(), format!("__e{number}")))
        .collect();
    let short = |name: &str| own.iter().find(|(long, _)| long == name).map(|(_, short)| short.as_str());
    let renamed: Vec<Export<'_>> =
        exports.iter().map(|e| Export { name: short(e.name).unwrap_or(e.name), ..*e }).collect();
    let to = written(&renamed);
    names.short.extend(own);
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

    /// A module of two imported functions, three exports and a custom section.
    fn module() -> Vec<u8> {
        let mut imports = vec![2];
        for name in ["__wbg_log_0123456789abcdef", "__wbg_log_0123456789abcdef2"] {
            write_bytes(&mut imports, b"./glue.js");
            write_bytes(&mut imports, name.as_bytes());
            imports.extend([FUNCTION, 5]);
        }
        let mut exports = vec![3];
        for (name, index) in [("main", 1), ("sink_close", 200), ("wasm_bindgen__convert__h0123", 2)] {
            write_bytes(&mut exports, name.as_bytes());
            exports.push(FUNCTION);
            write_number(&mut exports, index);
        }
        let mut wasm = b"\0asm\x01\0\0\0".to_vec();
        wasm.push(IMPORTS);
        write_bytes(&mut wasm, &imports);
        wasm.push(EXPORTS);
        write_bytes(&mut wasm, &exports);
        wasm.extend([0, 3, b'a', b'b', b'c']);
        wasm
    }

    #[test]
    fn imports_and_the_glues_own_exports_have_short_names() {
        let (wasm, names) = renamed(&module()).unwrap();
        let got: Vec<(&str, &str)> = names.short.iter().map(|(l, s)| (&**l, &**s)).collect();
        assert_eq!(
            got,
            [
                ("wasm_bindgen__convert__h0123", "__e0"),
                ("__wbg_log_0123456789abcdef2", "__i1"),
                ("__wbg_log_0123456789abcdef", "__i0"),
            ]
        );
        let text = String::from_utf8_lossy(&wasm);
        for name in ["__i0", "__i1", "__e0", "main", "sink_close"] {
            assert!(text.contains(name), "{name}: {text}");
        }
        assert!(!text.contains("__wbg") && !text.contains("wasm_bindgen"), "{text}");
        assert!(wasm.ends_with(&[0, 3, b'a', b'b', b'c']), "other sections stay");
    }

    #[test]
    fn unwanted_exports_go() {
        let wasm = without_exports(&module(), |name| name == "sink_close").unwrap();
        let text = String::from_utf8_lossy(&wasm);
        assert!(!text.contains("sink_close") && text.contains("main") && text.contains("convert"), "{text}");
        assert_eq!(wasm.len(), module().len() - "sink_close".len() - 4, "name, its length, kind and index");
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
        assert!(renamed(b"<html>").is_err());
        assert!(renamed(b"\0asm\x01\0\0\0\x02\x7f").is_err());
    }
}
