//! Folders as a whole.

use std::fs;
use std::path::Path;

use anyhow::Result;

/// Copies a folder with all that is in it.
///
/// # Errors
/// Something in it cannot be read, or not be written there.
pub fn copy(from: &Path, to: &Path) -> Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let target = to.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            copy(&entry.path(), &target)?;
        } else {
            fs::copy(entry.path(), target)?;
        }
    }
    Ok(())
}
