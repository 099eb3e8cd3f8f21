//! Where things are in the checkout.

use std::env;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

/// The folders that the commands work in; all absolute.
pub struct Project {
    /// The workspace.
    pub root: PathBuf,
    /// Installed tools.
    pub tools: PathBuf,
    /// The bundle.
    pub dist: PathBuf,
    /// Cargo's output for this machine.
    pub target: PathBuf,
    /// Cargo's output for wasm. Apart from the host's, so that two toolchains
    /// neither wait for each other's lock nor rebuild each other's work.
    pub wasm_target: PathBuf,
    /// Cargo's output for the fuzz targets, and what they find.
    pub fuzz_target: PathBuf,
}

impl Project {
    /// Finds the workspace that this program was built in.
    ///
    /// # Errors
    /// The checkout moved since the program was built.
    pub fn find() -> Result<Self> {
        let here = env::var_os("CARGO_MANIFEST_DIR")
            .map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")), PathBuf::from);
        let root = here
            .parent()
            .context("xtask is not in a workspace")?
            .canonicalize()
            .with_context(|| format!("no workspace at {}", here.display()))?;
        let tools = match env::var_os("CONFINS_TOOLS") {
            Some(dir) => root.join(dir),
            None => root.join(".tools"),
        };
        let target =
            env::var_os("CARGO_TARGET_DIR").map_or_else(|| root.join("target"), |dir| root.join(dir));
        Ok(Self {
            tools,
            dist: root.join("dist"),
            wasm_target: target.join("wasm"),
            fuzz_target: target.join("fuzz"),
            target,
            root,
        })
    }

    /// The folder of the atlas that is asked for, or of the first one.
    pub fn atlas(&self, asked: Option<&Path>) -> PathBuf {
        asked.map_or_else(|| self.root.join("geodata"), Path::to_owned)
    }

    /// The article's text, which is never in the repository: the file that
    /// `CONFINS_ARTICLE` names, else the one beside the checkout. `None` where
    /// there is none.
    pub fn article(&self) -> Option<PathBuf> {
        env::var_os("CONFINS_ARTICLE")
            .map(PathBuf::from)
            .or_else(|| Some(self.root.parent()?.join("shared/content/article.txt")))
            .filter(|path| path.is_file())
    }

    /// A path as a reader knows it: relative to the workspace where it is inside.
    pub fn shown<'a>(&self, path: &'a Path) -> std::path::Display<'a> {
        path.strip_prefix(&self.root).unwrap_or(path).display()
    }
}
