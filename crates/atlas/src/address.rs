//! Which addresses an atlas may name, and which page may ask for: files of one
//! folder, of the page's own origin, and nothing that leads out of it.

/// Bytes that a path may have: more is no name of a file.
const LONGEST: usize = 512;

/// Why a path is refused.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PathError {
    /// It is empty, or longer than any file's.
    #[error("a path of {0} bytes, expected 1 to {LONGEST}")]
    Length(usize),
    /// It begins where the origin does, or with another origin.
    #[error("begins with a slash, expected a path from the atlas's own folder")]
    Absolute,
    /// A character that means more to a browser than a part of a name.
    #[error("has {0:?}, expected names and slashes")]
    Character(char),
    /// An empty name, `.` or `..`.
    #[error("has the part {0:?}, expected names")]
    Part(String),
}

/// Whether `path` names a file in the atlas's folder, or in one below it.
///
/// # Errors
/// It may lead elsewhere, in whatever spelling a browser accepts.
pub fn file(path: &str) -> Result<(), PathError> {
    if path.is_empty() || path.len() > LONGEST {
        return Err(PathError::Length(path.len()));
    }
    if path.starts_with('/') {
        return Err(PathError::Absolute);
    }
    // A scheme, a way out that a browser understands, a query, an escaped dot:
    // none of these is in the name of a file.
    let special = |c: &char| ":\\?#%@".contains(*c) || c.is_control() || c.is_whitespace();
    if let Some(found) = path.chars().find(special) {
        return Err(PathError::Character(found));
    }
    match path.split('/').find(|part| matches!(*part, "" | "." | "..")) {
        Some(part) => Err(PathError::Part(part.to_owned())),
        None => Ok(()),
    }
}

/// Whether `path` names a folder: what `?atlas=` may ask for. Unlike a file it
/// may begin where the origin does, or with `./`, and end with a slash.
///
/// # Errors
/// It may lead elsewhere.
pub fn folder(path: &str) -> Result<(), PathError> {
    let inside = path.strip_prefix("./").or_else(|| path.strip_prefix('/')).unwrap_or(path);
    let inside = inside.strip_suffix('/').unwrap_or(inside);
    if inside.starts_with('/') {
        return Err(PathError::Absolute);
    }
    // The page's own folder, or the origin's.
    if inside.is_empty() && !path.is_empty() { Ok(()) } else { file(inside) }
}

/// Whether the answer that came from `answered` is of the folder that `asked`,
/// the address of a file, lies in: a redirect may have led out of it.
pub fn stayed(asked: &str, answered: &str) -> bool {
    let plain = |url: &str| url.split(['?', '#']).next().unwrap_or_default().to_owned();
    let (asked, answered) = (plain(asked), plain(answered));
    let folder = asked.rsplit_once('/').map_or("", |(folder, _)| folder);
    answered.strip_prefix(folder).is_some_and(|rest| rest.starts_with('/'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn good(path: &str) {
        assert_eq!(file(path), Ok(()), "{path}");
    }

    #[track_caller]
    fn bad(path: &str) {
        assert!(file(path).is_err(), "{path:?} is let in");
    }

    #[test]
    fn files_of_the_folder_are_let_in() {
        good("claims.json");
        good("base/water.geojson");
        good("base/..geojson");
        good("données/хартия.json");
    }

    #[test]
    fn what_leads_out_is_refused() {
        for path in ["../claims.json", "base/../../x", "..", ".", "./x", "a//b", "a/", "/x.json", "//host/x"]
        {
            bad(path);
        }
    }

    #[test]
    fn no_spelling_of_a_way_out_is_let_in() {
        for path in ["%2e%2e/x", "..%2fx", "\\\\host\\x", "a\\..\\x", ".\t./x", "a\nb", " x", "x\0"] {
            bad(path);
        }
    }

    #[test]
    fn no_scheme_query_or_hash_is_let_in() {
        for path in ["https://host/x", "data:text/plain,x", "javascript:alert(1)", "x?y", "x#y", "a@b/x"] {
            bad(path);
        }
    }

    #[test]
    fn nothing_and_too_much_are_refused() {
        assert_eq!(file(""), Err(PathError::Length(0)));
        assert_eq!(file(&"x".repeat(513)), Err(PathError::Length(513)));
    }

    #[test]
    fn a_folder_may_begin_at_the_origin_and_end_with_a_slash() {
        for path in ["other", "other/", "/atlases/other/", "./other", "/", "./"] {
            assert_eq!(folder(path), Ok(()), "{path}");
        }
        for path in ["", "//host/x", "/../x", "a/../b", "https://host/", "%2e%2e/", "\\host", "///"] {
            assert!(folder(path).is_err(), "{path:?} is let in");
        }
    }

    #[test]
    fn an_answer_from_the_same_folder_has_stayed() {
        let asked = "https://a.example/map/geodata/base/water.geojson?v=1";
        assert!(stayed(asked, asked));
        assert!(stayed(asked, "https://a.example/map/geodata/base/v2/water.geojson"));
        assert!(!stayed(asked, "https://a.example/map/geodata/claims.json"));
        assert!(!stayed(asked, "https://a.example/map/geodata/based/water.geojson"));
        assert!(!stayed(asked, "https://b.example/map/geodata/base/water.geojson"));
    }
}
