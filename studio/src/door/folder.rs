//! A folder of the reader's disk, where the browser lets a page read and write one (File
//! System Access).

use js_sys::{Function, Object, Promise, Reflect};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    File, FileSystemDirectoryHandle, FileSystemFileHandle, FileSystemGetDirectoryOptions,
    FileSystemGetFileOptions, FileSystemHandle, FileSystemHandleKind, FileSystemWritableFileStream,
};

use super::{files, page};

/// How many files and folders are read at most: somebody may choose a whole disk.
const MOST: usize = 2_000;

fn picker() -> Option<Function> {
    Reflect::get(&page::window(), &"showDirectoryPicker".into()).ok()?.dyn_into().ok()
}

/// Whether there is such a thing here.
pub fn is_here() -> bool {
    picker().is_some()
}

/// The folder that the reader chooses; `None` where they choose none.
pub async fn chosen() -> Option<FileSystemDirectoryHandle> {
    let options = Object::new();
    Reflect::set(&options, &"mode".into(), &"readwrite".into()).ok()?;
    let promise: Promise = picker()?.call1(&page::window(), &options).ok()?.dyn_into().ok()?;
    JsFuture::from(promise).await.ok()?.dyn_into().ok()
}

/// The files of a folder and of those in it, by their paths.
///
/// # Errors
/// One cannot be read, or there are too many.
pub async fn read(folder: &FileSystemDirectoryHandle) -> Result<Vec<(String, Vec<u8>)>, String> {
    let mut all = Vec::new();
    let mut folders = vec![(String::new(), folder.clone())];
    let mut seen = 0;
    while let Some((path, folder)) = folders.pop() {
        let entries = folder.values();
        while let Some(entry) = next(&entries).await? {
            seen += 1;
            if seen > MOST {
                return Err(format!("more than {MOST} files, expected the folder of an atlas"));
            }
            let name = entry.name();
            // What tools keep for themselves.
            if name.starts_with('.') || name == "node_modules" {
                continue;
            }
            if entry.kind() == FileSystemHandleKind::Directory {
                folders.push((format!("{path}{name}/"), entry.unchecked_into()));
            } else {
                let handle: FileSystemFileHandle = entry.unchecked_into();
                let file =
                    JsFuture::from(handle.get_file()).await.map_err(|_| format!("{name} cannot be read"))?;
                let file: File = file.unchecked_into();
                all.push((format!("{path}{name}"), files::bytes(&file).await?));
            }
        }
    }
    Ok(all)
}

async fn next(entries: &js_sys::AsyncIterator) -> Result<Option<FileSystemHandle>, String> {
    let unreadable = |_| "the folder cannot be read".to_owned();
    let step = JsFuture::from(entries.next().map_err(unreadable)?).await.map_err(unreadable)?;
    let is_done = Reflect::get(&step, &"done".into()).map_err(unreadable)?.is_truthy();
    let value = Reflect::get(&step, &"value".into()).map_err(unreadable)?;
    Ok((!is_done).then(|| value.unchecked_into()))
}

/// Writes a file into a folder, making the folders on its way.
///
/// # Errors
/// The browser, or its reader, does not let it be written.
pub async fn write(root: &FileSystemDirectoryHandle, path: &str, content: &[u8]) -> Result<(), String> {
    let refused = |_| format!("{path} cannot be written");
    let mut folder = root.clone();
    let mut parts: Vec<&str> = path.split('/').collect();
    let name = parts.pop().unwrap_or(path);
    for part in parts {
        let options = FileSystemGetDirectoryOptions::new();
        options.set_create(true);
        let inner = folder.get_directory_handle_with_options(part, &options);
        folder = JsFuture::from(inner).await.map_err(refused)?.unchecked_into();
    }
    let options = FileSystemGetFileOptions::new();
    options.set_create(true);
    let file = JsFuture::from(folder.get_file_handle_with_options(name, &options)).await.map_err(refused)?;
    let file: FileSystemFileHandle = file.unchecked_into();
    let stream = JsFuture::from(file.create_writable()).await.map_err(refused)?;
    let stream: FileSystemWritableFileStream = stream.unchecked_into();
    let written = stream.write_with_u8_array(content).map_err(refused)?;
    JsFuture::from(written).await.map_err(refused)?;
    JsFuture::from(stream.close()).await.map_err(refused)?;
    Ok(())
}
