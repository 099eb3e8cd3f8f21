//! The base map worker: it fetches and reads layers, keeps them in levels of
//! detail, and paints pictures of the base map for the page, which only has to
//! lay them down. However large a layer is, the page stays free for its reader.
//!
//! Deliberately absent: the page. What goes in and out is the crate `protocol`'s.

mod asked;
mod describe;
mod dispatch;
mod fetch;
mod names;
mod parts;
mod pause;
mod picture;
mod read;
mod relief;
mod state;
mod texts;
mod wire;

fn main() {
    dispatch::listen();
}
