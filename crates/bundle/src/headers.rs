//! What a server should say with every answer, whichever server it is: `serve`
//! sends it, and `servers` writes it down for others.

/// Names and values that are the same for every file of every bundle.
///
/// Any page may frame this one and show what it shows: nothing in a bundle is
/// secret. Hence `cross-origin`; and no `Cross-Origin-Embedder-Policy`, which
/// the page has no use for. A window that opened this one gets no hold of it.
pub const FIXED: [(&str, &str); 5] = [
    ("Cross-Origin-Opener-Policy", "same-origin"),
    ("Cross-Origin-Resource-Policy", "cross-origin"),
    ("Permissions-Policy", PERMISSIONS),
    ("Referrer-Policy", "no-referrer"),
    ("X-Content-Type-Options", "nosniff"),
];

/// The page copies and fills the screen; it may share where browsers let every page.
/// All else that they ask permission for is refused, whoever asks.
const PERMISSIONS: &str = "accelerometer=(), autoplay=(), camera=(), clipboard-read=(), \
    clipboard-write=(self), display-capture=(), encrypted-media=(), fullscreen=(self), gamepad=(), \
    geolocation=(), gyroscope=(), hid=(), idle-detection=(), local-fonts=(), magnetometer=(), microphone=(), \
    midi=(), payment=(), picture-in-picture=(), publickey-credentials-get=(), screen-wake-lock=(), serial=(), \
    storage-access=(), usb=(), xr-spatial-tracking=()";

/// For names that [`is_hashed`] knows.
pub const FOR_GOOD: &str = "public, max-age=31536000, immutable";

/// For all others, and for what is not there.
pub const REVALIDATED: &str = "no-cache";

/// [`is_hashed`] as a regular expression on the end of a path.
pub const HASHED: &str = r"/[^/]*-[0-9a-f]{10,16}(_bg)?\.(css|js|txt|wasm)$";

/// The type of each kind of file in a bundle, by the end of its name.
pub const TYPES: [(&str, &str); 14] = [
    ("css", "text/css; charset=utf-8"),
    ("geojson", "application/geo+json"),
    ("html", "text/html; charset=utf-8"),
    ("ico", "image/x-icon"),
    ("js", "text/javascript; charset=utf-8"),
    ("json", "application/json"),
    ("md", "text/markdown; charset=utf-8"),
    ("png", "image/png"),
    ("svg", "image/svg+xml"),
    ("tsv", "text/tab-separated-values; charset=utf-8"),
    ("txt", "text/plain; charset=utf-8"),
    ("wasm", "application/wasm"),
    ("webmanifest", "application/manifest+json"),
    ("webp", "image/webp"),
];

/// The policy for the header: the page's own, and that any page may frame this
/// one, which a page cannot say of itself. `None` where the page has none.
pub fn policy(html: &str) -> Option<String> {
    crate::policy::policy(html).map(|policy| format!("{policy}; {FRAMES}"))
}

const FRAMES: &str = "frame-ancestors *";

/// What a server may say whose configuration outlives a bundle: nothing in it
/// changes with the code that stands in a page, or the next page would have none.
#[derive(Debug, PartialEq)]
pub struct Lasting {
    /// Of a page: all but what decides about its own code. That stands in the page,
    /// and a browser obeys both.
    pub page: String,
    /// Of anything else, the worker above all: the page's, without the hashes.
    pub rest: String,
}

impl Lasting {
    /// `None` where the page has no policy.
    pub fn of(html: &str) -> Option<Self> {
        let is_hash = |source: &&str| source.starts_with("'sha256-");
        let policy = crate::policy::policy(html)?;
        let rules: Vec<Vec<&str>> = policy.split(';').map(|rule| rule.split_whitespace().collect()).collect();
        // What `default-src` says of scripts and styles is for pages that say nothing else.
        let lasts = |rule: &&Vec<&str>| rule.first() != Some(&"default-src") && !rule.iter().any(is_hash);
        let page = rules.iter().filter(lasts).map(|rule| rule.join(" "));
        let rest = rules
            .iter()
            .map(|rule| rule.iter().filter(|s| !is_hash(s)).copied().collect::<Vec<_>>().join(" "));
        let said = |rules: Vec<String>| format!("{}; {FRAMES}", rules.join("; "));
        Some(Self { page: said(page.collect()), rest: said(rest.collect()) })
    }

    /// For the file of that path.
    pub fn for_path(&self, path: &str) -> &str {
        match path.rsplit_once(['/', '.']) {
            Some((_, "" | "html")) => &self.page,
            _ => &self.rest,
        }
    }
}

/// The type of a file, by its name. `None` where it has none of its own.
pub fn kind(name: &str) -> Option<&'static str> {
    let (_, end) = name.rsplit_once('.')?;
    TYPES.iter().find(|(known, _)| *known == end).map(|(_, kind)| *kind)
}

/// How long a file may be kept, by its path.
pub fn cache(path: &str) -> &'static str {
    if is_hashed(path) { FOR_GOOD } else { REVALIDATED }
}

/// Whether a hash of the content is in the name, as in
/// `/confins-1a2b3c4d5e6f7081_bg.wasm`. Such a file never changes.
pub fn is_hashed(path: &str) -> bool {
    let Some((stem, "css" | "js" | "txt" | "wasm")) =
        path.trim_start_matches('/').rsplit_once('.').filter(|(stem, _)| !stem.contains('/'))
    else {
        return false;
    };
    let stem = stem.strip_suffix("_bg").unwrap_or(stem);
    stem.rsplit_once('-').is_some_and(|(_, hash)| {
        (10..=16).contains(&hash.len()) && hash.bytes().all(|byte| byte.is_ascii_hexdigit())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_hashed_names_never_change() {
        assert!(is_hashed("/confins-1a2b3c4d5e6f7081.js"));
        assert!(is_hashed("/confins-1a2b3c4d5e6f7081_bg.wasm"));
        assert!(is_hashed("/style-1a2b3c4d5e6f708.css"));
        assert!(!is_hashed("/"));
        assert!(!is_hashed("/start.js"));
        assert!(!is_hashed("/geodata/base/places.geojson"));
        assert!(!is_hashed("/snippets/app-1a2b3c4d5e6f7081/inline0.js"));
        assert!(!is_hashed("/occupied-areas.js"));
    }

    #[test]
    fn the_header_is_the_pages_policy() {
        let html = r#"<meta http-equiv="Content-Security-Policy" content="default-src 'none'">"#;
        assert_eq!(policy(html).as_deref(), Some("default-src 'none'; frame-ancestors *"));
        assert_eq!(policy("<html>"), None);
    }

    #[test]
    fn a_policy_that_lasts_knows_no_code_by_its_hash() {
        let html = r#"<meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src 'self' 'sha256-YQ=='; style-src 'self' 'sha256-Yg=='; connect-src 'self'">"#;
        let lasting = Lasting::of(html).unwrap();
        assert_eq!(lasting.for_path("/map/"), "connect-src 'self'; frame-ancestors *");
        assert_eq!(
            lasting.for_path("/map/basemap.js"),
            "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; frame-ancestors *"
        );
        assert_eq!(Lasting::of("<html>"), None);
    }

    #[test]
    fn what_the_page_uses_is_permitted_and_nothing_else() {
        let permitted: Vec<&str> = PERMISSIONS.split(", ").filter(|p| !p.ends_with("=()")).collect();
        assert_eq!(permitted, ["clipboard-write=(self)", "fullscreen=(self)"]);
    }
}
