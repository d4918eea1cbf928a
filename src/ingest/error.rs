//! Why a file could not become an article: what was found, what was expected, what to do.

use thiserror::Error;

/// Why bytes were refused.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum IngestError {
    /// Nothing but white space.
    #[error(
        "the file is empty or holds only white space; {EXPECTED}; check that it was saved before it was added"
    )]
    Empty,
    /// A known file format that is not text, or an encoding that is not read.
    #[error("this is {found}; {EXPECTED}; {advice}")]
    Foreign {
        /// What it is, with its article: `a PDF document`.
        found: &'static str,
        /// What to do instead.
        advice: &'static str,
    },
    /// A NUL byte in what otherwise reads as text.
    #[error(
        "line {line} holds a NUL byte, which no text has; {EXPECTED}; the file is damaged or not text: open it in the \
         program that made it and save it as plain text (UTF-8)"
    )]
    Nul {
        /// The line, counted from 1.
        line: u64,
    },
    /// So many control characters that it cannot be text.
    #[error(
        "there are {count} control characters among the first letters, so this is not text; {EXPECTED}; open it in the \
         program that made it and save it as plain text (UTF-8)"
    )]
    Controls {
        /// How many.
        count: u64,
    },
    /// More than 4 GiB of text.
    #[error("the text is longer than 4 GiB; {EXPECTED}; split it into one file an article")]
    TooLong,
    /// The caller asked to stop.
    #[error("import was stopped; nothing was added; start it again when ready")]
    Cancelled,
}

const EXPECTED: &str = "expected the plain text of an article";
