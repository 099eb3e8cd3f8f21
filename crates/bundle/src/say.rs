//! The one voice of the commands, on the terminal.

use std::io::Write as _;

/// Says what is about to happen, or what was left out.
pub fn say(text: impl AsRef<str>) {
    write(&format!("==> {}\n", text.as_ref()));
}

/// Writes a text as it is: what a command answers. Where the reader has gone, as in
/// `confins check | head`, nobody is there to be told.
pub fn write(text: &str) {
    let mut out = std::io::stdout();
    let _ = out.write_all(text.as_bytes()).and_then(|()| out.flush());
}
