//! Real servers with the files that the build wrote for them: nginx and Caddy,
//! on this machine only, at the root and under a path. Each is asked for every
//! file of the bundle, and has to answer as [`crate::headers`] says.

use std::fs;
use std::io::{Read, Write};
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use bundle::compress;
use bundle::headers::{self, Lasting};
use bundle::servers::FOLDER;

use crate::process::say;
use crate::project::Project;
use crate::report::{Counts, Outcome};
use crate::setup;

/// A server takes a moment to start.
const PATIENCE: Duration = Duration::from_secs(10);

/// Where Debian keeps what nginx needs for `brotli_static`.
const BROTLI: &str = "/usr/lib/nginx/modules/ngx_http_brotli_static_module.so";

/// Tries every server that is there or can be installed.
///
/// # Errors
/// There is no bundle.
pub fn all(project: &Project) -> Result<Outcome> {
    let bundle = Bundle::read(&project.dist)?;
    let mut outcome = Outcome::from(Counts::default());
    for kind in [Kind::Nginx, Kind::Caddy] {
        let Some(program) = setup::server(project, kind.name(), kind.packages())? else {
            let why = format!("{} is not installed (apt-get install {0})", kind.name());
            say(&why);
            outcome = outcome.and(Outcome::skipped(why));
            continue;
        };
        for path in ["/", "/map/"] {
            let wrong = bundle.tried(kind, &program, path).unwrap_or_else(|error| vec![format!("{error:#}")]);
            for line in &wrong {
                eprintln!("{} at {path}: {line}", kind.name());
            }
            outcome = outcome.and(match wrong.len() {
                0 => Counts::PASSED.into(),
                count => Outcome::failed(format!("{} at {path}: {count} answers are wrong", kind.name())),
            });
        }
    }
    Ok(outcome)
}

#[derive(Clone, Copy, PartialEq)]
enum Kind {
    Nginx,
    Caddy,
}

impl Kind {
    fn name(self) -> &'static str {
        match self {
            Self::Nginx => "nginx",
            Self::Caddy => "caddy",
        }
    }

    /// The first has to be there, the others may.
    fn packages(self) -> &'static [&'static str] {
        match self {
            Self::Nginx => &["nginx", "libnginx-mod-http-brotli-static"],
            Self::Caddy => &["caddy"],
        }
    }

    /// The written file with what its comments say is to be changed by hand.
    fn adapted(self, written: &str, at: &Place) -> Result<String> {
        let Place { path, folder, port } = at;
        let bare = path.trim_end_matches('/');
        let folder = folder.display().to_string();
        let mut text = written.to_owned();
        let mut change = |from: &str, to: &str| {
            if !text.contains(from) {
                bail!("the file for {} has no {from:?}", self.name());
            }
            text = text.replace(from, to);
            Ok(())
        };
        match self {
            Self::Nginx => {
                change("listen 80;", &format!("listen 127.0.0.1:{port};"))?;
                change("alias /srv/confins/;", &format!("alias {folder}/;"))?;
                if !bare.is_empty() {
                    change("    location / {", &format!("    location {path} {{"))?;
                    change("# location = /map", "location = /map")?;
                    change("# brotli_static on;", with_brotli("brotli_static on;"))?;
                }
            }
            Self::Caddy => {
                change(":80 {", &format!("http://127.0.0.1:{port} {{"))?;
                change("root * /srv/confins", &format!("root * {folder}"))?;
                if !bare.is_empty() {
                    change(
                        "\n\troute {",
                        &format!("\n\tredir {bare} {path}\n\thandle_path {path}* {{\n\troute {{"),
                    )?;
                    text.push_str("}\n");
                }
            }
        }
        Ok(text)
    }

    /// Starts it with `text` in `folder`.
    fn start(self, program: &Path, text: &str, folder: &Path) -> Result<Child> {
        let mut command = Command::new(program);
        match self {
            Self::Nginx => {
                fs::write(folder.join("confins.conf"), text)?;
                let user = if setup::is_root() { "user root;" } else { "" };
                let module = if Path::new(BROTLI).is_file() {
                    format!("load_module {BROTLI};")
                } else {
                    String::new()
                };
                // One process, so that it ends when it is killed; all that it
                // writes goes into the folder.
                let main = format!(
                    "{user}\n{module}\ndaemon off;\nmaster_process off;\npid nginx.pid;\nerror_log stderr crit;\n\
                     events {{}}\nhttp {{\naccess_log off;\nclient_body_temp_path body;\nproxy_temp_path proxy;\n\
                     fastcgi_temp_path fastcgi;\nuwsgi_temp_path uwsgi;\nscgi_temp_path scgi;\n\
                     include confins.conf;\n}}\n"
                );
                fs::write(folder.join("nginx.conf"), main)?;
                command.arg("-p").arg(folder).args(["-c", "nginx.conf", "-e", "stderr"]);
            }
            Self::Caddy => {
                let text = format!("{{\n\tadmin off\n\tauto_https off\n}}\n{text}");
                fs::write(folder.join("Caddyfile"), text)?;
                command.args(["run", "--config"]).arg(folder.join("Caddyfile"));
                command.env("HOME", folder).env("XDG_CONFIG_HOME", folder).env("XDG_DATA_HOME", folder);
                // It says on standard error every header that it overwrites.
                command.stderr(Stdio::null());
            }
        }
        command.stdout(Stdio::null()).spawn().with_context(|| format!("{} cannot start", program.display()))
    }
}

/// `text`, where nginx has its module.
fn with_brotli(text: &'static str) -> &'static str {
    if Path::new(BROTLI).is_file() { text } else { "" }
}

/// What a server serves, and where.
struct Place<'a> {
    /// Begins and ends with a slash.
    path: &'a str,
    folder: PathBuf,
    port: u16,
}

struct Bundle {
    dist: PathBuf,
    policy: Lasting,
    /// By name, sorted; no compressed copies.
    files: Vec<String>,
}

impl Bundle {
    fn read(dist: &Path) -> Result<Self> {
        let page = dist.join("index.html");
        let html = fs::read_to_string(&page).with_context(|| {
            format!("{} cannot be read: is there a bundle? `cargo xtask build` writes it", page.display())
        })?;
        let policy = Lasting::of(&html).context("the page names no Content-Security-Policy")?;
        Ok(Self { dist: dist.to_owned(), policy, files: compress::names(dist)? })
    }

    /// What a server answers wrongly.
    fn tried(&self, kind: Kind, program: &Path, path: &str) -> Result<Vec<String>> {
        let folder = std::env::temp_dir().join(format!("confins-{}-{}", kind.name(), std::process::id()));
        fs::create_dir_all(&folder)?;
        let port = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?.local_addr()?.port();
        // Whatever the checkout's folder is called: the files know no quotes.
        let served = folder.join("bundle");
        if !served.exists() {
            symlink(&self.dist, &served)?;
        }
        let place = Place { path, folder: served, port };
        let written = match kind {
            Kind::Nginx => "nginx.conf",
            Kind::Caddy => "Caddyfile",
        };
        let written = fs::read_to_string(self.dist.join(FOLDER).join(written))?;
        let text = kind.adapted(&written, &place)?;
        let server = Running(kind.start(program, &text, &folder)?);
        let client = Client { address: (Ipv4Addr::LOCALHOST, port).into() };
        client.wait()?;
        let brotli = kind == Kind::Caddy || (path != "/" && !with_brotli("yes").is_empty());
        let wrong = self.wrong(&client, path, if brotli { "br" } else { "gzip" })?;
        drop(server);
        fs::remove_dir_all(&folder)?;
        Ok(wrong)
    }

    fn wrong(&self, client: &Client, path: &str, small: &str) -> Result<Vec<String>> {
        let mut wrong = Vec::new();
        for name in &self.files {
            let asked = format!("{path}{name}");
            let answer = client.get(&asked, "")?;
            self.compare(&answer, 200, headers::cache(name), &mut wrong);
            let length = fs::metadata(self.dist.join(name))?.len().to_string();
            answer.expect("content-length", Some(&length), &mut wrong);
            if let Some(kind) = headers::kind(name) {
                answer.expect("content-type", Some(kind), &mut wrong);
            }
            let answer = client.get(&asked, "accept-encoding: gzip, br\r\n")?;
            let copy = self.dist.join(format!("{name}.{}", if small == "br" { "br" } else { "gz" }));
            answer.expect("content-encoding", copy.is_file().then_some(small), &mut wrong);
            if let Some(tag) = answer.header("etag") {
                let known = format!("accept-encoding: gzip, br\r\nif-none-match: {tag}\r\n");
                self.compare(&client.get(&asked, &known)?, 304, headers::cache(name), &mut wrong);
            } else {
                wrong.push(format!("{asked}: no etag to revalidate by"));
            }
        }
        self.compare(&client.get(path, "")?, 200, headers::REVALIDATED, &mut wrong);
        for absent in ["b-0123456789abcdef.js", "geodata/b.geojson", "servers/"] {
            let answer = client.get(&format!("{path}{absent}"), "")?;
            if answer.status == 200 || answer.status == 304 {
                wrong.push(format!("{path}{absent}: {}, although it is not there", answer.status));
            }
            answer.expect("cache-control", Some(headers::REVALIDATED), &mut wrong);
        }
        if path != "/" {
            let answer = client.get(path.trim_end_matches('/'), "")?;
            if !(300..400).contains(&answer.status)
                || !answer.header("location").is_some_and(|to| to.ends_with(path))
            {
                wrong.push(format!("{}: {}, expected a redirect to {path}", answer.path, answer.status));
            }
            // Where a location has no slash at its end, nginx would look beside the folder.
            let beside = client.get(&format!("{}../Cargo.toml", path.trim_end_matches('/')), "")?;
            if beside.text.contains("[workspace]") {
                wrong.push("a file outside of the folder is served".to_owned());
            }
        }
        Ok(wrong)
    }

    fn compare(&self, answer: &Answer, status: u16, cache: &str, wrong: &mut Vec<String>) {
        if answer.status != status {
            wrong.push(format!("{}: {}, expected {status}", answer.path, answer.status));
        }
        answer.expect("cache-control", Some(cache), wrong);
        answer.expect("content-security-policy", Some(self.policy.for_path(&answer.path)), wrong);
        for (name, value) in headers::FIXED {
            answer.expect(&name.to_lowercase(), Some(value), wrong);
        }
    }
}

/// Ends with its owner.
struct Running(Child);

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// As much of HTTP as asking for a file needs.
struct Client {
    address: SocketAddr,
}

struct Answer {
    path: String,
    status: u16,
    /// Names in lower case.
    headers: Vec<(String, String)>,
    /// All of it, where it is text.
    text: String,
}

impl Client {
    fn wait(&self) -> Result<()> {
        let begun = Instant::now();
        while TcpStream::connect(self.address).is_err() {
            if begun.elapsed() > PATIENCE {
                bail!("it does not listen on {} after {} s", self.address, PATIENCE.as_secs());
            }
            thread::sleep(Duration::from_millis(50));
        }
        Ok(())
    }

    fn get(&self, path: &str, more: &str) -> Result<Answer> {
        let mut stream = TcpStream::connect(self.address)?;
        stream.set_read_timeout(Some(PATIENCE))?;
        write!(stream, "GET {path} HTTP/1.1\r\nhost: {}\r\nconnection: close\r\n{more}\r\n", self.address)?;
        let mut bytes = Vec::new();
        stream.read_to_end(&mut bytes)?;
        let text = String::from_utf8_lossy(&bytes);
        let head = text.split("\r\n\r\n").next().unwrap_or_default();
        let mut lines = head.lines();
        let status = lines.next().and_then(|line| line.split(' ').nth(1)?.parse().ok());
        let named = |line: &str| {
            let (name, value) = line.split_once(':')?;
            Some((name.to_lowercase(), value.trim().to_owned()))
        };
        Ok(Answer {
            path: path.to_owned(),
            status: status.with_context(|| format!("{path}: no answer in HTTP"))?,
            headers: lines.filter_map(named).collect(),
            text: text.into_owned(),
        })
    }
}

impl Answer {
    /// `None` where it is not there; what is there twice is wrong.
    fn header(&self, name: &str) -> Option<&str> {
        let mut values = self.headers.iter().filter(|(n, _)| n == name).map(|(_, value)| value.as_str());
        values.next().filter(|_| values.next().is_none())
    }

    fn expect(&self, name: &str, want: Option<&str>, wrong: &mut Vec<String>) {
        let got = self.header(name);
        if got != want {
            wrong.push(format!("{}: {name} is {got:?}, expected {want:?}", self.path));
        }
    }
}
