//! What can be carried by the pointer from one pane to another.

use crate::base::ClaimId;
use crate::model::CodebookPart;
use crate::text::Span;

/// A claim, to be dropped on another: both say the same.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DraggedClaim(pub ClaimId);

/// A passage of the open article, to be dropped on the claim that it mentions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DraggedPassage(pub Span);

/// A layer or code of the codebook, to be dropped where another of its like stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DraggedPart(pub CodebookPart);
