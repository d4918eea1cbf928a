//! Addresses of web pages, compared.

/// How the names of values begin that tell from where a reader came.
const FROM_WHERE_BEGINNINGS: [&str; 2] = ["utm_", "at_"];
/// The names of further values that tell from where a reader came.
const FROM_WHERE: [&str; 21] = [
    "_ga", "cmp", "cmpid", "dclid", "fbclid", "gbraid", "gclid", "igshid", "mc_cid", "mc_eid", "msclkid",
    "ncid", "ocid", "smid", "srnd", "sref", "ttclid", "twclid", "wbraid", "xtor", "yclid",
];

/// Host, path and query of an address without scheme, `www.` and what follows `#`.
fn parts(address: &str) -> (String, &str, &str) {
    let address = address.trim();
    let rest = address.split_once("://").map_or(address, |(_, rest)| rest);
    let rest = rest.split('#').next().unwrap_or_default();
    let (place, query) = rest.split_once('?').unwrap_or((rest, ""));
    let (host, path) = place.find('/').map_or((place, ""), |at| place.split_at(at));
    let host = host.to_ascii_lowercase();
    let host = host.strip_prefix("www.").map(str::to_owned).unwrap_or(host);
    (host, path.trim_end_matches('/'), query)
}

/// The host of an address, without `www.`, in small letters; empty where it has none.
pub fn host(address: &str) -> String {
    parts(address).0
}

/// Whether two addresses are of one page, whatever the scheme and what follows `?` or `#`.
pub fn same_page(one: &str, other: &str) -> bool {
    let bare = |address| {
        let (host, path, _) = parts(address);
        (host, path.to_owned())
    };
    !one.trim().is_empty() && bare(one) == bare(other)
}

/// An address in one written form for all that lead to one article: without scheme, `www.`, what follows `#`, and values
/// that tell from where a reader came. Empty where it names a site and no page of it.
pub fn of_article(address: &str) -> String {
    let (host, path, query) = parts(address);
    let kept: Vec<&str> =
        query.split('&').filter(|value| !value.is_empty() && !is_from_where(value)).collect();
    if host.is_empty() || (path.is_empty() && kept.is_empty()) {
        return String::new();
    }
    match kept.is_empty() {
        true => format!("{host}{path}"),
        false => format!("{host}{path}?{}", kept.join("&")),
    }
}

/// The words of a part of an address, in which `%` and two hexadecimal digits stand for a byte.
pub fn unescaped(value: &str) -> String {
    let bytes = value.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while let Some(byte) = bytes.get(at) {
        let digits = bytes.get(at + 1..at + 3).and_then(|digits| std::str::from_utf8(digits).ok());
        let stands_for =
            digits.filter(|_| *byte == b'%').and_then(|digits| u8::from_str_radix(digits, 16).ok());
        out.push(stands_for.unwrap_or(*byte));
        at += if stands_for.is_some() { 3 } else { 1 };
    }
    String::from_utf8_lossy(&out).into_owned()
}

fn is_from_where(value: &str) -> bool {
    let name = value.split('=').next().unwrap_or_default().to_ascii_lowercase();
    FROM_WHERE.contains(&name.as_str()) || FROM_WHERE_BEGINNINGS.iter().any(|start| name.starts_with(start))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_article_has_one_written_form() {
        for same in [
            "https://www.example.org/news/ferry",
            "http://example.org/news/ferry/",
            "https://EXAMPLE.org/news/ferry?utm_source=feed&fbclid=x#top",
            " example.org/news/ferry ",
        ] {
            assert_eq!(of_article(same), "example.org/news/ferry", "{same}");
        }
        assert_eq!(of_article("https://example.org/a.php?id=12&utm_medium=mail"), "example.org/a.php?id=12");
        assert_ne!(of_article("https://example.org/a?id=12"), of_article("https://example.org/a?id=13"));
        assert_ne!(of_article("https://example.org/A"), of_article("https://example.org/a"));
        for none in ["", "https://example.org", "https://www.example.org/?utm_source=x", "?id=1"] {
            assert_eq!(of_article(none), "", "{none}");
        }
    }

    #[test]
    fn pages_are_the_same_whatever_is_asked_of_them() {
        assert!(same_page("https://example.org/a?id=1", "http://www.example.org/a/#b"));
        assert!(!same_page("https://example.org/a", "https://example.org/b"));
        assert!(!same_page("", ""));
        assert_eq!(host("https://www.Example.org/a"), "example.org");
    }
}
