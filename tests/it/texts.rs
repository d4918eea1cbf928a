//! The texts of `assets/locales` against the code that names them.

use super::source::{files, is_test, outside_tests, read, said, tokens};
use fluent_syntax::{ast, parser};
use obelus::app::actions;
use std::collections::{BTreeMap, BTreeSet};

type Names = BTreeSet<String>;

/// A text that code names, with the names of its arguments; `None` where a table has the identifier alone.
#[derive(Debug)]
struct Use {
    id: String,
    arguments: Option<Names>,
    file: String,
}

/// `message!("id", a = …)`, `id!("id")` and `text.get("id")` in all code outside tests.
fn uses() -> Vec<Use> {
    let mut all = Vec::new();
    for file in files("src", "rs").into_iter().filter(|file| !is_test(file)) {
        let tokens = tokens(&read(&file));
        let code = outside_tests(&tokens);
        for at in 0..code.len() {
            let (id, arguments) = match code[at..].get(..5) {
                Some(["message", "!", "(", id, ..]) => (*id, Some(arguments(&code[at + 4..]))),
                Some(["id", "!", "(", id, ..]) => (*id, None),
                Some(["text", ".", "get", "(", id]) => (*id, Some(Names::new())),
                _ => continue,
            };
            if let Some(id) = said(id) {
                all.push(Use { id: id.to_owned(), arguments, file: file.clone() });
            }
        }
    }
    let id = |id: &str| Use { id: id.to_owned(), arguments: None, file: "src/app/action.rs".to_owned() };
    all.extend(actions().iter().flat_map(|action| [id(action.label_id()), id(action.help_id())]));
    all
}

/// The names before `=` until the bracket closes.
fn arguments(code: &[&str]) -> Names {
    let mut depth = 0;
    let mut names = Names::new();
    for (at, token) in code.iter().enumerate() {
        match *token {
            "(" | "[" | "{" => depth += 1,
            ")" | "]" | "}" if depth == 0 => break,
            ")" | "]" | "}" => depth -= 1,
            "," if depth == 0 && code.get(at + 2) == Some(&"=") && code.get(at + 3) != Some(&"=") => {
                names.insert(code[at + 1].to_owned());
            }
            _ => {}
        }
    }
    names
}

/// The texts of a language: what each names, arguments and other texts (these with a `-` or as they are).
#[derive(Default)]
struct Texts {
    /// By identifier, and by identifier and part.
    messages: BTreeMap<String, Pattern>,
    /// What is wrong with the files.
    faults: Vec<String>,
}

#[derive(Default)]
struct Pattern {
    variables: Names,
    references: Names,
}

fn texts(language: &str) -> Texts {
    let folder = format!("assets/locales/{language}");
    let mut texts = Texts::default();
    for file in files(&folder, "ftl") {
        let area =
            file.trim_start_matches(&folder).trim_start_matches('/').trim_end_matches(".ftl").to_owned();
        let content = read(&file);
        let resource = parser::parse(content.as_str()).unwrap_or_else(|(part, errors)| {
            texts.faults.extend(errors.iter().map(|error| format!("{file}: {error}")));
            part
        });
        for entry in &resource.body {
            let (id, value, attributes) = match entry {
                ast::Entry::Message(message) => {
                    if !message.id.name.starts_with(&format!("{area}-")) {
                        texts.faults.push(format!("{file}: {} does not begin with {area}-", message.id.name));
                    }
                    (message.id.name.to_owned(), message.value.as_ref(), &message.attributes)
                }
                ast::Entry::Term(term) => (format!("-{}", term.id.name), Some(&term.value), &term.attributes),
                ast::Entry::Junk { content } => {
                    texts.faults.push(format!("{file}: not understood: {content}"));
                    continue;
                }
                ast::Entry::Comment(_) | ast::Entry::GroupComment(_) | ast::Entry::ResourceComment(_) => {
                    continue;
                }
            };
            let parts = attributes.iter().map(|part| (format!("{id}.{}", part.id.name), &part.value));
            for (id, value) in value.map(|value| (id.clone(), value)).into_iter().chain(parts) {
                let mut pattern = Pattern::default();
                pattern.read(value);
                if texts.messages.insert(id.clone(), pattern).is_some() {
                    texts.faults.push(format!("{file}: {id} stands twice"));
                }
            }
        }
    }
    texts
}

impl Pattern {
    fn read(&mut self, pattern: &ast::Pattern<&str>) {
        for element in &pattern.elements {
            if let ast::PatternElement::Placeable { expression } = element {
                self.expression(expression);
            }
        }
    }

    fn expression(&mut self, expression: &ast::Expression<&str>) {
        match expression {
            ast::Expression::Inline(inline) => self.inline(inline),
            ast::Expression::Select { selector, variants } => {
                self.inline(selector);
                for variant in variants {
                    self.read(&variant.value);
                }
            }
        }
    }

    fn inline(&mut self, inline: &ast::InlineExpression<&str>) {
        match inline {
            ast::InlineExpression::VariableReference { id } => {
                self.variables.insert(id.name.to_owned());
            }
            ast::InlineExpression::MessageReference { id, attribute } => {
                let part = attribute.as_ref().map(|part| format!(".{}", part.name)).unwrap_or_default();
                self.references.insert(format!("{}{part}", id.name));
            }
            ast::InlineExpression::TermReference { id, .. } => {
                self.references.insert(format!("-{}", id.name));
            }
            ast::InlineExpression::FunctionReference { id, arguments } => {
                assert_eq!(id.name, "DIGITS", "the catalogue has no other function");
                for argument in &arguments.positional {
                    self.inline(argument);
                }
            }
            ast::InlineExpression::Placeable { expression } => self.expression(expression),
            ast::InlineExpression::StringLiteral { .. } | ast::InlineExpression::NumberLiteral { .. } => {}
        }
    }
}

impl Texts {
    /// The arguments of a text and of all that it refers to; `None` when there is no such text.
    fn arguments(&self, id: &str) -> Option<Names> {
        let pattern = self.messages.get(id)?;
        let mut all = pattern.variables.clone();
        for other in &pattern.references {
            all.extend(self.arguments(other)?);
        }
        Some(all)
    }
}

#[test]
fn every_text_that_code_names_exists_with_its_arguments() {
    let texts = texts("en");
    assert!(texts.faults.is_empty(), "{}", texts.faults.join("\n"));
    let mut wrong = Vec::new();
    for used in uses() {
        match (texts.arguments(&used.id), &used.arguments) {
            (None, _) => {
                wrong.push(format!("{}: “{}” is in no file of assets/locales/en", used.file, used.id));
            }
            (Some(wanted), Some(given)) if wanted != *given => {
                wrong.push(format!("{}: “{}” wants {wanted:?} and gets {given:?}", used.file, used.id));
            }
            (Some(_), _) => {}
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_action_has_a_name_and_says_what_it_does() {
    let texts = texts("en");
    for action in actions() {
        for id in [action.label_id(), action.help_id()] {
            assert_eq!(texts.arguments(id), Some(Names::new()), "{id} in assets/locales/en/actions.ftl");
        }
    }
}

#[test]
fn every_text_is_used() {
    let texts = texts("en");
    let mut used: Names = uses().into_iter().map(|used| used.id).collect();
    used.extend(texts.messages.values().flat_map(|pattern| pattern.references.iter().cloned()));
    let idle: Vec<&String> = texts.messages.keys().filter(|id| !used.contains(*id)).collect();
    assert!(idle.is_empty(), "{idle:?}");
}

#[test]
fn the_catalogue_has_every_file() {
    let code = read("src/locale/catalogue.rs");
    for file in files("assets/locales/en", "ftl") {
        let name = file.rsplit('/').next().unwrap_or_default().trim_end_matches(".ftl");
        assert!(code.contains(&format!("\"{name}\"")), "src/locale/catalogue.rs does not name {file}");
    }
}

#[test]
fn uses_are_found() {
    let names = |code: &str| {
        let tokens = tokens(code);
        let code: Vec<&str> = tokens.iter().map(String::as_str).collect();
        arguments(&code).into_iter().collect::<Vec<_>>()
    };
    assert!(names(")").is_empty());
    assert_eq!(names(", a = f(x, y == 1), b = c[d, e]) + (c, f = 1)"), ["a", "b"]);
    assert_eq!(names(",\n count = n,\n)"), ["count"]);
}
