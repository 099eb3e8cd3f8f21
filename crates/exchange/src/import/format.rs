//! Reads any file, found by its content.

use crate::import::builder::Builder;
use crate::import::error::ImportError;
use crate::import::layer::{Import, Options};
use crate::import::{plain, zipped};

/// Reads a file of any known format. `name` is its name, with or without folders; the format
/// is found by content first.
///
/// # Errors
/// Nothing of the file can be read, or nothing of it can be drawn. A feature that cannot be
/// is no error: the ledger says it.
pub fn import(name: &str, bytes: &[u8], options: &Options) -> Result<Import, ImportError> {
    let mut builder = Builder::new(options);
    if bytes.len() as u64 > plain::MOST_BYTES {
        return Err(plain::too_large("the file"));
    }
    if bytes.starts_with(b"PK\x03\x04") {
        zipped::read(&mut builder, plain::stem(name), bytes)?;
    } else {
        plain::read(&mut builder, name, plain::stem(name), bytes)?;
    }
    builder.finish()
}
