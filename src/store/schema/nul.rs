//! The character NUL in the texts of a file. Programs end a text at it, and no name is typed with it.

/// The lines, counted from 1, on which a text holds a NUL, as it is or as an escape. Ascending, each once.
pub(super) fn lines_with_nul(ron: &str) -> Vec<u32> {
    let bytes = ron.as_bytes();
    let escaped = memchr::memchr_iter(b'\\', bytes).any(|at| escapes_nul(&bytes[at + 1..]));
    if !escaped && memchr::memchr(0, bytes).is_none() {
        return Vec::new();
    }
    let mut scan = Scan { bytes, at: 0, line: 1, found: Vec::new() };
    scan.file();
    scan.found
}

/// Whether what stands after a backslash is the number of NUL.
fn escapes_nul(after: &[u8]) -> bool {
    match after {
        [b'0', ..] | [b'x', b'0', b'0', ..] => true,
        [b'u', b'{', rest @ ..] => {
            let digits = rest.iter().position(|byte| *byte == b'}').map_or(rest, |end| &rest[..end]);
            !digits.is_empty() && digits.len() <= 8 && digits.iter().all(|byte| *byte == b'0')
        }
        _ => false,
    }
}

/// Reads over a file byte by byte; all that structures RON is ASCII.
struct Scan<'r> {
    bytes: &'r [u8],
    at: usize,
    line: u32,
    found: Vec<u32>,
}

impl Scan<'_> {
    fn file(&mut self) {
        while let Some(byte) = self.next() {
            match byte {
                b'"' => self.text(),
                b'r' if self.begins_raw() => self.raw(),
                b'/' if self.rest().starts_with(b"/") => {
                    while self.next().is_some_and(|byte| byte != b'\n') {}
                }
                b'/' if self.rest().starts_with(b"*") => self.comment(),
                b'\'' => self.character(),
                _ => {}
            }
        }
    }

    fn rest(&self) -> &[u8] {
        &self.bytes[self.at..]
    }

    fn next(&mut self) -> Option<u8> {
        let byte = *self.bytes.get(self.at)?;
        self.at += 1;
        if byte == b'\n' {
            self.line += 1;
        }
        Some(byte)
    }

    fn note(&mut self) {
        if self.found.last() != Some(&self.line) {
            self.found.push(self.line);
        }
    }

    fn text(&mut self) {
        while let Some(byte) = self.next() {
            match byte {
                b'"' => return,
                b'\\' => {
                    if escapes_nul(self.rest()) {
                        self.note();
                    }
                    self.next();
                }
                0 => self.note(),
                _ => {}
            }
        }
    }

    /// Whether the `r` just read begins a raw text and is no letter of a word.
    fn begins_raw(&self) -> bool {
        let before = self.at.checked_sub(2).map(|at| self.bytes[at]);
        let in_word = before.is_some_and(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
        let hashes = self.rest().iter().take_while(|byte| **byte == b'#').count();
        !in_word && self.rest().get(hashes) == Some(&b'"')
    }

    fn raw(&mut self) {
        let hashes = self.rest().iter().take_while(|byte| **byte == b'#').count();
        for _ in 0..=hashes {
            self.next();
        }
        let closing = vec![b'#'; hashes];
        while let Some(byte) = self.next() {
            match byte {
                b'"' if self.rest().starts_with(&closing) => return,
                0 => self.note(),
                _ => {}
            }
        }
    }

    fn comment(&mut self) {
        let mut depth = 0_u32;
        while let Some(byte) = self.next() {
            match byte {
                b'*' if depth == 0 => depth = 1,
                b'/' if self.rest().starts_with(b"*") => {
                    self.next();
                    depth += 1;
                }
                b'*' if self.rest().starts_with(b"/") => {
                    self.next();
                    depth -= 1;
                    if depth == 0 {
                        return;
                    }
                }
                _ => {}
            }
        }
    }

    fn character(&mut self) {
        if self.next() == Some(b'\\') {
            self.next();
        }
        while self.next().is_some_and(|byte| byte != b'\'' && byte != b'\n') {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_way_to_write_it_is_found_on_its_line() {
        for (ron, want) in [
            ("(name: \"a\\u{0}b\")", vec![1]),
            ("(\n name: \"a\\0b\",\n other: \"\\x00\\u{0000}\")", vec![2, 3]),
            ("(a: \"\0\",\n text: r#\"x\"\0\"#)", vec![1, 2]),
        ] {
            assert_eq!(lines_with_nul(ron), want, "{ron}");
        }
    }

    #[test]
    fn what_only_looks_like_it_is_none() {
        for ron in [
            "(name: \"a\\\\0b\", other: \"\\u{00e9}\\u{10}\\x0a\")",
            "// \\0\n(name: \"a\")",
            "/* \\0 /* \"\\0 */ */ (name: \"\\\"\")",
            "(text: r##\"\\0 \"# \\u{0}\"##, other: \"b\")",
            "(sign: '\"', name: r\"\\0\")",
        ] {
            assert_eq!(lines_with_nul(ron), Vec::<u32>::new(), "{ron}");
        }
    }
}
