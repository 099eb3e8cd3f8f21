//! A compiler that can build for `wasm32-unknown-unknown`.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use anyhow::{Result, bail};

use super::debian;
use crate::process::{self, say};
use crate::project::Project;

/// The target's name.
pub const TARGET: &str = "wasm32-unknown-unknown";

/// `rustup target add` can hang where its server is out of reach.
const RUSTUP_LIMIT: Duration = Duration::from_secs(60);

const DEBIAN_SOURCE: &str = "/usr/lib/rustlib/src/rust/library/Cargo.toml";

/// Where wasm code comes from.
#[derive(Debug, PartialEq)]
pub enum Toolchain {
    /// The rustc on `PATH` has the target.
    Installed,
    /// Debian's rustc, which builds the standard library with the app.
    Debian {
        /// The linker's name, such as `wasm-ld-22`.
        linker: String,
    },
}

impl Toolchain {
    /// Finds one, or installs one.
    ///
    /// # Errors
    /// Neither is possible; the text says what to install.
    pub fn ready(project: &Project) -> Result<Self> {
        if target_is_installed(project) {
            return Ok(Self::Installed);
        }
        if let Some(found) = debian_kit(project) {
            return Ok(found);
        }
        let mut tried = vec![format!("rustc on PATH has no {TARGET}")];
        if process::which("rustup").is_some() {
            match add_with_rustup(project)? {
                Ok(()) => return Ok(Self::Installed),
                Err(why) => tried.push(why),
            }
        } else {
            tried.push("rustup is not on PATH".to_owned());
        }
        if debian::can_install() {
            say("installing Debian's Rust, to build the standard library for wasm (about 1 minute)");
            debian::update(project)?;
            debian::install(project, &debian_packages(project))?;
            if let Some(found) = debian_kit(project) {
                return Ok(found);
            }
            tried.push(format!(
                "Debian's packages are installed, but rustc {} or newer, its source ({DEBIAN_SOURCE}) or wasm-ld is not",
                env!("CARGO_PKG_RUST_VERSION")
            ));
        }
        let mut ways = vec![format!("rustup target add {TARGET}")];
        if debian::is_here() {
            ways.push(debian::advice(&debian_packages(project)));
        }
        bail!(
            "no compiler for {TARGET}\n  tried: {}\n  to mend it, type: {}",
            tried.join("\n         "),
            ways.join("\n  or, on Debian:    ")
        )
    }

    /// Sets what cargo and trunk need to build for wasm.
    pub fn apply(&self, project: &Project, command: &mut Command) {
        command.env("CARGO_TARGET_DIR", &project.wasm_target);
        if let Self::Debian { linker } = self {
            command
                .env("RUSTUP_TOOLCHAIN", "/usr")
                .env("RUSTC_BOOTSTRAP", "1")
                .env("CARGO_UNSTABLE_BUILD_STD", "std,panic_abort")
                .env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_LINKER", linker)
                .env_remove("RUSTC")
                .env_remove("RUSTDOC");
        }
    }

    /// A folder that must come first on `PATH`: Debian's cargo, where no rustup
    /// chooses between it and another.
    pub fn folder(&self) -> Option<PathBuf> {
        (*self != Self::Installed && process::which("rustup").is_none()).then(|| PathBuf::from("/usr/bin"))
    }

    /// The manifest of the standard library, where that is built too.
    pub fn library(&self) -> Option<&'static str> {
        (*self != Self::Installed).then_some(DEBIAN_SOURCE)
    }

    /// Whether `cargo clippy` works with it.
    pub fn has_clippy(&self) -> bool {
        match self {
            Self::Installed => true,
            Self::Debian { .. } => Path::new("/usr/bin/clippy-driver").is_file(),
        }
    }
}

fn target_is_installed(project: &Project) -> bool {
    process::answer(process::command(project, "rustc").args(["--print", "target-libdir", "--target", TARGET]))
        .is_some_and(|dir| has_core(Path::new(dir.trim())))
}

fn has_core(dir: &Path) -> bool {
    fs::read_dir(dir).is_ok_and(|files| {
        files.flatten().any(|file| file.file_name().to_string_lossy().starts_with("libcore-"))
    })
}

/// `Err` says why it did not work.
fn add_with_rustup(project: &Project) -> Result<Result<(), String>> {
    say(format!("rustup target add {TARGET} (given up after {} s)", RUSTUP_LIMIT.as_secs()));
    let mut add = process::command(project, "rustup");
    let ended = process::run_within(add.args(["target", "add", TARGET]), RUSTUP_LIMIT)?;
    Ok(match ended {
        Some(status) if status.success() && target_is_installed(project) => Ok(()),
        Some(status) => Err(format!("rustup target add failed ({status})")),
        None => Err(format!("rustup target add had not ended after {} s", RUSTUP_LIMIT.as_secs())),
    })
}

/// Debian's rustc with its source and a linker, where all three are there.
fn debian_kit(project: &Project) -> Option<Toolchain> {
    if !Path::new(DEBIAN_SOURCE).is_file() || !Path::new("/usr/bin/cargo").is_file() {
        return None;
    }
    let version = process::answer(process::command(project, "/usr/bin/rustc").arg("--version"))?;
    if !is_new_enough(&version, env!("CARGO_PKG_RUST_VERSION")) {
        return None;
    }
    let names: Vec<String> = fs::read_dir("/usr/bin")
        .ok()?
        .flatten()
        .filter_map(|file| file.file_name().into_string().ok())
        .collect();
    let linker = debian::newest(names.iter().map(String::as_str), "wasm-ld-")
        .or_else(|| process::which("wasm-ld").map(|_| "wasm-ld".to_owned()))?;
    Some(Toolchain::Debian { linker })
}

/// Whether `rustc 1.96.0 (…)` is at least `1.88`.
fn is_new_enough(rustc: &str, least: &str) -> bool {
    let minor = |text: &str| {
        let mut parts = text.split('.').map(str::parse::<u32>);
        Some((parts.next()?.ok()?, parts.next()?.ok()?))
    };
    let have = rustc.strip_prefix("rustc ").and_then(minor);
    have.is_some() && have >= minor(least)
}

fn debian_packages(project: &Project) -> Vec<String> {
    let lld = debian::newest_lld(project).unwrap_or_else(|| "lld".to_owned());
    ["rustc-web", "cargo-web", "rust-web-src", &lld].map(str::to_owned).to_vec()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_are_compared_by_number() {
        assert!(is_new_enough("rustc 1.96.0 (abc 2026)", "1.88"));
        assert!(is_new_enough("rustc 1.100.0", "1.88"));
        assert!(!is_new_enough("rustc 1.63.0 (Debian)", "1.88"));
        assert!(!is_new_enough("nothing", "1.88"));
    }
}
