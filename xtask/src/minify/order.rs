//! The order of a program's functions. It means nothing to a browser, and much to a
//! compressor: those of one type and of one size, or with the same beginning, are often
//! nearly the same, and one is told by the one before it. 1 to 3 KB less of the page's
//! program, 2 KB of the worker's; which order is best, chance has a part in, so a few are tried.

use std::fs;
use std::path::Path;
use std::process::Command;
use std::thread;

use anyhow::{Context, Result};
use bundle::compress;
use wasm_encoder::{NameMap, NameSection, Section};
use wasmparser::{Parser, Payload, TypeRef};

use crate::process;

/// What comes first among functions.
#[derive(Clone, Copy, Debug)]
enum Order {
    /// As they stand.
    Same,
    /// Type, then size.
    Size,
    /// Type, then bytes.
    Bytes,
    /// Type, then locals and all that follows.
    Locals,
}

const ORDERS: [Order; 4] = [Order::Same, Order::Size, Order::Bytes, Order::Locals];

/// Puts the functions of the program at `path` into the order that weighs least.
/// `wasm_opt` is Binaryen, told what a program may have.
///
/// # Errors
/// The file cannot be read or written, or Binaryen fails.
pub fn best(wasm_opt: impl Fn() -> Command, path: &Path) -> Result<()> {
    let program = read(path)?;
    let tried = thread::scope(|scope| {
        let tries = ORDERS.map(|order| {
            let (program, mut wasm_opt) = (&program, wasm_opt());
            scope.spawn(move || -> Result<(usize, Vec<u8>)> {
                let path = path.with_extension(format!("{order:?}.wasm"));
                write(&path, &named_in_order(program, order)?)?;
                // By names that are gone afterwards.
                wasm_opt.args(["--reorder-functions-by-name", "--strip-debug"]);
                process::run(wasm_opt.arg(&path).arg("-o").arg(&path))?;
                let sorted = read(&path)?;
                fs::remove_file(&path).with_context(|| format!("{} cannot be removed", path.display()))?;
                Ok((compress::weight(&sorted)?, sorted))
            })
        });
        tries.map(|tried| tried.join().expect("no try panics")).into_iter().collect::<Result<Vec<_>>>()
    })?;
    let least = tried.into_iter().min_by_key(|(weight, _)| *weight);
    write(path, &least.map_or(program, |(_, sorted)| sorted))
}

fn read(path: &Path) -> Result<Vec<u8>> {
    fs::read(path).with_context(|| format!("{} cannot be read", path.display()))
}

fn write(path: &Path, program: &[u8]) -> Result<()> {
    fs::write(path, program).with_context(|| format!("{} cannot be written", path.display()))
}

/// What of a program's functions decides about their order.
#[derive(Default)]
struct Functions {
    /// How many are imported: they come first, and stay.
    imported: u32,
    /// Of each other one its type and its body: its locals, then its instructions.
    own: Vec<(u32, Vec<u8>)>,
}

impl Functions {
    fn of(program: &[u8]) -> Result<Self> {
        let (mut found, mut types, mut bodies) = (Self::default(), Vec::new(), Vec::new());
        for payload in Parser::new(0).parse_all(program) {
            match payload? {
                Payload::ImportSection(imports) => {
                    for import in imports.into_imports() {
                        found.imported += u32::from(matches!(import?.ty, TypeRef::Func(_)));
                    }
                }
                Payload::FunctionSection(all) => types = all.into_iter().collect::<Result<_, _>>()?,
                Payload::CodeSectionEntry(body) => bodies.push(body.as_bytes().to_vec()),
                _ => {}
            }
        }
        found.own = types.into_iter().zip(bodies).collect();
        Ok(found)
    }

    /// Their numbers, the one that comes first first.
    fn in_order(&self, order: Order) -> Vec<usize> {
        let mut numbers: Vec<usize> = (0..self.own.len()).collect();
        let (kind, body) = (|n: &usize| self.own[*n].0, |n: &usize| &*self.own[*n].1);
        match order {
            Order::Same => {}
            Order::Size => numbers.sort_by_key(|n| (kind(n), body(n).len())),
            Order::Bytes => numbers.sort_by_key(|n| (kind(n), body(n))),
            // How many kinds of locals, and which, are its first bytes.
            Order::Locals => numbers.sort_by_key(|n| (kind(n), body(n).get(..4), body(n).len())),
        }
        numbers
    }
}

/// `program` with names of its functions whose alphabetical order is the one that is
/// wanted: Binaryen's pass puts them into that.
fn named_in_order(program: &[u8], order: Order) -> Result<Vec<u8>> {
    let functions = Functions::of(program).context("no WebAssembly")?;
    let mut places = vec![0; functions.own.len()];
    for (place, number) in functions.in_order(order).into_iter().enumerate() {
        places[number] = place;
    }
    let mut names = NameMap::new();
    for number in 0..functions.imported {
        names.append(number, &format!("a{number:08}"));
    }
    for (number, place) in (functions.imported..).zip(places) {
        names.append(number, &format!("b{place:08}"));
    }
    let mut section = NameSection::new();
    section.functions(&names);
    let mut named = program.to_vec();
    section.append_to(&mut named);
    Ok(named)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// One import, and functions of two types whose bodies have 2, 5, 2 and 3 bytes.
    const PROGRAM: &[u8] = b"\0asm\x01\0\0\0\
        \x01\x08\x02\x60\0\0\x60\x01\x7f\0\
        \x02\x07\x01\x01a\x01b\0\0\
        \x03\x05\x04\x01\0\0\0\
        \x0a\x11\x04\x02\0\x0b\x05\0\x01\x01\x01\x0b\x02\0\x0b\x03\0\x01\x0b";

    #[test]
    fn functions_go_by_type_and_then_by_what_is_tried() {
        let functions = Functions::of(PROGRAM).unwrap();
        assert_eq!(functions.imported, 1);
        let of = |(kind, body): &(u32, Vec<u8>)| (*kind, body.len());
        assert_eq!(functions.own.iter().map(of).collect::<Vec<_>>(), [(1, 2), (0, 5), (0, 2), (0, 3)]);
        let orders = ORDERS.map(|order| functions.in_order(order));
        assert_eq!(orders, [[0, 1, 2, 3], [2, 3, 1, 0], [1, 3, 2, 0], [2, 3, 1, 0]]);
    }

    #[test]
    fn their_names_say_the_order() {
        let named = named_in_order(PROGRAM, Order::Size).unwrap();
        let text = String::from_utf8_lossy(&named[PROGRAM.len()..]).into_owned();
        let at = |name: &str| text.find(name).expect(name);
        // By number: the import, then each of its own with its place.
        let order = ["a00000000", "b00000003", "b00000002", "b00000000", "b00000001"].map(at);
        assert!(order.is_sorted(), "{text:?}");
        assert!(named_in_order(b"no program", Order::Size).is_err());
    }
}
