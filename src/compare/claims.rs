//! Which claims are one.

use crate::base::ClaimId;
use crate::model::{Ledger, Relation};
use std::collections::HashMap;

/// The claims that somebody stated to be the same, directly or by way of others.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ClaimClasses(HashMap<ClaimId, ClaimId>);

impl ClaimClasses {
    /// From all [`Relation::SameAs`] edges of all annotators.
    pub fn of(ledger: &Ledger) -> Self {
        let mut parents: HashMap<ClaimId, ClaimId> = HashMap::new();
        for (_, edge) in ledger.edges().filter(|(_, edge)| edge.relation == Relation::SameAs) {
            let (a, b) = (root(&mut parents, &edge.from), root(&mut parents, &edge.to));
            // The lesser name becomes the root, so that the class is called the same whatever the order of edges.
            let (root, below) = if a <= b { (a, b) } else { (b, a) };
            if root != below {
                parents.insert(below, root);
            }
        }
        let claims: Vec<ClaimId> = parents.keys().cloned().collect();
        Self(
            claims
                .into_iter()
                .map(|claim| {
                    let class = root(&mut parents, &claim);
                    (claim, class)
                })
                .collect(),
        )
    }

    /// The claim that stands for all that are the same as this one: the least by name.
    pub fn class<'a>(&'a self, claim: &'a ClaimId) -> &'a ClaimId {
        self.0.get(claim).unwrap_or(claim)
    }

    /// Whether two claims are one.
    pub fn same(&self, a: &ClaimId, b: &ClaimId) -> bool {
        self.class(a) == self.class(b)
    }
}

fn root(parents: &mut HashMap<ClaimId, ClaimId>, claim: &ClaimId) -> ClaimId {
    let mut path = Vec::new();
    let mut at = claim.clone();
    while let Some(parent) = parents.get(&at) {
        path.push(std::mem::replace(&mut at, parent.clone()));
    }
    for passed in path {
        parents.insert(passed, at.clone());
    }
    at
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::{AnnotatorId, Timestamp};
    use crate::model::{ClaimSheet, Edge};
    use std::sync::Arc;

    fn ledger(edges: &[(&str, &str)]) -> Ledger {
        let id = |name: &str| ClaimId::new(&format!("maya/{name}")).expect("id");
        let mut sheet = ClaimSheet::default();
        for (from, to) in edges {
            let edge = Edge { from: id(from), relation: Relation::SameAs, to: id(to) };
            sheet.edges.insert(edge, Timestamp(0));
        }
        let mut ledger = Ledger::default();
        ledger.put_sheet(AnnotatorId::new("maya").expect("id"), Arc::new(sheet));
        ledger
    }

    #[test]
    fn same_reaches_over_others_and_round_in_circles() {
        let id = |name: &str| ClaimId::new(&format!("maya/{name}")).expect("id");
        let classes =
            ClaimClasses::of(&ledger(&[("e", "d"), ("b", "c"), ("d", "c"), ("c", "e"), ("x", "y")]));
        for name in ["b", "c", "d", "e"] {
            assert_eq!(classes.class(&id(name)), &id("b"), "{name}");
        }
        assert!(classes.same(&id("x"), &id("y")));
        assert!(!classes.same(&id("x"), &id("b")));
        assert!(classes.same(&id("alone"), &id("alone")));
        assert!(!classes.same(&id("alone"), &id("b")));
    }
}
