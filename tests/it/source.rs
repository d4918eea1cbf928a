//! Source read as words, for the tests that hold the code against the plan.

use std::fs;
use std::path::{Path, PathBuf};

/// Code without comments and literals, cut into identifiers, `::` and single signs.
pub fn words(code: &str) -> Vec<String> {
    tokens(code).into_iter().filter(|word| !is_literal(word)).collect()
}

/// Whether a token is a string or character literal.
pub fn is_literal(token: &str) -> bool {
    token.len() > 1 && token.contains(['"', '\''])
}

/// What a string literal without escapes says.
pub fn said(token: &str) -> Option<&str> {
    token.strip_prefix('"')?.strip_suffix('"')
}

/// Code without comments, cut into identifiers, literals, `::` and single signs.
pub fn tokens(code: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let mut rest = code;
    while let Some(first) = rest.chars().next() {
        let length = if rest.starts_with("//") {
            rest.find('\n').unwrap_or(rest.len())
        } else if rest.starts_with("/*") {
            rest.find("*/").map_or(rest.len(), |at| at + 2)
        } else if let Some(length) = literal(rest) {
            words.push(rest[..length].to_owned());
            length
        } else if first.is_alphanumeric() || first == '_' {
            let length = rest.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(rest.len());
            words.push(rest[..length].to_owned());
            length
        } else if rest.starts_with("::") {
            words.push("::".to_owned());
            2
        } else {
            if !first.is_whitespace() {
                words.push(first.to_string());
            }
            first.len_utf8()
        };
        rest = &rest[length..];
    }
    words
}

/// Bytes of the string or character literal that starts here.
fn literal(code: &str) -> Option<usize> {
    let unprefixed = code.strip_prefix('b').unwrap_or(code);
    let prefix = code.len() - unprefixed.len();
    if let Some(raw) = unprefixed.strip_prefix('r') {
        let hashes = raw.len() - raw.trim_start_matches('#').len();
        let body = raw[hashes..].strip_prefix('"')?;
        let close = format!("\"{}", "#".repeat(hashes));
        return Some(prefix + 1 + hashes + 1 + body.find(&close)? + close.len());
    }
    let quote = unprefixed.chars().next().filter(|c| *c == '"' || *c == '\'')?;
    let mut signs = unprefixed.char_indices().skip(1);
    let mut count = 0;
    while let Some((at, sign)) = signs.next() {
        if sign == quote {
            return (count > 0 || quote == '"').then_some(prefix + at + 1);
        }
        if sign == '\\' {
            let escaped = signs.next()?.1;
            if quote == '\'' && matches!(escaped, 'u' | 'x') {
                return Some(prefix + unprefixed[3..].find('\'')? + 4);
            }
        }
        count += 1;
        if quote == '\'' && count > 1 {
            return None; // A lifetime.
        }
    }
    None
}

/// Code without its `#[cfg(test)]` modules.
pub fn outside_tests(tokens: &[String]) -> Vec<&str> {
    let mut out = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        let here: Vec<&str> = tokens[at..].iter().take(12).map(String::as_str).collect();
        let of_tests = here.strip_prefix(&["#", "[", "cfg", "(", "test", ")", "]"]).is_some_and(|rest| {
            rest.strip_prefix(&["pub", "(", "super", ")"]).unwrap_or(rest).first() == Some(&"mod")
        });
        if of_tests {
            let end = tokens[at..].iter().position(|word| word == "{" || word == ";").map(|end| at + end);
            at = end.map_or(tokens.len(), |end| if tokens[end] == "{" { closing(tokens, end) } else { end });
        } else {
            out.push(tokens[at].as_str());
        }
        at += 1;
    }
    out
}

pub fn is_name(word: &str) -> bool {
    word.starts_with(|c: char| c.is_alphabetic() || c == '_')
}

/// Where the brace that opens at `open` closes.
pub fn closing(words: &[String], open: usize) -> usize {
    let mut depth = 0;
    for (at, word) in words.iter().enumerate().skip(open) {
        match word.as_str() {
            "{" => depth += 1,
            "}" if depth == 1 => return at,
            "}" => depth -= 1,
            _ => {}
        }
    }
    words.len()
}

pub fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// All files of a folder with this ending, as paths from the crate's root with `/`.
pub fn files(folder: &str, ending: &str) -> Vec<String> {
    let mut todo = vec![PathBuf::from(folder)];
    let mut found = Vec::new();
    while let Some(path) = todo.pop() {
        for entry in fs::read_dir(root().join(&path)).expect("a folder of the crate") {
            let path = path.join(entry.expect("an entry").file_name());
            if root().join(&path).is_dir() {
                todo.push(path);
            } else if path.extension().is_some_and(|found| found == ending) {
                found.push(path.to_string_lossy().replace('\\', "/"));
            }
        }
    }
    found.sort();
    found
}

pub fn read(path: &str) -> String {
    fs::read_to_string(root().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// The module that a file of `src` is; empty for the crate's root.
pub fn module(path: &str) -> Vec<&str> {
    let path = path.trim_start_matches("src/").trim_end_matches(".rs");
    path.split('/').filter(|part| !matches!(*part, "mod" | "lib" | "main")).collect()
}

pub fn is_test(path: &str) -> bool {
    path.contains("/tests/") || path.ends_with("/tests.rs")
}
