//! Confins, the page: mounts the app and nothing else.

mod canvas;
mod data;
mod hash;
mod input;
mod labels;
mod page;
mod state;
mod story;
mod text;
mod ui;

fn main() {
    page::report_panics();
    page::mount();
}
