//! Rich text cut into groups, control words and bytes.

/// A piece of rich text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Token<'a> {
    Open,
    Close,
    /// A control word, with its number.
    Word(&'a str, Option<i32>),
    /// A control symbol: a backslash with one sign.
    Symbol(u8),
    /// A byte written as two hexadecimal digits.
    Byte(u8),
    /// Bytes as they stand.
    Text(&'a [u8]),
}

/// The pieces of rich text in their order. Binary data is passed over.
pub(super) struct Tokens<'a> {
    bytes: &'a [u8],
    pub at: usize,
}

impl<'a> Tokens<'a> {
    pub fn of(bytes: &'a [u8]) -> Self {
        Self { bytes, at: 0 }
    }

    fn control(&mut self) -> Token<'a> {
        let start = self.at;
        let letters =
            self.bytes[start..].iter().take(32).take_while(|byte| byte.is_ascii_alphabetic()).count();
        if letters == 0 {
            let Some(sign) = self.bytes.get(start).copied() else { return Token::Symbol(b' ') };
            self.at += 1;
            if sign != b'\'' {
                return Token::Symbol(sign);
            }
            let digits = self.bytes.get(self.at..self.at + 2).and_then(|two| std::str::from_utf8(two).ok());
            return match digits.and_then(|two| u8::from_str_radix(two, 16).ok()) {
                Some(byte) => {
                    self.at += 2;
                    Token::Byte(byte)
                }
                None => Token::Symbol(b'\''),
            };
        }
        self.at += letters;
        let name = std::str::from_utf8(&self.bytes[start..self.at]).unwrap_or_default();
        let from = self.at;
        let sign = usize::from(self.bytes.get(from) == Some(&b'-'));
        let digits =
            self.bytes[from + sign..].iter().take(10).take_while(|byte| byte.is_ascii_digit()).count();
        let mut number = None;
        if digits > 0 {
            self.at = from + sign + digits;
            let words = std::str::from_utf8(&self.bytes[from..self.at]).unwrap_or_default();
            number = words.parse::<i32>().ok();
        }
        if self.bytes.get(self.at) == Some(&b' ') {
            self.at += 1;
        }
        if name == "bin" {
            let count = usize::try_from(number.unwrap_or(0)).unwrap_or(0);
            self.at = self.at.saturating_add(count).min(self.bytes.len());
        }
        Token::Word(name, number)
    }
}

impl<'a> Iterator for Tokens<'a> {
    type Item = Token<'a>;

    fn next(&mut self) -> Option<Token<'a>> {
        loop {
            let byte = *self.bytes.get(self.at)?;
            self.at += 1;
            return Some(match byte {
                b'{' => Token::Open,
                b'}' => Token::Close,
                b'\\' => self.control(),
                b'\r' | b'\n' | 0 => continue,
                _ => {
                    let start = self.at - 1;
                    let special = |byte: &u8| matches!(byte, b'{' | b'}' | b'\\' | b'\r' | b'\n' | 0);
                    let rest = &self.bytes[start..];
                    self.at = start + rest.iter().position(special).unwrap_or(rest.len());
                    Token::Text(&self.bytes[start..self.at])
                }
            });
        }
    }
}
