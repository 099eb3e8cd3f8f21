//! Builds the bundle and serves it on this machine.

use anyhow::Result;
use bundle::server;

use crate::build;
use crate::process::{self, say};
use crate::project::Project;
use crate::setup::Bundler;

/// Options of `cargo xtask serve`.
#[derive(Debug, PartialEq)]
pub struct Options {
    /// 0: any free port.
    pub port: u16,
    /// Open the page in the system's browser.
    pub open: bool,
    /// Build first.
    pub build: bool,
    /// Through `trunk serve`.
    pub dev: bool,
}

/// `cargo xtask serve`: runs until it is stopped.
///
/// # Errors
/// The build fails, or the port is taken.
pub fn command(project: &Project, options: &Options) -> Result<()> {
    if options.dev {
        return develop(project, options);
    }
    if options.build {
        build::bundle(project)?;
    }
    let server = server::start(&project.dist, options.port)?;
    println!("listening on {}", server.url());
    if options.open {
        server.open();
    }
    server.wait()
}

/// `trunk serve`: a debug build, rebuilt on every change.
fn develop(project: &Project, options: &Options) -> Result<()> {
    let bundler = Bundler::ready(project)?;
    say("trunk serve (the first build takes about 1 minute; reload the page by hand)");
    let mut trunk = bundler.command(project, "trunk");
    trunk.args(["serve", "--offline"]).env("RUST_BACKTRACE", "0");
    // trunk knows no "any free port": it takes the one of Trunk.toml.
    if options.port != 0 {
        trunk.args(["--port", &options.port.to_string()]);
    }
    if options.open {
        trunk.arg("--open");
    }
    process::run(&mut trunk)
}
