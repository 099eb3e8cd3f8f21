//! Installs what is missing, and only that.
//!
//! Each step looks first for what is there, prints what it is about to do, and
//! says what to type where it cannot do it by itself.

mod browser;
mod bundler;
mod debian;
mod engines;
mod node;
mod places;
mod servers;
mod toolchain;
mod tools;

use anyhow::Result;

pub use browser::Browser;
pub use bundler::Bundler;
pub use debian::is_root;
pub use engines::{ENGINES, Found};
pub use node::packages;
pub use places::Places;
pub use servers::server;
pub use toolchain::TARGET;
pub use tools::{cargo_fuzz, deny};

use crate::process;
use crate::project::Project;

/// All that any command needs.
///
/// # Errors
/// Something can be neither found nor installed.
pub fn everything(project: &Project) -> Result<()> {
    Bundler::ready(project)?;
    Browser::ready(project)?;
    packages(project, "e2e")?;
    deny(project)?;
    // Nothing but one part of the tests lacks it, and that part says so.
    if let Err(why) = cargo_fuzz(project) {
        process::say(format!("without cargo-fuzz: {why:#}"));
    }
    for engine in ENGINES {
        if let Found::Nothing(why) = engine.ready(project)? {
            process::say(format!("stories in {} will be skipped: {why}", engine.name));
        }
    }
    process::say("everything is installed");
    Ok(())
}
