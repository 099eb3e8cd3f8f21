//! Tells an open page that its atlas has changed, and what is wrong with it. A page asks,
//! and is answered when there is news: a connection that waits needs no protocol.

use axum::extract::{Query, State};
use axum::http::header::{CONTENT_TYPE, HeaderValue};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use axum::{Json, Router};
use serde::{Deserialize, Serialize};
use tokio::sync::watch;

/// What runs in the page.
const SCRIPT: &str = include_str!("live.js");

/// What a page is to know of its atlas.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct News {
    /// Which files the page is of: another text whenever what it shows has changed.
    pub edition: String,
    /// How often something was told.
    pub told: String,
    /// What the check says of the files as they are, as text; empty where it finds no error.
    pub text: String,
}

/// What a page knows already.
#[derive(Deserialize)]
struct Known {
    edition: String,
    told: String,
}

/// Where news is told.
pub struct Teller {
    sender: watch::Sender<News>,
    count: u64,
}

impl Teller {
    /// Tells open pages that they are of an older edition than `edition`, or that there is
    /// something else to be said of it.
    pub fn tell(&mut self, edition: &str, text: &str) {
        self.count += 1;
        let told = self.count.to_string();
        self.sender.send_replace(News { edition: edition.to_owned(), told, text: text.to_owned() });
    }
}

/// Who tells news, and what answers pages that ask for it.
pub fn set_up() -> (Teller, Router) {
    let (sender, receiver) = watch::channel(News::default());
    let router = Router::new()
        .route("/confins-live", get(answer))
        .route("/confins-live.js", get(script))
        .with_state(receiver);
    (Teller { sender, count: 0 }, router)
}

/// The element that has the script run in a page of `edition`.
pub fn element(edition: &str) -> String {
    format!("<script type=\"module\" src=\"confins-live.js?edition={edition}\"></script>")
}

async fn script() -> Response {
    ([(CONTENT_TYPE, HeaderValue::from_static("text/javascript; charset=utf-8"))], SCRIPT).into_response()
}

async fn answer(State(mut news): State<watch::Receiver<News>>, Query(known): Query<Known>) -> Json<News> {
    let is_news = |news: &News| news.edition != known.edition || news.told != known.told;
    // It fails only when nobody is left who could tell something.
    let told = news.wait_for(is_news).await.map(|news| news.clone());
    Json(told.unwrap_or_default())
}
