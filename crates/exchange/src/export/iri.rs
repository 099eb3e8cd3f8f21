//! What others call the places and claims of an atlas by.

use sha2::{Digest as _, Sha256};

/// Names of an atlas's parts for the whole world.
pub(crate) struct Names<'a> {
    /// The atlas's id.
    pub atlas: &'a str,
    /// Where it is published; `None`: nowhere yet.
    pub url: Option<&'a str>,
}

impl Names<'_> {
    /// The collection of all that is exported.
    pub fn whole(&self) -> String {
        self.url.map_or_else(|| self.unpublished("atlas", self.atlas), str::to_owned)
    }

    /// The one page of that collection.
    pub fn page(&self) -> String {
        self.url.map_or_else(|| self.unpublished("page", self.atlas), |url| format!("{url}#annotations"))
    }

    pub fn region(&self, id: &str) -> String {
        self.part("region", id)
    }

    pub fn claim(&self, id: &str) -> String {
        self.part("claim", id)
    }

    /// An article that has no address.
    pub fn article(&self, id: &str) -> String {
        self.unpublished("article", id)
    }

    /// As the page's own links name it.
    fn part(&self, kind: &str, id: &str) -> String {
        self.url.map_or_else(|| self.unpublished(kind, id), |url| format!("{url}#{kind}={id}"))
    }

    /// A UUID of version 8 (RFC 9562), made of what the part is called.
    fn unpublished(&self, kind: &str, id: &str) -> String {
        let hash = Sha256::digest(format!("confins/{}/{kind}/{id}", self.atlas));
        let mut bytes: [u8; 16] = std::array::from_fn(|at| hash[at]);
        bytes[6] = bytes[6] & 0x0f | 0x80;
        bytes[8] = bytes[8] & 0x3f | 0x80;
        let digits = format!("{:032x}", u128::from_be_bytes(bytes));
        let part = |range: std::ops::Range<usize>| &digits[range];
        format!("urn:uuid:{}-{}-{}-{}-{}", part(0..8), part(8..12), part(12..16), part(16..20), part(20..32))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_published_has_the_page_s_own_links() {
        let names = Names { atlas: "river", url: Some("https://example.org/map/") };
        assert_eq!(names.claim("ford"), "https://example.org/map/#claim=ford");
    }

    #[test]
    fn what_is_not_has_the_same_name_every_time() {
        let names = Names { atlas: "river", url: None };
        let ford = names.region("ford");
        assert_eq!(ford, names.region("ford"));
        assert_ne!(ford, names.claim("ford"));
        assert_eq!((ford.len(), &ford[..9], &ford[23..24]), (45, "urn:uuid:", "8"));
    }
}
