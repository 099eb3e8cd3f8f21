//! The one voice of the commands, on the terminal.

use std::io::Write as _;

/// Says what is about to happen, or what was left out.
pub fn say(text: impl AsRef<str>) {
    println!("==> {}", text.as_ref());
    // Nobody is there to be told.
    let _ = std::io::stdout().flush();
}
