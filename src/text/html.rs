//! Text in HTML.

/// Text as it stands in HTML, between tags and in quoted attributes. Carriage returns are written as references, since
/// readers of HTML take them for line feeds.
pub fn html_escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + text.len() / 16);
    for sign in text.chars() {
        match sign {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            '\r' => out.push_str("&#13;"),
            _ => out.push(sign),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_ends_a_tag_or_an_attribute() {
        let nasty = "<a b=\"c\" d='e'>&amp;\r\n😊";
        assert_eq!(html_escaped(nasty), "&lt;a b=&quot;c&quot; d=&#39;e&#39;&gt;&amp;amp;&#13;\n😊");
    }
}
