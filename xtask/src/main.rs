//! Developer commands of the project: set up, build, serve, test, check.
//!
//! What lives here runs on the developer's machine only; nothing of it reaches
//! the page. `cargo xtask help` lists the commands.

mod bench;
mod build;
mod check;
mod cli;
mod contents;
mod fixtures;
mod fuzz;
mod lockfile;
mod minify;
mod pack;
mod pins;
mod prerender;
mod process;
mod project;
mod report;
mod serve;
mod setup;
mod stories;
mod summary;
mod test;
mod trial;
mod verify;

use std::process::ExitCode;

use cli::Task;
use project::Project;

fn main() -> ExitCode {
    match run() {
        Ok(code) => code,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run() -> anyhow::Result<ExitCode> {
    let task = cli::parse(lexopt::Parser::from_env())?;
    let project = Project::find()?;
    match task {
        Task::Help => {
            print!("{}", cli::HELP);
            Ok(ExitCode::SUCCESS)
        }
        Task::Setup => {
            setup::everything(&project)?;
            Ok(ExitCode::SUCCESS)
        }
        Task::Build => {
            build::bundle(&project)?;
            Ok(ExitCode::SUCCESS)
        }
        Task::Own(name) => {
            build::own(&project, name)?;
            Ok(ExitCode::SUCCESS)
        }
        Task::Prerender(dist) => {
            prerender::command(&project, dist.as_deref())?;
            Ok(ExitCode::SUCCESS)
        }
        Task::Serve(options) => {
            serve::command(&project, &options)?;
            Ok(ExitCode::SUCCESS)
        }
        Task::Pack { build } => {
            pack::command(&project, build)?;
            Ok(ExitCode::SUCCESS)
        }
        Task::Verify(options) => verify::command(&project, &options),
        Task::Test(options) => Ok(test::command(&project, &options)),
        Task::Check(options) => Ok(check::command(&project, &options)),
        Task::Anchor(options) => check::anchor(&project, &options),
        Task::Fix(options) => {
            check::fix(&project, &options)?;
            Ok(ExitCode::SUCCESS)
        }
        Task::Fuzz(options) => fuzz::command(&project, &options),
        Task::Fixtures(dir) => fixtures::command(&dir),
        Task::Bench(options) => bench::command(&project, &options),
    }
}
