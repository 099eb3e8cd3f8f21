//! Confins, the page: mounts the app and nothing else.

mod canvas;
mod data;
mod door;
mod embed;
mod files;
mod first;
mod ground;
mod input;
mod json;
mod mount;
mod page;
mod print;
mod share;
mod state;
mod tour;
mod ui;

fn main() {
    page::report_panics();
    page::mount();
}
