//! Pauses in long work.

use js_sys::Promise;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;
use web_sys::MessageChannel;

/// Lets other messages have their turn: without a task of their own the worker
/// would hear nothing. A timer would wait for 4 ms.
pub struct Pause(Option<MessageChannel>);

impl Pause {
    /// A way to pause, for as long as it is kept.
    pub fn new() -> Self {
        Self(MessageChannel::new().ok())
    }

    /// Goes on once other messages have had their turn.
    pub async fn rest(&self) {
        let Some(channel) = &self.0 else { return };
        let promise = Promise::new(&mut |done, _| {
            channel.port1().set_onmessage(Some(&done));
            // Refused only for what cannot be copied.
            let _ = channel.port2().post_message(&JsValue::NULL);
        });
        // Such a promise is never broken.
        let _ = JsFuture::from(promise).await;
    }
}

impl Drop for Pause {
    fn drop(&mut self) {
        if let Some(channel) = &self.0 {
            channel.port1().close();
        }
    }
}
