//! Shortens the program and its glue: a library far below exports classes that
//! nobody asks for, with all that they need; every import has a name of some 30
//! characters with a hash in it, twice over; and the glue carries its
//! documentation. Nothing a reader or a program can see changes.

mod glue;
mod module;

use std::fs;
use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result};
use base64::prelude::{BASE64_STANDARD as BASE64, Engine};
use sha2::{Digest, Sha384};

use crate::process;

/// Shortens the program that the page of the bundle in `dist` names;
/// `wasm_opt` starts that tool.
///
/// # Errors
/// A file is missing, or is not what wasm-bindgen writes; wasm-opt fails.
pub fn bundle(dist: &Path, wasm_opt: Command) -> Result<()> {
    let page = dist.join("index.html");
    let mut html = fs::read_to_string(&page).with_context(|| format!("{} cannot be read", page.display()))?;
    let named = |name: &str| {
        let (_, rest) = html.split_once(&format!("name=\"{name}\" content=\""))?;
        rest.split_once('"').map(|(file, _)| dist.join(file.trim_start_matches("./")))
    };
    let script = named("app-script").context("the page names no script")?;
    let program = named("app-wasm").context("the page names no wasm")?;
    let before = (fs::read_to_string(&script)?, fs::read(&program)?);
    let classes = glue::classes(&before.0);
    let wasm = module::without_exports(&before.1, |name| glue::is_of(&classes, name))
        .with_context(|| program.display().to_string())?;
    fs::write(&program, wasm)?;
    drop_unreachable(wasm_opt, &program)?;
    let (wasm, names) = module::renamed(&fs::read(&program)?)?;
    let script_text = glue::shortened(&before.0, &classes, &names);
    // The page says what both must be.
    html = html.replace(&integrity(before.0.as_bytes()), &integrity(script_text.as_bytes()));
    html = html.replace(&integrity(&before.1), &integrity(&wasm));
    fs::write(&script, script_text)?;
    fs::write(&program, wasm)?;
    fs::write(&page, html)?;
    Ok(())
}

/// Takes out of the module what no export leads to any more.
fn drop_unreachable(mut wasm_opt: Command, program: &Path) -> Result<()> {
    // What rustc's wasm32 target uses; trunk's run has removed the note of it.
    for feature in [
        "bulk-memory",
        "nontrapping-float-to-int",
        "sign-ext",
        "mutable-globals",
        "reference-types",
        "multivalue",
    ] {
        wasm_opt.arg(format!("--enable-{feature}"));
    }
    wasm_opt.args(["--low-memory-unused", "-Oz", "-Oz"]).arg(program).arg("-o").arg(program);
    process::run(&mut wasm_opt)
}

fn integrity(content: &[u8]) -> String {
    format!("sha384-{}", BASE64.encode(Sha384::digest(content)))
}
