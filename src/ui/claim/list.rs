//! All claims that may be shown, filtered by what was typed; built anew only when something changed.

use egui::{Align2, Rect, Response, Ui, Vec2, vec2};

use crate::app::{ClaimCommand, Command, State};
use crate::base::{ArticleId, ClaimId};
use crate::locale::Catalogue;
use crate::message;
use crate::model::{Claim, ClaimStatus, Edge, Relation};
use crate::ui::Cx;
use crate::ui::drag::{DraggedClaim, DraggedPassage};
use crate::ui::theme::Theme;
use crate::ui::widgets;

/// A claim and the number of its mentions that I may see.
#[derive(Debug)]
pub struct ClaimEntry {
    pub id: ClaimId,
    pub label: String,
    pub colour: u8,
    pub mentions: u32,
    /// Its status unless it is open, and its wording.
    pub detail: String,
}

/// What a list was made from.
#[derive(Debug, PartialEq, Eq, Default)]
struct Made {
    revision: u64,
    article: Option<ArticleId>,
    filter: String,
}

/// The list with its filter.
#[derive(Debug, Default)]
pub struct ClaimList {
    made: Option<Made>,
    /// What is typed into the filter.
    pub filter: String,
    /// Claims that pass the filter, the most mentioned first.
    pub entries: Vec<ClaimEntry>,
    /// How many there are without the filter.
    pub all: usize,
}

impl ClaimList {
    /// Brings the list up to date.
    pub fn refresh(&mut self, state: &State) {
        let article = state.reading().map(|reading| reading.article.id.clone());
        let wanted = Made { revision: state.revision, article, filter: self.filter.trim().to_lowercase() };
        if self.made.as_ref() == Some(&wanted) {
            return;
        }
        let offered = state.session.as_ref().map(|session| session.offered()).unwrap_or_default();
        self.all = offered.len();
        let fits = |claim: &Claim| {
            wanted.filter.is_empty()
                || [&claim.label, &claim.wording, &claim.topic]
                    .into_iter()
                    .chain(&claim.aliases)
                    .any(|words| words.to_lowercase().contains(&wanted.filter))
        };
        self.entries = offered
            .into_iter()
            .filter(|(claim, _)| fits(claim))
            .map(|(claim, mentions)| ClaimEntry {
                id: claim.id.clone(),
                label: claim.label.clone(),
                colour: claim.colour,
                mentions,
                detail: detail(claim, state.text),
            })
            .collect();
        self.entries.sort_by(|a, b| b.mentions.cmp(&a.mentions).then_with(|| a.label.cmp(&b.label)));
        self.made = Some(wanted);
    }
}

fn detail(claim: &Claim, text: &'static Catalogue) -> String {
    let status = (claim.status != ClaimStatus::Open).then(|| text.get(claim.status.name_id()));
    let parts = status.into_iter().chain(Some(claim.wording.as_str()).filter(|words| !words.is_empty()));
    parts.collect::<Vec<_>>().join(" · ")
}

/// Height of a row of the list, with the details under the name or without.
pub fn row_height(detailed: bool) -> f32 {
    let metrics = Theme::metrics();
    let more = metrics.text.small.line_height().round() + metrics.space.s;
    metrics.size.control + if detailed { more } else { 0.0 }
}

/// One claim: swatch, label, count. It can be dragged onto another, and takes passages and claims dropped on it.
pub fn row(ui: &mut Ui, cx: &mut Cx<'_>, entry: &ClaimEntry, chosen: bool, detailed: bool) -> Response {
    let metrics = Theme::metrics();
    let name = || cx.text.shown(&message!("claims-row", claim = &entry.label, count = entry.mentions));
    let (rect, response) = widgets::row(ui, name, row_height(detailed), chosen);
    let response = response.interact(egui::Sense::click_and_drag());
    response.dnd_set_drag_payload(DraggedClaim(entry.id.clone()));
    let over = response.dnd_hover_payload::<DraggedClaim>().is_some_and(|claim| claim.0 != entry.id)
        || response.dnd_hover_payload::<DraggedPassage>().is_some();
    if over {
        let stroke = egui::Stroke::new(metrics.stroke.focus, cx.theme.colours.focus);
        ui.painter().rect_stroke(rect, metrics.radius.row, stroke, egui::StrokeKind::Inside);
    }
    // Taking a payload of one type drops one of another, so each is asked for only where it is.
    let carries_passage = egui::DragAndDrop::has_payload_of_type::<DraggedPassage>(ui.ctx());
    if !carries_passage
        && let Some(dropped) = response.dnd_release_payload::<DraggedClaim>()
        && dropped.0 != entry.id
    {
        let edge = Edge { from: dropped.0.clone(), relation: Relation::SameAs, to: entry.id.clone() };
        cx.out.push(Command::Claim(ClaimCommand::Relate { edge, on: true }));
    }
    if carries_passage && let Some(dropped) = response.dnd_release_payload::<DraggedPassage>() {
        cx.out.push(Command::Claim(ClaimCommand::Link { span: dropped.0, claim: entry.id.clone() }));
    }
    if ui.is_rect_visible(rect) {
        paint(ui, cx, rect, entry, detailed);
    }
    response
}

fn paint(ui: &Ui, cx: &mut Cx<'_>, rect: Rect, entry: &ClaimEntry, detailed: bool) {
    let metrics = Theme::metrics();
    let inner = rect.shrink2(vec2(metrics.space.l, 0.0));
    let lead = metrics.size.swatch_small + metrics.space.l;
    if detailed {
        let soft = cx.theme.colours.soft;
        let (small, empty) = (&metrics.text.small, cx.text.get("common-not-worded-short"));
        let words = if entry.detail.is_empty() { empty } else { &entry.detail };
        let words = widgets::laid(ui, cx, words, small, inner.width() - lead);
        let at = inner.left_bottom() + vec2(lead, -small.line_height() - metrics.space.m);
        widgets::paint_content(ui, cx, &words, at, &[soft]);
    }
    let inner = inner.with_max_y(inner.top() + row_height(false));
    let side = metrics.size.swatch_small;
    let square = Align2::LEFT_CENTER.anchor_size(inner.left_center(), Vec2::splat(side));
    let colour = cx.theme.code(cx.theme.claim(entry.colour));
    ui.painter().rect_filled(square, metrics.radius.mark, colour);
    let (ink, soft) = (cx.theme.colours.ink, cx.theme.colours.soft);
    let count = entry.mentions.to_string();
    let count = widgets::paint(
        ui.painter(),
        inner.right_center(),
        Align2::RIGHT_CENTER,
        &metrics.text.table,
        soft,
        &count,
    );
    let room = count.left() - metrics.space.l - inner.left() - lead;
    let words = widgets::laid(ui, cx, &entry.label, &metrics.text.ui, room);
    let at = inner.left_center() + vec2(lead, -widgets::size(ui, &words).y / 2.0);
    widgets::paint_content(ui, cx, &words, at, &[ink]);
}
