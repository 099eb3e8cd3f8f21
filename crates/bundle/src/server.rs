//! A small server for a bundle, on this machine only.
//!
//! It answers with the compressed copies that lie beside the files, and with the
//! headers that a real server should send. It does not compress or rewrite.

use std::fs;
use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use std::path::Path;
use std::process::Command;
use std::sync::{Arc, PoisonError, RwLock};
use std::thread::{self, JoinHandle};

use anyhow::{Context, Result, bail};
use axum::Router;
use axum::extract::Request;
use axum::http::header::{CACHE_CONTROL, CONTENT_SECURITY_POLICY, HeaderName, HeaderValue};
use axum::http::{HeaderMap, StatusCode};
use axum::middleware::{self, Next};
use axum::response::Response;
use tower_http::services::ServeDir;

use crate::headers;
use crate::say;

/// A server in a thread of its own, until this program ends.
pub struct Server {
    address: SocketAddr,
    thread: JoinHandle<Result<()>>,
    /// What it says with every answer.
    said: Said,
}

type Said = Arc<RwLock<HeaderMap>>;

impl Server {
    /// The page's address.
    pub fn url(&self) -> String {
        format!("http://{}/", self.address)
    }

    /// Opens the page in the system's browser, or says that its reader has to.
    pub fn open(&self) {
        let opener = if cfg!(target_os = "macos") { "open" } else { "xdg-open" };
        if Command::new(opener).arg(self.url()).spawn().is_err() {
            say(format!("`{opener}` cannot start: open the address yourself"));
        }
    }

    /// The page in `dist` is another one now, which allows other code.
    ///
    /// # Errors
    /// As [`start`]'s.
    pub fn renew(&self, dist: &Path) -> Result<()> {
        let said = said(dist)?;
        *self.said.write().unwrap_or_else(PoisonError::into_inner) = said;
        Ok(())
    }

    /// Waits for its end, which is that of the program.
    ///
    /// # Errors
    /// It stopped.
    pub fn wait(self) -> Result<()> {
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
    start_with(dist, port, Router::new())
}

/// [`start`], with `routes` that answer what they know.
///
/// # Errors
/// As [`start`]'s.
pub fn start_with(dist: &Path, port: u16, routes: Router) -> Result<Server> {
    let said = Arc::new(RwLock::new(said(dist)?));
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, port)).with_context(|| {
        format!("port {port} cannot be had: `--port N` takes another, `--port 0` any free one")
    })?;
    listener.set_nonblocking(true)?;
    let address = listener.local_addr()?;
    let files = ServeDir::new(dist).precompressed_br().precompressed_gzip();
    let says = Arc::clone(&said);
    let router = routes.fallback_service(files).layer(middleware::from_fn(move |request, next| {
        let said = says.read().unwrap_or_else(PoisonError::into_inner).clone();
        async move { with_headers(request, next, said).await }
    }));
    let thread = thread::spawn(move || {
        tokio::runtime::Builder::new_current_thread().enable_io().build()?.block_on(async {
            let listener = tokio::net::TcpListener::from_std(listener)?;
            axum::serve(listener, router).await?;
            Ok(())
        })
    });
    Ok(Server { address, thread, said })
}

/// What is said with every answer: the page's policy, and what is the same for all.
fn said(dist: &Path) -> Result<HeaderMap> {
    let page = dist.join("index.html");
    let html = fs::read_to_string(&page)
        .with_context(|| format!("{} cannot be read: is there a bundle?", page.display()))?;
    let policy = headers::policy(&html)
        .with_context(|| format!("{} names no Content-Security-Policy", page.display()))?;
    let mut said = HeaderMap::new();
    said.insert(
        CONTENT_SECURITY_POLICY,
        HeaderValue::from_str(&policy).context("the page's policy is no header")?,
    );
    for (name, value) in headers::FIXED {
        said.insert(HeaderName::from_bytes(name.as_bytes())?, HeaderValue::from_static(value));
    }
    Ok(said)
}

async fn with_headers(request: Request, next: Next, said: HeaderMap) -> Response {
    let cache = headers::cache(request.uri().path());
    let mut response = next.run(request).await;
    let found = response.status().is_success() || response.status() == StatusCode::NOT_MODIFIED;
    let cache = if found { cache } else { headers::REVALIDATED };
    response.headers_mut().extend(said);
    response.headers_mut().insert(CACHE_CONTROL, HeaderValue::from_static(cache));
    response
}

#[cfg(test)]
mod tests {
    use std::io::{Read, Write};
    use std::net::TcpStream;
    use std::path::PathBuf;

    use super::*;

    /// The shipped page, with some files beside it.
    fn bundle(name: &str) -> PathBuf {
        let dir = std::env::temp_dir().join(format!("confins-serve-{}-{name}", std::process::id()));
        fs::create_dir_all(dir.join("geodata")).unwrap();
        let page = include_str!("../../../index.html");
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
        for (name, value) in headers::FIXED {
            assert!(page.contains(&format!("{name}: {value}").to_lowercase()), "{name}: {page}");
        }

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
