//! The bundle's files, and the text that a reader gives.

use web_sys::{File, TextDecoder, TextDecoderOptions};

/// Fetches a text of the bundle.
///
/// # Errors
/// It cannot be had, by its address.
pub async fn text(address: &str) -> Result<String, String> {
    let answer = browser::fetch(address).await?;
    answer.text().await.map_err(|why| format!("{address}: {why}"))
}

/// A reader's file as a text; `None` where it is another kind of file. Texts are in UTF-8, in
/// UTF-16 where they begin with its mark, else in what Windows has long written.
pub async fn given(file: &File) -> Option<String> {
    let bytes = browser::bytes(file).await?;
    let encoding = match &*bytes {
        [0xff, 0xfe, ..] => "utf-16le",
        [0xfe, 0xff, ..] => "utf-16be",
        _ if bytes.starts_with(b"%PDF") || bytes.contains(&0) => return None,
        _ => match String::from_utf8(bytes.clone()) {
            Ok(text) => return Some(text),
            Err(_) => "windows-1252",
        },
    };
    let options = TextDecoderOptions::new();
    options.set_fatal(true);
    let decoder = TextDecoder::new_with_label_and_options(encoding, &options).ok()?;
    decoder.decode_with_u8_array(&bytes).ok()
}
