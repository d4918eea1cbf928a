//! Web pages as a tree: html5ever's tokens and rules in an arena that is cheap to walk.
//!
//! Nothing is executed or fetched. Scripts other than JSON-LD, style sheets and embedded files (`data:` addresses) are
//! not kept; nesting and the number of nodes are bounded.

mod build;
mod text;

pub(super) use text::{Words, is_block, is_unseen};

use html5ever::tendril::StrTendril;
use html5ever::{Attribute, LocalName};

/// A node of the tree that it was got from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct NodeId(u32);

impl NodeId {
    /// Its place in a table with a row a node.
    pub(super) fn index(self) -> usize {
        self.0 as usize
    }
}

#[derive(Debug)]
enum NodeData {
    /// The page itself, or a document type.
    Frame,
    Element(LocalName, Vec<Attribute>),
    Text(StrTendril),
    Comment(StrTendril),
}

#[derive(Debug)]
struct Node {
    parent: Option<NodeId>,
    previous: Option<NodeId>,
    next: Option<NodeId>,
    first: Option<NodeId>,
    last: Option<NodeId>,
    data: NodeData,
}

/// A page.
#[derive(Debug)]
pub(super) struct Dom {
    nodes: Vec<Node>,
}

impl Dom {
    /// The page itself, over all elements.
    pub(super) const ROOT: NodeId = NodeId(0);

    /// How many nodes there are.
    pub(super) fn len(&self) -> usize {
        self.nodes.len()
    }

    fn node(&self, id: NodeId) -> &Node {
        &self.nodes[id.index()]
    }

    /// The name of an element in lower case; empty for everything else.
    pub(super) fn name(&self, id: NodeId) -> &str {
        match &self.node(id).data {
            NodeData::Element(name, _) => name,
            NodeData::Frame | NodeData::Text(_) | NodeData::Comment(_) => "",
        }
    }

    /// The value of an attribute, empty where it has none; `None` where it is not there.
    pub(super) fn attribute(&self, id: NodeId, name: &str) -> Option<&str> {
        match &self.node(id).data {
            NodeData::Element(_, attributes) => {
                attributes.iter().find(|one| &*one.name.local == name).map(|one| &*one.value)
            }
            NodeData::Frame | NodeData::Text(_) | NodeData::Comment(_) => None,
        }
    }

    /// The classes of an element.
    pub(super) fn classes(&self, id: NodeId) -> impl Iterator<Item = &str> {
        self.attribute(id, "class").unwrap_or_default().split_ascii_whitespace()
    }

    /// Whether an element has a class.
    pub(super) fn has_class(&self, id: NodeId, class: &str) -> bool {
        self.classes(id).any(|one| one == class)
    }

    /// The words of a node that is nothing but words.
    pub(super) fn text(&self, id: NodeId) -> Option<&str> {
        match &self.node(id).data {
            NodeData::Text(words) => Some(words),
            NodeData::Frame | NodeData::Element(..) | NodeData::Comment(_) => None,
        }
    }

    /// What a comment says.
    pub(super) fn comment(&self, id: NodeId) -> Option<&str> {
        match &self.node(id).data {
            NodeData::Comment(words) => Some(words),
            NodeData::Frame | NodeData::Element(..) | NodeData::Text(_) => None,
        }
    }

    /// What it lies in.
    pub(super) fn parent(&self, id: NodeId) -> Option<NodeId> {
        self.node(id).parent
    }

    /// The one after it in the same parent.
    pub(super) fn next(&self, id: NodeId) -> Option<NodeId> {
        self.node(id).next
    }

    /// The first one in it.
    pub(super) fn first(&self, id: NodeId) -> Option<NodeId> {
        self.node(id).first
    }

    /// What lies directly in it.
    pub(super) fn children(&self, id: NodeId) -> impl Iterator<Item = NodeId> {
        std::iter::successors(self.first(id), |child| self.next(*child))
    }

    /// What it lies in, from the inside out.
    pub(super) fn ancestors(&self, id: NodeId) -> impl Iterator<Item = NodeId> {
        std::iter::successors(self.parent(id), |parent| self.parent(*parent))
    }

    /// Everything in it, in the order of the page.
    pub(super) fn descendants(&self, id: NodeId) -> impl Iterator<Item = NodeId> {
        std::iter::successors(self.first(id), move |one| self.first(*one).or_else(|| self.after(*one, id)))
    }

    /// The first node after everything that lies in `id`, within `top`.
    pub(super) fn after(&self, id: NodeId, top: NodeId) -> Option<NodeId> {
        let mut at = id;
        loop {
            if at == top {
                return None;
            }
            if let Some(next) = self.next(at) {
                return Some(next);
            }
            at = self.parent(at)?;
        }
    }

    /// The elements of a name in it.
    pub(super) fn elements(&self, id: NodeId, name: &str) -> impl Iterator<Item = NodeId> {
        self.descendants(id).filter(move |one| self.name(*one) == name)
    }
}
