//! Chromium and its driver.

use std::env;
use std::path::PathBuf;

use anyhow::{Result, bail};

use super::debian;
use crate::process;
use crate::project::Project;

/// The programs that the browser's tests run.
pub struct Browser {
    /// Chromium or Chrome.
    pub chromium: PathBuf,
    /// The driver of the same version.
    pub chromedriver: PathBuf,
}

impl Browser {
    /// Finds them, or installs Debian's.
    ///
    /// # Errors
    /// Neither is possible; the text says what to install.
    pub fn ready(project: &Project) -> Result<Self> {
        if let Some(found) = Self::found() {
            return Ok(found);
        }
        // Noto: the page has names in Armenian and Cyrillic letters.
        let packages = ["chromium", "chromium-driver", "fonts-noto-core"].map(str::to_owned);
        if debian::can_install() {
            debian::update(project)?;
            debian::install(project, &packages)?;
            if let Some(found) = Self::found() {
                return Ok(found);
            }
        }
        bail!(
            "no {}\n  looked for: $CHROMIUM, {} and $CHROMEDRIVER, chromedriver on PATH\n  to mend it: {}",
            if chromium().is_none() { "Chromium" } else { "chromedriver" },
            NAMES.join(", "),
            if debian::is_here() {
                debian::advice(&packages)
            } else {
                "install Chromium (or Chrome) and the chromedriver of its version".to_owned()
            }
        )
    }

    fn found() -> Option<Self> {
        Some(Self {
            chromium: chromium()?,
            chromedriver: named_by("CHROMEDRIVER").or_else(|| process::which("chromedriver"))?,
        })
    }
}

const NAMES: [&str; 4] = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

fn chromium() -> Option<PathBuf> {
    named_by("CHROMIUM").or_else(|| NAMES.into_iter().find_map(process::which))
}

/// The program that an environment variable names, where it is one.
pub fn named_by(variable: &str) -> Option<PathBuf> {
    env::var_os(variable).map(PathBuf::from).filter(|path| path.is_file())
}
