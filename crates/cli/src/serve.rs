//! Serves an atlas on this machine, as it would be published; and while it is written, if
//! that is asked.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{self, Receiver};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use bundle::page::Purpose;
use bundle::{headers, names, say, server};
use lint::forms::{self, Format};
use notify::{RecursiveMode, Watcher as _};
use prerender::page;
use tempfile::TempDir;

use crate::check;
use crate::live::{self, Teller};
use crate::site::{self, Own, PAGE};

/// An editor writes a file in several steps: what comes within so long is one change.
const SETTLED: Duration = Duration::from_millis(20);

/// What to serve, and how.
#[derive(Debug, Default, PartialEq)]
pub struct Options {
    /// The folder of the atlas.
    pub atlas: PathBuf,
    /// As [`check::Options::article`].
    pub article: Option<PathBuf>,
    /// `None`: as [`site::bundle`] finds it.
    pub bundle: Option<PathBuf>,
    /// 0: any free port.
    pub port: u16,
    /// Open the page in the system's browser.
    pub open: bool,
    /// Show what changes while it is served.
    pub watch: bool,
}

/// `confins serve`: runs until it is stopped. What is wrong with the atlas is said here,
/// and shown as far as it goes.
///
/// # Errors
/// There is no atlas or no bundle, or the port is taken.
pub fn command(options: &Options) -> Result<()> {
    let bundle = site::bundle(options.bundle.as_deref())?;
    let folder = tempfile::tempdir().context("no folder for the site")?;
    let mut draft = Draft::begin(options, &bundle, folder)?;
    let (teller, routes) = live::set_up();
    let changes = if options.watch { Some(Changes::of(options)?) } else { None };
    draft.teller = changes.is_some().then_some(teller);
    draft.write()?;
    draft.publish();
    let server = server::start_with(draft.folder.path(), options.port, routes)?;
    bundle::write(&format!("listening on {}\n", server.url()));
    if options.open {
        server.open();
    }
    let Some(changes) = changes else { return server.wait() };
    say("what changes in the atlas is shown at once; Ctrl+C ends");
    while changes.next() {
        let begun = Instant::now();
        match draft.write().and_then(|()| server.renew(draft.folder.path())) {
            Ok(()) => say(format!("shown after {} ms", begun.elapsed().as_millis())),
            // The page goes on as it was, and says why.
            Err(why) => draft.fail(&format!("{why:#}")),
        }
        draft.publish();
    }
    bail!("{} can no longer be watched", options.atlas.display())
}

/// A site that follows its atlas.
struct Draft {
    atlas: PathBuf,
    article: Option<PathBuf>,
    /// Where the site is; it goes with the program.
    folder: TempDir,
    /// Who tells pages of changes, where these are watched.
    teller: Option<Teller>,
    /// Which files the page is of.
    edition: String,
    /// What there is to be said of them.
    text: String,
}

impl Draft {
    /// The site without an atlas yet.
    fn begin(options: &Options, bundle: &Path, folder: TempDir) -> Result<Self> {
        // The page is written anew again and again, and compressed for nobody.
        site::copy_bundle(bundle, folder.path(), headers::is_hashed)?;
        for page in [Own::Beside, Own::Studio] {
            site::copy_own(page, bundle, folder.path())?;
        }
        // What a browser keeps for a time without network would stand for what is written.
        let retire = folder.path().join("sw_retire.js");
        if retire.is_file() {
            fs::copy(&retire, folder.path().join("sw.js")).context("sw.js cannot be written")?;
        }
        Ok(Self {
            atlas: options.atlas.clone(),
            article: options.article.clone(),
            folder,
            teller: None,
            edition: String::new(),
            text: String::new(),
        })
    }

    /// Writes the site of the atlas as it is now, and says what is wrong with that.
    fn write(&mut self) -> Result<()> {
        let shown = check::shown(&self.atlas);
        let article = check::article(&self.atlas, self.article.as_deref());
        self.text.clear();
        let checked = check::checked(&self.atlas, article.as_deref())?;
        check::tell(&shown, &checked, Format::Text);
        if check::has_errors(&checked) {
            self.text = forms::text(&shown, &checked.found);
        }
        let site = self.folder.path();
        site::copy_atlas(&self.atlas, site)?;
        bundle::page::write(site, Purpose { home: None, is_draft: true })?;
        let path = site.join(PAGE);
        let html = fs::read_to_string(&path).with_context(|| format!("{} cannot be read", path.display()))?;
        self.edition = names::named(&html, "app-edition").unwrap_or_default();
        // Nothing is kept of a draft.
        let html = names::set_named(&html, "confins-files", "")?;
        let html = page::without(&html, "script[src^=confins-live]");
        let html = match self.teller {
            Some(_) => page::append(&html, "body", &live::element(&self.edition))?,
            None => html,
        };
        fs::write(&path, html).with_context(|| format!("{} cannot be written", path.display()))
    }

    /// The site could not be written; most often the check has said why already.
    fn fail(&mut self, why: &str) {
        eprintln!("error: {why}");
        if self.text.is_empty() {
            why.clone_into(&mut self.text);
        }
    }

    /// Has open pages know.
    fn publish(&mut self) {
        if let Some(teller) = &mut self.teller {
            teller.tell(&self.edition, &self.text);
        }
    }
}

/// What changes of an atlas.
struct Changes {
    events: Receiver<()>,
    // It ends with what it watches for.
    _watcher: notify::RecommendedWatcher,
}

impl Changes {
    fn of(options: &Options) -> Result<Self> {
        let (sender, events) = mpsc::channel();
        let mut watcher = notify::recommended_watcher(move |event: notify::Result<notify::Event>| {
            // That a file was read changes nothing. Whom nobody hears has ended.
            if event.is_ok_and(|event| !event.kind.is_access()) {
                let _ = sender.send(());
            }
        })
        .context("this system does not tell of changes")?;
        let mut watch = |path: &Path| {
            let what = || format!("{} cannot be watched", path.display());
            watcher.watch(path, RecursiveMode::Recursive).with_context(what)
        };
        watch(&options.atlas)?;
        options.article.as_deref().map(&mut watch).transpose()?;
        Ok(Self { events, _watcher: watcher })
    }

    /// Waits for the next change; whether there was one.
    fn next(&self) -> bool {
        if self.events.recv().is_err() {
            return false;
        }
        while self.events.recv_timeout(SETTLED).is_ok() {}
        true
    }
}
