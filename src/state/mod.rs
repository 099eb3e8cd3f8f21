//! What the page knows, as signals, and the rules by which it changes, by
//! concern: the view, what is selected, the date, the way through the article,
//! the address, loading.
//!
//! Deliberately absent: the browser. No clock, no element, no history. What the
//! state would like to have done there it says as a [`Wish`]; the composition
//! root has it done.

mod address;
mod astray;
mod failure;
mod loading;
mod selection;
mod signals;
#[cfg(test)]
mod tests;
mod time;
mod tour;
mod view;
mod walk;
mod wish;

pub use failure::{Failure, Found, Progress, What};
pub use signals::{Origin, State};
pub use wish::{Export, Focus, Wish};
