//! The readers' page with the draft in it: a service worker (`preview.js`) answers for the
//! folder `preview/` out of a cache, into which the draft's files are put here.

use js_sys::{Array, Function, Object, Reflect, Uint8Array};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Request, Response, ServiceWorkerRegistration};

use super::{kept, page};

const DRAFT: &str = "confins-studio-preview";

/// Where the readers' page is, with the draft for its atlas.
pub const ADDRESS: &str = "preview/?atlas=draft";

/// Starts the worker; whether it answers.
pub async fn start() -> bool {
    begun().await.is_some()
}

async fn begun() -> Option<()> {
    let workers = Reflect::get(&page::window().navigator(), &"serviceWorker".into()).ok()?;
    if workers.is_undefined() {
        return None;
    }
    let options = Object::new();
    Reflect::set(&options, &"scope".into(), &"preview/".into()).ok()?;
    let register: Function = Reflect::get(&workers, &"register".into()).ok()?.dyn_into().ok()?;
    let promise = register.call2(&workers, &script("preview.js"), &options).ok()?;
    let registered = JsFuture::from(promise.dyn_into::<js_sys::Promise>().ok()?).await.ok()?;
    let registration: ServiceWorkerRegistration = registered.dyn_into().ok()?;
    // It answers as soon as it is active; it waits for nobody.
    for _ in 0..50 {
        if Reflect::get(&registration, &"active".into()).ok()?.is_truthy() {
            return Some(());
        }
        let (sender, receiver) = futures::channel::oneshot::channel();
        page::after(100, move || {
            let _ = sender.send(());
        });
        receiver.await.ok()?;
    }
    None
}

/// An address of a script, as Trusted Types want it where a browser has them.
fn script(address: &str) -> JsValue {
    thread_local! {
        static POLICY: Option<JsValue> = policy();
    }
    fn policy() -> Option<JsValue> {
        let types = Reflect::get(&page::window(), &"trustedTypes".into()).ok().filter(JsValue::is_truthy)?;
        let create: Function = Reflect::get(&types, &"createPolicy".into()).ok()?.dyn_into().ok()?;
        let rules = Object::new();
        let as_it_is = Closure::<dyn Fn(String) -> String>::new(|address| address).into_js_value();
        Reflect::set(&rules, &"createScriptURL".into(), &as_it_is).ok()?;
        create.call2(&types, &"confins".into(), &rules).ok()
    }
    let trusted = POLICY.with(|policy| {
        let policy = policy.as_ref()?;
        let make: Function = Reflect::get(policy, &"createScriptURL".into()).ok()?.dyn_into().ok()?;
        make.call1(policy, &address.into()).ok()
    });
    trusted.unwrap_or_else(|| address.into())
}

/// Puts the draft's files in place of those that were there. None is away for a moment, as a
/// frame may be reading; what the draft no longer has goes last.
pub async fn put<'f>(files: impl Iterator<Item = (&'f str, &'f [u8])>) -> Option<()> {
    let cache = kept::cache(DRAFT).await?;
    let mut own = Vec::new();
    for (name, content) in files {
        let answer = Response::new_with_opt_js_u8_array(Some(&Uint8Array::from(content))).ok()?;
        let request = Request::new_with_str(&format!("preview/draft/{name}")).ok()?;
        own.push(request.url());
        JsFuture::from(cache.put_with_request(&request, &answer)).await.ok()?;
    }
    let there: Array = JsFuture::from(cache.keys()).await.ok()?.dyn_into().ok()?;
    for request in there.iter().filter_map(|request| request.dyn_into::<Request>().ok()) {
        if !own.contains(&request.url()) {
            JsFuture::from(cache.delete_with_request(&request)).await.ok()?;
        }
    }
    Some(())
}
