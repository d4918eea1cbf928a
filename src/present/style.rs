//! How what an annotation says is marked in a text: in which way, in which colour, by which letter, in which lane.

use crate::model::palette::{claim_colours, palette};
use crate::model::{Body, Codebook, Ledger, Unit, layer_of_body};
use crate::text::Span;

/// How a passage is marked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum MarkStyle {
    /// A tint under it and a letter beside it: an answer for a whole sentence or clause.
    Statement,
    /// A line under it and its name beside it.
    Line,
    /// A dashed line: a note, or a unit without an answer.
    Dashed,
    /// A dotted line: words that an attribute points to.
    Dotted,
}

impl MarkStyle {
    /// How a passage of which this is said is marked.
    pub fn of(body: &Body, codebook: &Codebook) -> Self {
        match body {
            Body::Code(_) => match layer_of_body(codebook, body) {
                Some(layer) if layer.unit == Unit::Sentence => Self::Statement,
                _ => Self::Line,
            },
            Body::Claim(_) => Self::Line,
            Body::Unit(_) | Body::Note => Self::Dashed,
        }
    }
}

/// The colour of what is said, as its place in the [palette](palette); `None` when it has none of its own: a note, a
/// unit, or what codebook and ledger do not know.
pub fn ink(body: &Body, codebook: &Codebook, ledger: &Ledger) -> Option<usize> {
    match body {
        Body::Code(code) => {
            let (_, code) = codebook.code(code.as_str())?;
            palette().iter().position(|step| step.name == code.colour)
        }
        Body::Claim(claim) => {
            let steps = claim_colours().len();
            let step = usize::from(ledger.claim(claim)?.colour).checked_rem(steps)?;
            Some(palette().len() - steps + step)
        }
        Body::Unit(_) | Body::Note => None,
    }
}

/// The letter that stands for a code: its key, else the first of its name.
pub fn letter(body: &Body, codebook: &Codebook) -> Option<char> {
    let Body::Code(code) = body else { return None };
    let (_, code) = codebook.code(code.as_str())?;
    code.key.or_else(|| code.name.chars().next())
}

/// Lanes in which lines run under a text, so that those that overlap are told apart.
#[derive(Debug, Clone, Default)]
pub struct Lanes {
    /// Where what is in each lane ends.
    ends: Vec<u32>,
}

impl Lanes {
    /// The most lanes there are; what finds none free shares the last.
    pub const MOST: u8 = 8;

    /// The lowest lane that is free where the span starts, which it then takes. Spans come in reading order.
    pub fn take(&mut self, span: Span) -> u8 {
        if let Some(lane) = self.ends.iter().position(|end| *end <= span.start()) {
            self.ends[lane] = span.end();
            return lane as u8;
        }
        if self.ends.len() < usize::from(Self::MOST) {
            self.ends.push(span.end());
        } else if let Some(last) = self.ends.last_mut() {
            *last = span.end().max(*last);
        }
        self.count() - 1
    }

    /// How many lanes were needed at the most.
    pub fn count(&self) -> u8 {
        self.ends.len() as u8
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lanes_are_reused_and_bounded() {
        let mut lanes = Lanes::default();
        let mut lane = |start, end| lanes.take(Span::new(start, end).expect("span"));
        assert_eq!(lane(0, 10), 0);
        assert_eq!(lane(5, 8), 1);
        assert_eq!(lane(6, 20), 2);
        assert_eq!(lane(8, 9), 1);
        assert_eq!(lane(10, 12), 0);
        for _ in 0..20 {
            assert!(lane(11, 30) < Lanes::MOST);
        }
        assert_eq!(lane(11, 40), 7, "the last is shared");
        let next: Vec<u8> = (0..9).map(|_| lane(30, 41)).collect();
        assert_eq!(next, [0, 1, 2, 3, 4, 5, 6, 7, 7], "until all that is in it ends");
        assert_eq!(lane(41, 42), 0);
    }
}
