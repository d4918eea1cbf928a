//! One name, one thing: what a type is called says which one is meant.

use super::source::{files, is_literal, is_name, is_test, outside_tests, read, tokens};
use std::collections::BTreeMap;

/// The most files or modules that may each have a type of the same name.
const MOST: usize = 2;

/// The names of the types that code defines. Types that an `impl` or a trait is asked for, such as `Err` and `Item`, are
/// named elsewhere.
fn defined<'t>(code: &[&'t str]) -> Vec<&'t str> {
    let mut names = Vec::new();
    // Whether the block is an `impl` or a trait, for each that is open.
    let mut open: Vec<bool> = Vec::new();
    let mut header_of_traits = false;
    for (at, word) in code.iter().enumerate() {
        let name = || code.get(at + 1).copied().filter(|name| is_name(name) && !is_literal(name));
        match *word {
            "impl" | "trait" => header_of_traits = true,
            "{" => open.push(std::mem::take(&mut header_of_traits)),
            "}" => drop(open.pop()),
            ";" => header_of_traits = false,
            _ => {}
        }
        let associated = open.last() == Some(&true);
        match *word {
            "struct" | "enum" | "union" | "trait" => names.extend(name()),
            "type" if !associated => names.extend(name()),
            _ => {}
        }
    }
    names
}

#[test]
fn no_name_stands_for_three_types() {
    let mut homes: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for file in files("src", "rs").into_iter().filter(|file| !is_test(file)) {
        let tokens = tokens(&read(&file));
        for name in defined(&outside_tests(&tokens)) {
            homes.entry(name.to_owned()).or_default().push(file.clone());
        }
    }
    assert!(homes.len() > 500, "types are found");
    let shared: Vec<_> = homes.into_iter().filter(|(_, homes)| homes.len() > MOST).collect();
    assert!(shared.is_empty(), "{shared:#?}");
}

#[test]
fn definitions_are_told_from_uses() {
    let found = |code: &str| {
        let tokens = tokens(code);
        let code: Vec<&str> = tokens.iter().map(String::as_str).collect();
        defined(&code).into_iter().map(str::to_owned).collect::<Vec<_>>()
    };
    assert_eq!(found("pub struct A<'a>(&'a str); enum B {} trait C { type D; }"), ["A", "B", "C"]);
    assert_eq!(found("impl FromStr for A { type Err = E; fn f() { struct F; } } type G = u8;"), ["F", "G"]);
    assert_eq!(found("fn f(a: impl Fn()) -> B { let c = \"struct\"; }"), [""; 0]);
}
