//! JSON as the command line and the reports write it: an object on one line, its fields in the order given.

use serde_json::Value;

/// A list with an item to a line.
pub fn list(items: &[String]) -> String {
    if items.is_empty() { "[]".to_owned() } else { format!("[\n  {}\n]", items.join(",\n  ")) }
}

/// An object on one line. The values are JSON already.
pub fn object(fields: &[(&str, String)]) -> String {
    let fields: Vec<String> =
        fields.iter().map(|(name, value)| format!("{}: {value}", quoted(name))).collect();
    format!("{{{}}}", fields.join(", "))
}

/// A text in quotation marks.
pub fn quoted(text: &str) -> String {
    Value::from(text).to_string()
}

/// A number; `null` for one that is not finite.
pub fn number(value: f64) -> String {
    Value::from(value).to_string()
}
