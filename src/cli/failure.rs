//! Why something could not be done.

use super::outcome::Outcome;
use crate::store::StoreError;
use std::error::Error;
use std::io::{self, Write};

/// What could not be done, why, and what to do.
#[derive(Debug)]
pub(super) struct Failure {
    message: String,
    cause: Option<Box<dyn Error + Send + Sync>>,
    /// A sentence after message and cause; may be empty.
    remark: &'static str,
    hint: String,
    /// Whoever reads our output has gone; that is no fault.
    silent: bool,
}

impl Failure {
    /// One without a cause other than what was asked for. The hint may be empty.
    pub fn new(message: impl Into<String>, hint: impl Into<String>) -> Self {
        Self { message: message.into(), cause: None, remark: "", hint: hint.into(), silent: false }
    }

    /// The same with the error that led to it, which is told after a colon.
    #[must_use]
    pub fn because(self, cause: impl Into<Box<dyn Error + Send + Sync>>) -> Self {
        Self { cause: Some(cause.into()), ..self }
    }

    /// The same with a sentence that follows what went wrong.
    #[must_use]
    pub fn remark(self, remark: &'static str) -> Self {
        Self { remark, ..self }
    }

    /// The same with advice.
    #[must_use]
    pub fn hint(self, hint: impl Into<String>) -> Self {
        Self { hint: hint.into(), ..self }
    }

    /// Says it on standard error.
    pub fn tell(&self, err: &mut dyn Write) -> Outcome {
        if self.silent {
            return Outcome::Clean;
        }
        let mut said = self.message.clone();
        if let Some(cause) = &self.cause {
            let colon = if said.is_empty() { "" } else { ": " };
            said = format!("{said}{colon}{cause}");
        }
        if !self.remark.is_empty() {
            said = format!("{said} {}", self.remark);
        }
        let hint = if self.hint.is_empty() { String::new() } else { format!("\n  {}", self.hint) };
        // There is nowhere left to say that standard error is closed.
        let _ = writeln!(err, "obelus: {said}{hint}");
        Outcome::Failed
    }
}

impl From<StoreError> for Failure {
    fn from(error: StoreError) -> Self {
        Self::new("", error.hint().english()).because(error)
    }
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        let silent = error.kind() == io::ErrorKind::BrokenPipe;
        Self { silent, ..Self::new("could not write the output", "").because(error) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_led_to_a_failure_is_told_after_it() {
        let said = |failure: Failure| {
            let mut err = Vec::new();
            let outcome = failure.tell(&mut err);
            (outcome, String::from_utf8(err).expect("text"))
        };
        let lost = || io::Error::new(io::ErrorKind::NotFound, "lost");
        let failure =
            Failure::new("could not read it", "Look.").because(lost()).remark("Nothing was changed.");
        assert_eq!(
            said(failure),
            (Outcome::Failed, "obelus: could not read it: lost Nothing was changed.\n  Look.\n".to_owned())
        );
        assert_eq!(said(lost().into()).1, "obelus: could not write the output: lost\n");
        let gone = io::Error::new(io::ErrorKind::BrokenPipe, "gone");
        assert_eq!(said(gone.into()), (Outcome::Clean, String::new()));
    }
}
