//! Where the files of an atlas are.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, Read as _, Seek as _, SeekFrom};
use std::path::PathBuf;

use atlas::address;

/// The files of an atlas, by their paths from its folder, slashes between.
pub trait Folder {
    /// All bytes of a file.
    ///
    /// # Errors
    /// It is not there, or cannot be read.
    fn read(&self, file: &str) -> io::Result<Vec<u8>>;

    /// At most `most` bytes of a file, from the byte `from` on: fewer where it ends.
    ///
    /// # Errors
    /// As [`Folder::read`]'s.
    fn part(&self, file: &str, from: u64, most: u64) -> io::Result<Vec<u8>> {
        let bytes = self.read(file)?;
        let from = usize::try_from(from).unwrap_or(usize::MAX).min(bytes.len());
        let most = usize::try_from(most).unwrap_or(usize::MAX);
        Ok(bytes[from..].iter().copied().take(most).collect())
    }

    /// Whether there is such a file.
    fn has(&self, file: &str) -> bool;
}

/// All bytes of a file.
///
/// # Errors
/// It cannot be read, with its name.
pub fn whole(folder: &dyn Folder, file: &str) -> Result<Vec<u8>, String> {
    folder.read(file).map_err(|why| format!("{file} cannot be read: {why}"))
}

/// The text of a file.
///
/// # Errors
/// It cannot be read, or is no text, with its name.
pub fn text(folder: &dyn Folder, file: &str) -> Result<String, String> {
    let bytes = whole(folder, file)?;
    String::from_utf8(bytes).map_err(|why| format!("{file} is not UTF-8: {why}"))
}

/// A folder on a disk.
pub struct Disk(pub PathBuf);

impl Folder for Disk {
    fn read(&self, file: &str) -> io::Result<Vec<u8>> {
        std::fs::read(self.at(file)?)
    }

    fn part(&self, file: &str, from: u64, most: u64) -> io::Result<Vec<u8>> {
        let mut file = File::open(self.at(file)?)?;
        let mut bytes = Vec::new();
        file.seek(SeekFrom::Start(from))?;
        file.take(most).read_to_end(&mut bytes)?;
        Ok(bytes)
    }

    fn has(&self, file: &str) -> bool {
        self.at(file).is_ok_and(|path| path.is_file())
    }
}

impl Disk {
    /// Where a file is: within the folder, whoever wrote its name.
    ///
    /// # Errors
    /// The name may lead elsewhere.
    pub fn at(&self, file: &str) -> io::Result<PathBuf> {
        match address::file(file) {
            Ok(()) => Ok(self.0.join(file)),
            Err(why) => Err(io::Error::new(io::ErrorKind::InvalidInput, why)),
        }
    }
}

/// Files in memory: dropped onto a page, or of a test.
#[derive(Debug, Default)]
pub struct Memory(pub BTreeMap<String, Vec<u8>>);

impl Folder for Memory {
    fn read(&self, file: &str) -> io::Result<Vec<u8>> {
        self.0.get(file).cloned().ok_or_else(|| io::Error::new(io::ErrorKind::NotFound, "no such file"))
    }

    fn has(&self, file: &str) -> bool {
        self.0.contains_key(file)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_kinds_give_the_same_bytes() {
        let dir = std::env::temp_dir().join(format!("confins-folder-{}", std::process::id()));
        std::fs::create_dir_all(dir.join("base")).unwrap();
        std::fs::write(dir.join("base/a.json"), b"0123").unwrap();
        let memory = Memory([("base/a.json".to_owned(), b"0123".to_vec())].into());
        let folders: [&dyn Folder; 2] = [&Disk(dir.clone()), &memory];
        for folder in folders {
            assert_eq!(folder.read("base/a.json").unwrap(), b"0123");
            assert_eq!(folder.part("base/a.json", 1, 2).unwrap(), b"12");
            assert_eq!(folder.part("base/a.json", 3, 9).unwrap(), b"3");
            assert_eq!(folder.part("base/a.json", 9, 9).unwrap(), b"");
            assert_eq!(folder.read("b.json").unwrap_err().kind(), io::ErrorKind::NotFound);
            assert!(folder.has("base/a.json") && !folder.has("base"));
        }
        let why = folders[0].read("../a.json").unwrap_err();
        assert_eq!(why.to_string(), "has the part \"..\", expected names");
        std::fs::remove_dir_all(&dir).unwrap();
    }
}
