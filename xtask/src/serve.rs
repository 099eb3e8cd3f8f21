//! A small server for the bundle, on this machine only.
//!
//! It answers with the compressed copies that the build wrote, and with the
//! headers that a real server should send. It does not compress or rewrite.

use std::fs;
use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use std::path::Path;
use std::process::Command;
use std::thread::{self, JoinHandle};

use anyhow::{Context, Result, bail};
use axum::Router;
use axum::extract::Request;
use axum::http::header::{
    CACHE_CONTROL, CONTENT_SECURITY_POLICY, HeaderName, REFERRER_POLICY, X_CONTENT_TYPE_OPTIONS,
};
use axum::http::{HeaderValue, StatusCode};
use axum::middleware::{self, Next};
use axum::response::Response;
use tower_http::services::ServeDir;

use crate::build;
use crate::cli::ServeOptions;
use crate::process::{self, say};
use crate::project::Project;
use crate::setup::Bundler;

/// `cargo xtask serve`: runs until it is stopped.
///
/// # Errors
/// The build fails, or the port is taken.
pub fn command(project: &Project, options: &ServeOptions) -> Result<()> {
    if options.dev {
        return develop(project, options);
    }
    if options.build {
        build::bundle(project)?;
    }
    let server = start(&project.dist, options.port)?;
    println!("listening on {}", server.url());
    if options.open {
        open(&server.url());
    }
    server.wait()
}

/// `trunk serve`: a debug build, rebuilt on every change.
fn develop(project: &Project, options: &ServeOptions) -> Result<()> {
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

fn open(url: &str) {
    let opener = if cfg!(target_os = "macos") { "open" } else { "xdg-open" };
    if Command::new(opener).arg(url).spawn().is_err() {
        say(format!("`{opener}` cannot start: open the address yourself"));
    }
}

/// A server in a thread of its own, until this program ends.
pub struct Server {
    address: SocketAddr,
    thread: JoinHandle<Result<()>>,
}

impl Server {
    /// The page's address.
    pub fn url(&self) -> String {
        format!("http://{}/", self.address)
    }

    fn wait(self) -> Result<()> {
        match self.thread.join() {
            Ok(ended) => ended,
            Err(_) => bail!("the server stopped unexpectedly"),
        }
    }
}

/// Starts to serve `dist`; 0 is any free port.
///
/// # Errors
/// There is no bundle, its page has no policy, or the port is taken.
pub fn start(dist: &Path, port: u16) -> Result<Server> {
    let page = dist.join("index.html");
    let html = fs::read_to_string(&page).with_context(|| {
        format!("{} cannot be read: is there a bundle? `cargo xtask build` writes it", page.display())
    })?;
    let policy =
        policy(&html).with_context(|| format!("{} names no Content-Security-Policy", page.display()))?;
    let policy = HeaderValue::from_str(&policy).context("the page's policy is no header")?;

    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, port)).with_context(|| {
        format!("port {port} cannot be had: `--port N` takes another, `--port 0` any free one")
    })?;
    listener.set_nonblocking(true)?;
    let address = listener.local_addr()?;
    let files = ServeDir::new(dist).precompressed_br().precompressed_gzip();
    let router = Router::new().fallback_service(files).layer(middleware::from_fn(move |request, next| {
        let policy = policy.clone();
        async move { with_headers(request, next, policy).await }
    }));
    let thread = thread::spawn(move || {
        tokio::runtime::Builder::new_current_thread().enable_io().build()?.block_on(async {
            let listener = tokio::net::TcpListener::from_std(listener)?;
            axum::serve(listener, router).await?;
            Ok(())
        })
    });
    Ok(Server { address, thread })
}

async fn with_headers(request: Request, next: Next, policy: HeaderValue) -> Response {
    const FIXED: [(HeaderName, &str); 2] =
        [(X_CONTENT_TYPE_OPTIONS, "nosniff"), (REFERRER_POLICY, "no-referrer")];
    let hashed = is_hashed(request.uri().path());
    let mut response = next.run(request).await;
    let found = response.status().is_success() || response.status() == StatusCode::NOT_MODIFIED;
    let cache = if hashed && found { "public, max-age=31536000, immutable" } else { "no-cache" };
    let headers = response.headers_mut();
    headers.insert(CACHE_CONTROL, HeaderValue::from_static(cache));
    headers.insert(CONTENT_SECURITY_POLICY, policy);
    for (name, value) in FIXED {
        headers.insert(name, HeaderValue::from_static(value));
    }
    response
}

/// The policy for the header: the page's own, and that any page may frame this
/// one, which a page cannot say of itself.
fn policy(html: &str) -> Option<String> {
    let (_, rest) = html.split_once("http-equiv=\"Content-Security-Policy\"")?;
    let (_, rest) = rest.split_once("content=\"")?;
    let (policy, _) = rest.split_once('"')?;
    Some(format!("{policy}; frame-ancestors *"))
}

/// Whether trunk put a hash of the content into the name, as in
/// `/confins-1a2b3c4d5e6f7081_bg.wasm`. Such a file never changes.
pub fn is_hashed(path: &str) -> bool {
    let Some((stem, "css" | "js" | "wasm")) =
        path.trim_start_matches('/').rsplit_once('.').filter(|(stem, _)| !stem.contains('/'))
    else {
        return false;
    };
    let stem = stem.strip_suffix("_bg").unwrap_or(stem);
    stem.rsplit_once('-').is_some_and(|(_, hash)| {
        (10..=16).contains(&hash.len()) && hash.bytes().all(|byte| byte.is_ascii_hexdigit())
    })
}

#[cfg(test)]
mod tests {
    use std::io::{Read, Write};
    use std::net::TcpStream;
    use std::path::PathBuf;

    use super::*;

    #[test]
    fn only_hashed_names_never_change() {
        assert!(is_hashed("/confins-1a2b3c4d5e6f7081.js"));
        assert!(is_hashed("/confins-1a2b3c4d5e6f7081_bg.wasm"));
        assert!(is_hashed("/style-1a2b3c4d5e6f708.css"));
        assert!(!is_hashed("/"));
        assert!(!is_hashed("/start.js"));
        assert!(!is_hashed("/geodata/base/places.geojson"));
        assert!(!is_hashed("/snippets/app-1a2b3c4d5e6f7081/inline0.js"));
        assert!(!is_hashed("/occupied-areas.js"));
    }

    #[test]
    fn the_header_is_the_pages_policy() {
        let html = r#"<meta http-equiv="Content-Security-Policy" content="default-src 'none'">"#;
        assert_eq!(policy(html).as_deref(), Some("default-src 'none'; frame-ancestors *"));
        assert_eq!(policy("<html>"), None);
    }

    /// The shipped page, with some files beside it.
    fn bundle(name: &str) -> PathBuf {
        let dir = std::env::temp_dir().join(format!("confins-serve-{}-{name}", std::process::id()));
        fs::create_dir_all(dir.join("geodata")).unwrap();
        let page = include_str!("../../index.html");
        fs::write(dir.join("index.html"), page).unwrap();
        fs::write(dir.join("a-0123456789abcdef.wasm"), b"\0asm").unwrap();
        fs::write(dir.join("a-0123456789abcdef.wasm.br"), b"br").unwrap();
        fs::write(dir.join("geodata/b.geojson"), b"{}").unwrap();
        fs::write(dir.join("geodata/c.webp"), b"RIFF").unwrap();
        dir
    }

    fn get(server: &Server, path: &str, more: &str) -> String {
        let mut stream = TcpStream::connect(server.address).unwrap();
        write!(stream, "GET {path} HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n{more}\r\n").unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        answer.to_lowercase()
    }

    #[test]
    fn answers_carry_the_right_headers() {
        let dir = bundle("headers");
        let server = start(&dir, 0).unwrap();

        let page = get(&server, "/", "");
        assert!(page.contains("content-type: text/html"), "{page}");
        assert!(page.contains("cache-control: no-cache"), "{page}");
        assert!(page.contains("frame-ancestors *"), "{page}");
        assert!(page.contains("x-content-type-options: nosniff"), "{page}");

        let wasm = get(&server, "/a-0123456789abcdef.wasm", "accept-encoding: gzip, br\r\n");
        assert!(wasm.contains("content-type: application/wasm"), "{wasm}");
        assert!(wasm.contains("content-encoding: br"), "{wasm}");
        assert!(wasm.contains("immutable"), "{wasm}");

        let plain = get(&server, "/a-0123456789abcdef.wasm", "");
        assert!(!plain.contains("content-encoding"), "{plain}");

        let data = get(&server, "/geodata/b.geojson", "");
        assert!(data.contains("content-type: application/geo+json"), "{data}");
        assert!(data.contains("cache-control: no-cache"), "{data}");
        let image = get(&server, "/geodata/c.webp", "");
        assert!(image.contains("content-type: image/webp"), "{image}");

        let absent = get(&server, "/b-0123456789abcdef.js", "");
        assert!(absent.starts_with("http/1.1 404"), "{absent}");
        assert!(absent.contains("cache-control: no-cache"), "{absent}");
        fs::remove_dir_all(dir).unwrap();
    }

    #[test]
    fn an_unchanged_file_is_not_sent_again() {
        let dir = bundle("again");
        let server = start(&dir, 0).unwrap();
        let first = get(&server, "/geodata/b.geojson", "");
        let tag = first.lines().find_map(|line| line.strip_prefix("etag: ")).unwrap();
        let again = get(&server, "/geodata/b.geojson", &format!("if-none-match: {tag}\r\n"));
        assert!(again.starts_with("http/1.1 304"), "{again}");
        fs::remove_dir_all(dir).unwrap();
    }

    #[test]
    fn no_bundle_is_an_error() {
        assert!(start(Path::new("/nonexistent"), 0).is_err());
    }
}
