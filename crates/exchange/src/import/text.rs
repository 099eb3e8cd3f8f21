//! A file's bytes as characters.

use encoding_rs::{Encoding, WINDOWS_1252};

use crate::ledger::{Ledger, Place, Thing};

/// What bytes say, without a byte order mark: by that mark, as `label` has it, as UTF-8, or
/// as the encoding that western programs without UTF-8 write. Writes down a guess.
pub(crate) fn decoded(bytes: &[u8], label: Option<&str>, ledger: &mut Ledger) -> String {
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        return read(encoding, &bytes[mark.min(bytes.len())..], ledger);
    }
    if let Some(encoding) = label.and_then(|label| Encoding::for_label(label.trim().as_bytes())) {
        return read(encoding, bytes, ledger);
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        return text.to_owned();
    }
    let how = "not UTF-8: read as Windows-1252";
    ledger.approximated(Thing::Text, 1, how, &Place::default());
    read(WINDOWS_1252, bytes, ledger)
}

fn read(encoding: &'static Encoding, bytes: &[u8], ledger: &mut Ledger) -> String {
    let (text, is_broken) = encoding.decode_without_bom_handling(bytes);
    if is_broken {
        let how = format!("characters that are none in {} are �", encoding.name());
        ledger.approximated(Thing::Text, 1, how, &Place::default());
    }
    text.into_owned()
}

/// The encoding that an XML declaration names.
pub(crate) fn declared(bytes: &[u8]) -> Option<&str> {
    let head = bytes.get(..bytes.len().min(200))?;
    let end = head.iter().position(|byte| *byte == b'>')?;
    let head = std::str::from_utf8(&head[..end]).ok()?.trim_start();
    let (_, rest) = head.strip_prefix("<?xml")?.split_once("encoding")?;
    let rest = rest.trim_start().strip_prefix('=')?.trim_start();
    let quote = rest.chars().next().filter(|quote| matches!(quote, '"' | '\''))?;
    rest[1..].split(quote).next()
}
