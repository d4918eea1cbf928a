//! Names of files made of identifiers, such that every system takes them: one rule for projects and exports.

/// Names that mean a device on Windows.
const DEVICES: [&str; 6] = ["con", "prn", "aux", "nul", "conin$", "conout$"];

/// Whether a file of that name would be a device on Windows, whatever its ending.
pub fn is_device(name: &str) -> bool {
    let stem = name.split('.').next().unwrap_or_default().trim_end_matches(' ').to_lowercase();
    let is_number = |rest: &str| matches!(rest, "¹" | "²" | "³") || matches!(rest.as_bytes(), [b'0'..=b'9']);
    let numbered = ["com", "lpt"].iter().any(|device| stem.strip_prefix(device).is_some_and(is_number));
    numbered || DEVICES.contains(&stem.as_str())
}

/// Puts a `~` behind what stands before the first dot, where the name would otherwise mean something else.
pub fn marked(name: &str) -> String {
    match name.split_once('.') {
        Some((stem, rest)) => format!("{stem}~.{rest}"),
        None => format!("{name}~"),
    }
}

/// The name without the `~` that [`marked`] put into it; `None` when there is none.
pub fn unmarked(name: &str) -> Option<String> {
    match name.split_once('.') {
        Some((stem, rest)) => stem.strip_suffix('~').map(|stem| format!("{stem}.{rest}")),
        None => name.strip_suffix('~').map(str::to_owned),
    }
}

/// The name of a file or folder that is a device nowhere.
pub fn safe(name: &str) -> String {
    if is_device(name) { marked(name) } else { name.to_owned() }
}

/// What a file or folder was named after, where [`safe`] changed its name.
pub fn named_after(name: &str) -> String {
    unmarked(name).filter(|name| is_device(name)).unwrap_or_else(|| name.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn devices_are_marked_and_read_back() {
        for (name, want) in [
            ("Con", "Con~"),
            ("aux", "aux~"),
            ("nul.x.json", "nul~.x.json"),
            ("COM1.ann", "COM1~.ann"),
            ("lpt²", "lpt²~"),
            ("com10", "com10"),
            ("console", "console"),
            ("a.con", "a.con"),
        ] {
            assert_eq!(safe(name), want, "{name}");
            assert!(!is_device(want), "{want}");
            assert_eq!(named_after(want), name);
        }
        assert_eq!(named_after("a~"), "a~", "no device: not ours");
    }
}
