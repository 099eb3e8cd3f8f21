//! Running other programs: a clean environment, a copy of what they print, a
//! limit on how long they may take.

use std::env;
use std::ffi::{OsStr, OsString};
use std::io::{BufRead, BufReader, IsTerminal, Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, ExitStatus, Stdio};
use std::sync::Mutex;
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
pub use bundle::say;

use crate::project::Project;

/// A command in the workspace, without what the outer cargo put in this
/// program's environment.
pub fn command(project: &Project, program: impl AsRef<OsStr>) -> Command {
    let mut command = Command::new(program);
    command.current_dir(&project.root);
    for (name, _) in env::vars_os() {
        if name.to_str().is_some_and(comes_from_outer_cargo) {
            command.env_remove(name);
        }
    }
    if let Some(paths) = env::var_os("LD_LIBRARY_PATH") {
        match without_rust_folders(&paths) {
            Some(paths) => command.env("LD_LIBRARY_PATH", paths),
            None => command.env_remove("LD_LIBRARY_PATH"),
        };
    }
    // trunk reads NO_COLOR as a boolean and stops at the usual "1".
    if env::var_os("NO_COLOR").is_some() {
        command.env("NO_COLOR", "true");
    }
    command
}

/// The target that rustc compiles for where none is named.
///
/// # Errors
/// There is no rustc, or it does not say.
pub fn host(project: &Project) -> Result<String> {
    let told = command(project, "rustc").arg("-vV").output().context("rustc cannot start")?;
    let told = String::from_utf8_lossy(&told.stdout).into_owned();
    let host = told.lines().find_map(|line| line.strip_prefix("host: "));
    host.map(str::to_owned).context("`rustc -vV` names no host")
}

/// What `cargo run` sets for the program it starts. `CARGO_HOME`,
/// `CARGO_TARGET_DIR`, `CARGO_NET_OFFLINE` and the like are the user's.
fn comes_from_outer_cargo(name: &str) -> bool {
    const PREFIXES: [&str; 2] = ["CARGO_PKG_", "CARGO_BIN_"];
    const NAMES: [&str; 7] = [
        "CARGO",
        "CARGO_MANIFEST_DIR",
        "CARGO_MANIFEST_PATH",
        "CARGO_CRATE_NAME",
        "CARGO_PRIMARY_PACKAGE",
        "OUT_DIR",
        "RUST_RECURSION_COUNT",
    ];
    NAMES.contains(&name) || PREFIXES.iter().any(|prefix| name.starts_with(prefix))
}

/// `cargo run` puts the toolchain's libraries first, where another toolchain's
/// rustc would find them.
fn without_rust_folders(paths: &OsStr) -> Option<OsString> {
    let kept: Vec<PathBuf> = env::split_paths(paths)
        .filter(|path| {
            let text = path.to_string_lossy();
            !text.contains("rustlib") && !text.contains("toolchains") && !text.contains("/target/")
        })
        .collect();
    (!kept.is_empty()).then(|| env::join_paths(kept).ok())?
}

/// `dirs` in front of this program's `PATH`.
pub fn path_with(dirs: &[PathBuf]) -> OsString {
    let old = env::var_os("PATH").unwrap_or_default();
    env::join_paths(dirs.iter().cloned().chain(env::split_paths(&old))).unwrap_or(old)
}

/// The first file of that name on `PATH`.
pub fn which(program: &str) -> Option<PathBuf> {
    env::split_paths(&env::var_os("PATH")?).map(|dir| dir.join(program)).find(|file| is_program(file))
}

fn is_program(file: &Path) -> bool {
    use std::os::unix::fs::PermissionsExt;
    file.metadata().is_ok_and(|meta| meta.is_file() && meta.permissions().mode() & 0o111 != 0)
}

/// How the command would be typed.
pub fn shown(command: &Command) -> String {
    let mut text = command.get_program().to_string_lossy().into_owned();
    for arg in command.get_args() {
        text.push(' ');
        text.push_str(&arg.to_string_lossy());
    }
    text
}

/// Runs to the end; what it prints goes to the terminal.
///
/// # Errors
/// It cannot start, or it fails.
pub fn run(command: &mut Command) -> Result<()> {
    let status = start(command)?;
    if !status.success() {
        bail!("`{}` failed ({status})", shown(command));
    }
    Ok(())
}

fn start(command: &mut Command) -> Result<ExitStatus> {
    command.status().with_context(|| format!("`{}` cannot start", shown(command)))
}

/// How long a long step may be silent.
const SILENCE: Duration = Duration::from_secs(15);

/// [`run`], for what takes long: where no terminal shows it move, it says after
/// every silence of 15 seconds how long it has been running and what it said last.
///
/// # Errors
/// It cannot start, or it fails.
pub fn run_long(command: &mut Command) -> Result<()> {
    if std::io::stderr().is_terminal() {
        return run(command);
    }
    let status = run_telling(command, SILENCE, say)?;
    if !status.success() {
        bail!("`{}` failed ({status})", shown(command));
    }
    Ok(())
}

/// Runs to the end; passes on what it prints, and tells `tell` of each `silence`.
fn run_telling(command: &mut Command, silence: Duration, tell: impl Fn(String)) -> Result<ExitStatus> {
    let begun = Instant::now();
    let mut child = command
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .with_context(|| format!("`{}` cannot start", shown(command)))?;
    let last = Mutex::new((begun, String::new()));
    let heard = |line: &[u8]| {
        if let Ok(mut last) = last.lock() {
            *last = (Instant::now(), String::from_utf8_lossy(line).trim().to_owned());
        }
    };
    let (out, err) = (child.stdout.take(), child.stderr.take());
    thread::scope(|scope| {
        scope.spawn(|| out.map(|out| pass_on(out, std::io::stdout(), heard)));
        scope.spawn(|| err.map(|err| pass_on(err, std::io::stderr(), heard)));
        loop {
            if let Some(status) = child.try_wait()? {
                return Ok(status);
            }
            thread::sleep(Duration::from_millis(100));
            if let Ok(mut last) = last.lock()
                && last.0.elapsed() >= silence
            {
                tell(still_running(begun.elapsed(), &last.1));
                last.0 = Instant::now();
            }
        }
    })
}

fn still_running(since: Duration, last: &str) -> String {
    let at = if last.is_empty() { String::new() } else { format!(", at: {last}") };
    format!("still running after {} s{at}", since.as_secs())
}

/// Shows `from` line by line; a line that cannot be shown is heard all the same.
fn pass_on(from: impl Read, mut screen: impl Write, heard: impl Fn(&[u8])) {
    let mut reader = BufReader::new(from);
    let mut line = Vec::new();
    while reader.read_until(b'\n', &mut line).is_ok_and(|length| length > 0) {
        let _ = screen.write_all(&line).and_then(|()| screen.flush());
        heard(&line);
        line.clear();
    }
}

/// Runs to the end or to `limit`, whichever is first. `None` says that time ran
/// out and the program was stopped.
///
/// # Errors
/// It cannot start.
pub fn run_within(command: &mut Command, limit: Duration) -> Result<Option<ExitStatus>> {
    let begun = Instant::now();
    let mut child = command.spawn().with_context(|| format!("`{}` cannot start", shown(command)))?;
    loop {
        if let Some(status) = child.try_wait()? {
            return Ok(Some(status));
        }
        if begun.elapsed() >= limit {
            child.kill()?;
            child.wait()?;
            return Ok(None);
        }
        thread::sleep(Duration::from_millis(100));
    }
}

/// What the command prints, without showing it. `None` where it cannot start or
/// fails.
pub fn answer(command: &mut Command) -> Option<String> {
    let output = command.stdin(Stdio::null()).output().ok()?;
    output.status.success().then(|| String::from_utf8_lossy(&output.stdout).into_owned())
}

/// A finished program and the text it wrote to its standard output.
pub struct Told {
    /// How it ended.
    pub status: ExitStatus,
    /// Standard output; it was shown as it came.
    pub text: String,
}

/// Runs to the end, showing the output as it comes and keeping a copy of
/// standard output. Standard error goes to the terminal untouched.
///
/// # Errors
/// It cannot start.
pub fn run_listening(command: &mut Command) -> Result<Told> {
    let mut child = command
        .stdout(Stdio::piped())
        .spawn()
        .with_context(|| format!("`{}` cannot start", shown(command)))?;
    let text = match child.stdout.take() {
        Some(out) => echo(out)?,
        None => String::new(),
    };
    let status = child.wait()?;
    Ok(Told { status, text })
}

fn echo(out: impl Read) -> Result<String> {
    let mut reader = BufReader::new(out);
    let mut all = Vec::new();
    let mut line = Vec::new();
    let mut screen = std::io::stdout();
    while reader.read_until(b'\n', &mut line)? > 0 {
        screen.write_all(&line)?;
        screen.flush()?;
        all.append(&mut line);
    }
    Ok(String::from_utf8_lossy(&all).into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_outer_cargo_is_forgotten_and_the_user_is_not() {
        assert!(comes_from_outer_cargo("CARGO_PKG_NAME"));
        assert!(comes_from_outer_cargo("CARGO_MANIFEST_DIR"));
        assert!(!comes_from_outer_cargo("CARGO_HOME"));
        assert!(!comes_from_outer_cargo("CARGO_TARGET_DIR"));
    }

    #[test]
    fn library_folders_of_rust_go() {
        let paths = OsStr::new("/w/target/debug/deps:/opt/lib:/r/.rustup/toolchains/stable/lib");
        assert_eq!(without_rust_folders(paths), Some("/opt/lib".into()));
        assert_eq!(without_rust_folders(OsStr::new("/w/target/debug")), None);
    }

    #[test]
    fn a_silent_program_is_told_to_be_running() {
        let told = Mutex::new(Vec::new());
        let mut shell = Command::new("sh");
        shell.args(["-c", "echo '  Compiling leptos'; sleep 1"]);
        let status = run_telling(&mut shell, Duration::from_millis(300), |line| {
            told.lock().unwrap().push(line);
        });
        assert!(status.unwrap().success());
        let told = told.into_inner().unwrap();
        assert_eq!(told.first().map(String::as_str), Some("still running after 0 s, at: Compiling leptos"));
    }

    #[test]
    fn a_program_that_hangs_is_stopped() {
        let mut sleep = Command::new("sleep");
        sleep.arg("30");
        let got = run_within(&mut sleep, Duration::from_millis(150)).unwrap();
        assert!(got.is_none());
    }
}
