//! What an article is called on the web.

use crate::formats::shared::identifiers;
use crate::model::Article;

/// The address of an article; a name of its own (RFC 9562) where it has none that is a whole one.
pub(in crate::formats) fn address(project: &str, article: &Article) -> String {
    let url = article.metadata.url.as_str();
    if is_whole(url) {
        return url.to_owned();
    }
    format!("urn:uuid:{}", identifiers::guid(&["article", project, article.id.as_str()]))
}

/// Whether an address has a scheme and nothing that an IRI must not have (RFC 3987).
pub(in crate::formats) fn is_whole(url: &str) -> bool {
    let odd = |c: char| c.is_whitespace() || c.is_control() || "<>\"{}|\\^`".contains(c);
    url.split_once("://").is_some_and(|(scheme, rest)| {
        !rest.is_empty() && scheme.starts_with(|c: char| c.is_ascii_alphabetic()) && !url.contains(odd)
    })
}

#[cfg(test)]
mod tests {
    use super::is_whole;

    #[test]
    fn only_whole_addresses_are_taken() {
        for (url, want) in [
            ("https://example.org/a?b=1&c=é", true),
            ("", false),
            ("example.org/a", false),
            ("https://", false),
            ("https://example.org/a b", false),
            ("https://example.org/{a}", false),
        ] {
            assert_eq!(is_whole(url), want, "{url}");
        }
    }
}
