//! The program for those who make an atlas. `confins help` lists what it does.

use std::process::ExitCode;

use anyhow::{Context, Result};
use cli::args::{self, HELP, Task};
use cli::check::{article, shown};
use cli::{anchor, bake, check, export, figure, fix, import, new, serve};

fn main() -> ExitCode {
    match run() {
        Ok(code) => code,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run() -> Result<ExitCode> {
    match args::parse(lexopt::Parser::from_env())? {
        Task::Help => bundle::write(HELP),
        Task::New(dir) => new::command(&dir)?,
        Task::Import(options) => import::command(&options)?,
        Task::Export(options) => export::command(&options)?,
        Task::Figure(options) => return figure::command(&options),
        Task::Check(options) => return Ok(check::command(&options)),
        Task::Fix { atlas, write } => fix::command(&atlas, &shown(&atlas), write)?,
        Task::Anchor { atlas, article: asked, write } => {
            let article = article(&atlas, asked.as_deref())
                .context("no article.txt in the atlas's folder: --article FILE names another text")?;
            return anchor::command(&atlas, &shown(&atlas), &article, write);
        }
        Task::Serve(options) => serve::command(&options)?,
        Task::Bake(options) => return bake::command(&options),
    }
    Ok(ExitCode::SUCCESS)
}
