//! In place of the crate of this name (`[patch.crates-io]` in `Cargo.toml`), for its
//! bytes: 4.4 KB (brotli) of the 240 that a reader waits for.
//!
//! Leptos brings its server functions along, and these that crate, whose three classes
//! for JavaScript are exported and so kept with all that they use, whether or not
//! anything calls them. This page has no server. Here stands what server functions need
//! to compile, and no more.

use futures::{Stream, stream};
use wasm_bindgen::JsValue;

/// A stream that nobody makes.
#[derive(Debug)]
pub struct ReadableStream(web_sys::ReadableStream);

impl ReadableStream {
    /// The stream of an answer's body.
    pub fn from_raw(raw: web_sys::ReadableStream) -> Self {
        Self(raw)
    }

    /// The browser's stream.
    pub fn into_raw(self) -> web_sys::ReadableStream {
        self.0
    }

    /// A stream for a request's body.
    ///
    /// # Panics
    /// Always: there is no server that would be sent one.
    pub fn from_stream(_: impl Stream<Item = Result<JsValue, JsValue>> + 'static) -> Self {
        unimplemented!("server functions: this page has no server")
    }

    /// What comes out of it: an error.
    pub fn into_stream(self) -> impl Stream<Item = Result<JsValue, JsValue>> {
        let why = "server functions: this page has no server";
        stream::iter([Err(JsValue::from_str(why))])
    }
}
