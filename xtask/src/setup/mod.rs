//! Installs what is missing, and only that.
//!
//! Each step looks first for what is there, prints what it is about to do, and
//! says what to type where it cannot do it by itself.

mod browser;
mod debian;
mod engines;
mod node;
mod toolchain;
mod tools;

use std::path::PathBuf;
use std::process::Command;

use anyhow::Result;

pub use browser::Browser;
pub use engines::{ENGINES, Found};
pub use node::packages;
pub use toolchain::{TARGET, Toolchain};

use crate::process;
use crate::project::Project;

/// What turns the sources into a bundle.
pub struct Bundler {
    /// The compiler for wasm.
    pub toolchain: Toolchain,
    /// The folders of trunk, wasm-bindgen and wasm-opt.
    folders: Vec<PathBuf>,
}

impl Bundler {
    /// Finds the tools, or installs them.
    ///
    /// # Errors
    /// One can be neither found nor installed.
    pub fn ready(project: &Project) -> Result<Self> {
        let toolchain = Toolchain::ready(project)?;
        let folders = vec![tools::trunk(project)?, tools::wasm_bindgen(project)?, tools::wasm_opt(project)?];
        let bundler = Self { toolchain, folders };
        bundler.fetch(project)?;
        Ok(bundler)
    }

    /// A command that finds the tools and builds for wasm.
    pub fn command(&self, project: &Project, program: &str) -> Command {
        let mut command = process::command(project, program);
        self.toolchain.apply(project, &mut command);
        let mut dirs = self.folders.clone();
        dirs.extend(self.toolchain.folder());
        command.env("PATH", process::path_with(&dirs));
        command
    }

    /// Downloads the sources of every dependency, so that the build itself can
    /// be offline.
    fn fetch(&self, project: &Project) -> Result<()> {
        let mut fetch = self.command(project, "cargo");
        process::run(fetch.args(["fetch", "--quiet"]))?;
        let Some(library) = self.toolchain.library() else {
            return Ok(());
        };
        // The standard library's own dependencies: plain `fetch` leaves them out.
        let mut fetch = self.command(project, "cargo");
        fetch.args(["fetch", "--quiet", "--locked", "--manifest-path", library]);
        process::run(&mut fetch)
    }
}

/// All that any command needs.
///
/// # Errors
/// Something can be neither found nor installed.
pub fn everything(project: &Project) -> Result<()> {
    Bundler::ready(project)?;
    Browser::ready(project)?;
    packages(project, "e2e")?;
    for engine in ENGINES {
        if let Found::Nothing(why) = engine.ready(project)? {
            process::say(format!("stories in {} will be skipped: {why}", engine.name));
        }
    }
    process::say("everything is installed");
    Ok(())
}
