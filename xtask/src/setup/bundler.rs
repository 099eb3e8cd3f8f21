//! The tools that build a bundle.

use std::path::PathBuf;
use std::process::Command;

use anyhow::Result;

use super::{places::Places, toolchain::Toolchain, tools};
use crate::process;
use crate::project::Project;

/// What turns the sources into a bundle.
pub struct Bundler {
    /// The compiler for wasm.
    pub toolchain: Toolchain,
    /// The folders of trunk, wasm-bindgen, wasm-opt and esbuild.
    folders: Vec<PathBuf>,
    /// What of this machine must not show in a bundle.
    pub places: Places,
}

impl Bundler {
    /// Finds the tools, or installs them.
    ///
    /// # Errors
    /// One can be neither found nor installed.
    pub fn ready(project: &Project) -> Result<Self> {
        let toolchain = Toolchain::ready(project)?;
        let mut folders = vec![tools::trunk(project)?, tools::wasm_bindgen(project)?];
        folders.extend(tools::from_npm(project)?);
        let mut bundler = Self { toolchain, folders, places: Places::default() };
        bundler.fetch(project)?;
        bundler.places = Places::of(project, |program| bundler.command(project, program))?;
        Ok(bundler)
    }

    /// A command that finds the tools and builds for wasm.
    pub fn command(&self, project: &Project, program: &str) -> Command {
        let mut command = process::command(project, program);
        self.toolchain.apply(project, &mut command);
        let mut dirs = self.folders.clone();
        dirs.extend(self.toolchain.folder());
        command.env("PATH", process::path_with(&dirs)).env("CARGO_ENCODED_RUSTFLAGS", self.places.flags());
        command
    }

    /// Downloads the sources of every dependency, so that the build itself can
    /// be offline.
    fn fetch(&self, project: &Project) -> Result<()> {
        let mut fetch = self.command(project, "cargo");
        process::run_long(fetch.args(["fetch", "--locked"]))?;
        let Some(library) = self.toolchain.library() else {
            return Ok(());
        };
        // The standard library's own dependencies: plain `fetch` leaves them out.
        let mut fetch = self.command(project, "cargo");
        fetch.args(["fetch", "--quiet", "--locked", "--manifest-path", library]);
        process::run_long(&mut fetch)
    }
}
