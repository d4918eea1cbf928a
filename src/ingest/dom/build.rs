//! From text to tree.

use super::{Dom, Node, NodeData, NodeId};
use crate::base::Progress;
use crate::ingest::{IngestError, go_on};
use html5ever::buffer_queue::BufferQueue;
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::{Tag, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts};
use html5ever::tree_builder::{
    ElemName, ElementFlags, NodeOrText, QuirksMode, TreeBuilder, TreeBuilderOpts, TreeSink,
};
use html5ever::{Attribute, LocalName, Namespace, QualName};
use std::borrow::Cow;
use std::cell::{Cell, Ref, RefCell};

/// Elements in each other; deeper ones are left out, what they hold goes to the one around them.
const DEEPEST: u16 = 400;
/// Nodes of a page; one with more is refused.
const MOST: usize = 1_500_000;
/// Nodes after which tags of mere looks lose their attributes, so that a page cannot repeat them without end.
const PLAIN_AFTER: usize = 200_000;
/// Bytes that are handed to the tokenizer at once.
const PIECE: usize = 64 * 1024;
/// The shortest embedded file that is left out, in bytes.
const EMBEDDED: usize = 256;

impl Dom {
    /// Builds the tree of a page.
    ///
    /// # Errors
    /// When the page has too many parts or the caller asked to stop.
    pub(in crate::ingest) fn parse(text: &str, progress: &Progress) -> Result<Self, IngestError> {
        let builder = TreeBuilder::new(
            TreeMaker::default(),
            TreeBuilderOpts { scripting_enabled: false, ..TreeBuilderOpts::default() },
        );
        let tokenizer =
            Tokenizer::new(Gate { builder, left_out: RefCell::default() }, TokenizerOpts::default());
        let input = BufferQueue::default();
        let mut rest = text;
        while !rest.is_empty() {
            go_on(progress)?;
            let (piece, after) = piece(rest);
            rest = after;
            input.push_back(StrTendril::from_slice(piece));
            while !matches!(tokenizer.feed(&input), html5ever::TokenizerResult::Done) {}
            if tokenizer.sink.builder.sink.nodes.borrow().len() > MOST {
                return Err(IngestError::TooManyParts { most: MOST as u64 });
            }
        }
        tokenizer.end();
        let nodes = tokenizer.sink.builder.sink.nodes.take();
        if nodes.len() > MOST {
            return Err(IngestError::TooManyParts { most: MOST as u64 });
        }
        Ok(Self { nodes })
    }
}

/// The next piece of a page, and what comes after it and after an embedded file.
fn piece(text: &str) -> (&str, &str) {
    let head = &text.as_bytes()[..text.len().min(PIECE)];
    for at in memchr::memmem::find_iter(head, b";base64,") {
        let from = at + b";base64,".len();
        let file = text.as_bytes()[from..]
            .iter()
            .position(|byte| !(byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/' | b'=' | b'%')));
        let end = file.map_or(text.len(), |length| from + length);
        if end - from >= EMBEDDED {
            return (&text[..from], &text[end..]);
        }
    }
    text.split_at(text.floor_char_boundary(PIECE))
}

/// Stands between tokenizer and tree builder, and bounds what goes through.
struct Gate {
    builder: TreeBuilder<NodeId, TreeMaker>,
    /// Tags that were left out and are to be closed yet.
    left_out: RefCell<Vec<(LocalName, usize)>>,
}

impl Gate {
    /// Whether a tag goes to the tree builder.
    fn lets_in(&self, tag: &mut Tag) -> bool {
        let sink = &self.builder.sink;
        let mut left_out = self.left_out.borrow_mut();
        match tag.kind {
            TagKind::StartTag => {
                let many = sink.nodes.borrow().len() > PLAIN_AFTER;
                if many && is_of_looks(&tag.name) {
                    tag.attrs.clear();
                }
                let is_left_out = sink.depth.get() > DEEPEST && !keeps_its_tag(&tag.name);
                if is_left_out && !tag.self_closing {
                    match left_out.iter_mut().find(|(name, _)| *name == tag.name) {
                        Some((_, count)) => *count += 1,
                        None => left_out.push((tag.name.clone(), 1)),
                    }
                }
                !is_left_out
            }
            TagKind::EndTag => {
                let open = left_out.iter().position(|(name, _)| *name == tag.name);
                if let Some(at) = open {
                    left_out[at].1 -= 1;
                    if left_out[at].1 == 0 {
                        left_out.swap_remove(at);
                    }
                }
                open.is_none()
            }
        }
    }
}

impl TokenSink for Gate {
    type Handle = NodeId;

    fn process_token(&self, token: Token, line: u64) -> TokenSinkResult<NodeId> {
        match token {
            Token::TagToken(mut tag) => {
                if self.lets_in(&mut tag) {
                    self.builder.process_token(Token::TagToken(tag), line)
                } else {
                    TokenSinkResult::Continue
                }
            }
            Token::ParseError(_) => TokenSinkResult::Continue,
            token @ (Token::DoctypeToken(_)
            | Token::CommentToken(_)
            | Token::CharacterTokens(_)
            | Token::NullCharacterToken
            | Token::EOFToken) => self.builder.process_token(token, line),
        }
    }

    fn end(&self) {
        self.builder.end();
    }

    fn adjusted_current_node_present_but_not_in_html_namespace(&self) -> bool {
        self.builder.adjusted_current_node_present_but_not_in_html_namespace()
    }
}

fn is_of_looks(name: &str) -> bool {
    matches!(
        name,
        "a" | "b"
            | "big"
            | "code"
            | "em"
            | "font"
            | "i"
            | "nobr"
            | "s"
            | "small"
            | "strike"
            | "strong"
            | "tt"
            | "u"
    )
}

/// Whether the tag says how the tokenizer goes on, or holds nothing.
fn keeps_its_tag(name: &str) -> bool {
    matches!(
        name,
        "script"
            | "style"
            | "textarea"
            | "title"
            | "p"
            | "xmp"
            | "iframe"
            | "noembed"
            | "noframes"
            | "plaintext"
            | "br"
            | "img"
            | "hr"
            | "meta"
            | "link"
            | "input"
    )
}

/// Puts nodes where the tree builder wants them.
struct TreeMaker {
    nodes: RefCell<Vec<Node>>,
    names: RefCell<Vec<Option<QualName>>>,
    depths: RefCell<Vec<u16>>,
    /// How deep the last addition was.
    depth: Cell<u16>,
}

impl Default for TreeMaker {
    fn default() -> Self {
        let root = Node::new(NodeData::Frame);
        Self {
            nodes: RefCell::new(vec![root]),
            names: RefCell::new(vec![None]),
            depths: RefCell::new(vec![0]),
            depth: Cell::new(0),
        }
    }
}

impl Node {
    fn new(data: NodeData) -> Self {
        Self { parent: None, previous: None, next: None, first: None, last: None, data }
    }
}

impl TreeMaker {
    fn add(&self, data: NodeData, name: Option<QualName>) -> NodeId {
        let mut nodes = self.nodes.borrow_mut();
        let id = NodeId(u32::try_from(nodes.len()).unwrap_or(u32::MAX));
        nodes.push(Node::new(data));
        self.names.borrow_mut().push(name);
        self.depths.borrow_mut().push(0);
        id
    }

    fn unlink(&self, id: NodeId) {
        let nodes = &mut *self.nodes.borrow_mut();
        let node = &mut nodes[id.index()];
        let (parent, previous, next) = (node.parent.take(), node.previous.take(), node.next.take());
        let Some(parent) = parent else { return };
        match previous {
            Some(previous) => nodes[previous.index()].next = next,
            None => nodes[parent.index()].first = next,
        }
        match next {
            Some(next) => nodes[next.index()].previous = previous,
            None => nodes[parent.index()].last = previous,
        }
    }

    /// Puts a node without a parent into one, before a child or at the end.
    fn link(&self, id: NodeId, parent: NodeId, before: Option<NodeId>) {
        let nodes = &mut *self.nodes.borrow_mut();
        let previous = match before {
            Some(before) => nodes[before.index()].previous.replace(id),
            None => nodes[parent.index()].last.replace(id),
        };
        match previous {
            Some(previous) => nodes[previous.index()].next = Some(id),
            None => nodes[parent.index()].first = Some(id),
        }
        let node = &mut nodes[id.index()];
        (node.parent, node.previous, node.next) = (Some(parent), previous, before);
        let depths = &mut *self.depths.borrow_mut();
        depths[id.index()] = depths[parent.index()].saturating_add(1);
        self.depth.set(depths[id.index()]);
    }

    fn insert(&self, parent: NodeId, before: Option<NodeId>, child: NodeOrText<NodeId>) {
        match child {
            NodeOrText::AppendNode(id) => {
                self.unlink(id);
                self.link(id, parent, before);
            }
            NodeOrText::AppendText(words) => {
                let near = {
                    let nodes = self.nodes.borrow();
                    if is_silent(&nodes[parent.index()].data) {
                        return;
                    }
                    before.map_or(nodes[parent.index()].last, |before| nodes[before.index()].previous)
                };
                if let Some(near) = near
                    && let NodeData::Text(text) = &mut self.nodes.borrow_mut()[near.index()].data
                {
                    text.push_tendril(&words);
                    return;
                }
                let id = self.add(NodeData::Text(words), None);
                self.link(id, parent, before);
            }
        }
    }
}

/// Whether the words of an element are not kept: style sheets and scripts, but for data in JSON-LD.
fn is_silent(data: &NodeData) -> bool {
    let NodeData::Element(name, attributes) = data else { return false };
    match &**name {
        "style" => true,
        "script" => !attributes.iter().any(|one| &*one.name.local == "type" && one.value.contains("ld+json")),
        _ => false,
    }
}

/// The name of an element while it is looked at.
pub(super) struct NameRef<'a>(Ref<'a, QualName>);

impl std::fmt::Debug for NameRef<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.fmt(f)
    }
}

impl ElemName for NameRef<'_> {
    fn ns(&self) -> &Namespace {
        &self.0.ns
    }

    fn local_name(&self) -> &LocalName {
        &self.0.local
    }
}

impl TreeSink for TreeMaker {
    type Handle = NodeId;
    type Output = ();
    type ElemName<'a> = NameRef<'a>;

    fn finish(self) {}

    fn parse_error(&self, _: Cow<'static, str>) {}

    fn get_document(&self) -> NodeId {
        Dom::ROOT
    }

    fn elem_name<'a>(&'a self, target: &'a NodeId) -> NameRef<'a> {
        let name = Ref::filter_map(self.names.borrow(), |names| names[target.index()].as_ref());
        NameRef(name.unwrap_or_else(|_| unreachable!("the tree builder asks for names of elements")))
    }

    fn create_element(&self, name: QualName, mut attributes: Vec<Attribute>, _: ElementFlags) -> NodeId {
        for attribute in &mut attributes {
            if attribute.value.len() > EMBEDDED && attribute.value.starts_with("data:") {
                attribute.value.clear();
            }
        }
        self.add(NodeData::Element(name.local.clone(), attributes), Some(name))
    }

    fn create_comment(&self, words: StrTendril) -> NodeId {
        self.add(NodeData::Comment(words), None)
    }

    fn create_pi(&self, _: StrTendril, words: StrTendril) -> NodeId {
        self.add(NodeData::Comment(words), None)
    }

    fn append(&self, parent: &NodeId, child: NodeOrText<NodeId>) {
        self.insert(*parent, None, child);
    }

    fn append_based_on_parent_node(&self, element: &NodeId, previous: &NodeId, child: NodeOrText<NodeId>) {
        if self.nodes.borrow()[element.index()].parent.is_some() {
            self.append_before_sibling(element, child);
        } else {
            self.append(previous, child);
        }
    }

    fn append_doctype_to_document(&self, _: StrTendril, _: StrTendril, _: StrTendril) {}

    fn get_template_contents(&self, target: &NodeId) -> NodeId {
        *target
    }

    fn same_node(&self, one: &NodeId, other: &NodeId) -> bool {
        one == other
    }

    fn set_quirks_mode(&self, _: QuirksMode) {}

    fn append_before_sibling(&self, sibling: &NodeId, child: NodeOrText<NodeId>) {
        let parent = self.nodes.borrow()[sibling.index()].parent;
        if let Some(parent) = parent {
            self.insert(parent, Some(*sibling), child);
        }
    }

    fn add_attrs_if_missing(&self, target: &NodeId, attributes: Vec<Attribute>) {
        if let NodeData::Element(_, own) = &mut self.nodes.borrow_mut()[target.index()].data {
            for attribute in attributes {
                if !own.iter().any(|one| one.name == attribute.name) {
                    own.push(attribute);
                }
            }
        }
    }

    fn remove_from_parent(&self, target: &NodeId) {
        self.unlink(*target);
    }

    fn reparent_children(&self, node: &NodeId, new_parent: &NodeId) {
        loop {
            let child = self.nodes.borrow()[node.index()].first;
            let Some(child) = child else { break };
            self.unlink(child);
            self.link(child, *new_parent, None);
        }
    }
}
