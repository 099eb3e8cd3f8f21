//! The engines beside Chromium that the readers' paths are told in. They are
//! told where an engine can be had, and left out aloud where not; Chromium,
//! which other tests need too, is set up in [`super::Browser`].

use std::path::PathBuf;

use anyhow::{Result, bail};

use super::{browser, debian};
use crate::process;
use crate::project::Project;

/// An engine, and what it takes to have it.
pub struct Engine {
    /// As `CONFINS_ENGINE` says it.
    pub name: &'static str,
    /// The variable by which the stories are told its program, and by which
    /// another one may be named.
    pub variable: &'static str,
    /// What the program may be called.
    names: &'static [&'static str],
    /// Other programs that its stories run.
    beside: &'static [&'static str],
    /// Debian's, the engine's own first. Noto: the page has names in Armenian
    /// and Cyrillic letters.
    packages: &'static [&'static str],
}

/// What looking for an engine came to.
pub enum Found {
    /// The program that the stories start.
    Program(PathBuf),
    /// Neither here nor to be installed by this program: why, and what to do.
    Nothing(String),
}

/// Firefox, by the protocol that it speaks itself.
const FIREFOX: Engine = Engine {
    name: "firefox",
    variable: "FIREFOX",
    names: &["firefox-esr", "firefox"],
    beside: &[],
    packages: &["firefox-esr", "fonts-noto-core"],
};

/// `WebKitGTK`, by its driver. Its window needs a screen, and it asks the system
/// for the reader's language.
const WEBKIT: Engine = Engine {
    name: "webkit",
    variable: "WEBKIT_DRIVER",
    names: &["WebKitWebDriver"],
    beside: &["Xvfb", "localedef"],
    packages: &["webkit2gtk-driver", "xvfb", "locales", "fonts-noto-core"],
};

/// In the order they run.
pub const ENGINES: [Engine; 2] = [FIREFOX, WEBKIT];

impl Engine {
    /// Finds it, or installs Debian's.
    ///
    /// # Errors
    /// It could be installed, and was not.
    pub fn ready(&self, project: &Project) -> Result<Found> {
        let missing = match self.look() {
            Ok(program) => return Ok(Found::Program(program)),
            Err(missing) => missing,
        };
        let packages: Vec<String> = self.packages.iter().map(|&name| name.to_owned()).collect();
        if !debian::can_install() {
            let advice = if debian::is_here() {
                debian::advice(&packages)
            } else {
                format!("install it, or name the engine's program in {}", self.variable)
            };
            return Ok(Found::Nothing(format!("no {missing} ({advice})")));
        }
        debian::update(project)?;
        if !debian::offers(project, &packages[0]) {
            return Ok(Found::Nothing(format!("no {missing}, and no package {}", packages[0])));
        }
        debian::install(project, &packages)?;
        match self.look() {
            Ok(program) => Ok(Found::Program(program)),
            Err(missing) => bail!("no {missing} on PATH after installing {}", packages.join(" ")),
        }
    }

    /// Its program, or the name of the first one that is not here.
    fn look(&self) -> Result<PathBuf, &'static str> {
        let program = browser::named_by(self.variable)
            .or_else(|| self.names.iter().find_map(|name| process::which(name)))
            .ok_or(self.names[0])?;
        match self.beside.iter().find(|other| process::which(other).is_none()) {
            Some(missing) => Err(missing),
            None => Ok(program),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_program_that_is_not_here_is_named() {
        let nowhere = Engine { names: &["no-such-browser"], ..FIREFOX };
        assert_eq!(Engine { variable: "NO_SUCH_VARIABLE", ..nowhere }.look(), Err("no-such-browser"));
    }

    #[test]
    fn so_is_another_that_it_needs() {
        let engine = Engine {
            variable: "NO_SUCH_VARIABLE",
            names: &["sh"],
            beside: &["sh", "no-such-screen"],
            ..WEBKIT
        };
        assert_eq!(engine.look(), Err("no-such-screen"));
    }
}
