//! All that is known of a claim, in fields.

use egui::Ui;

use super::chooser::Chooser;
use crate::app::{ClaimChange, ClaimCommand, Command, Session};
use crate::base::ClaimId;
use crate::message;
use crate::model::{Claim, ClaimStatus, Edge, Relation};
use crate::ui::Cx;
use crate::ui::kept::kept;
use crate::ui::theme::Theme;
use crate::ui::widgets::{self, ChoiceItem, Drafts, Field};

const BETWEEN: &str = "; ";

/// The editor with what is being typed into it.
#[derive(Debug, Default)]
pub struct ClaimEditor {
    drafts: Drafts,
    chooser: Chooser,
}

impl ClaimEditor {
    /// Shows a claim; fields are only to be read when somebody else created it.
    pub fn show(&mut self, ui: &mut Ui, cx: &mut Cx<'_>, id: &ClaimId) {
        let Some(session) = &cx.state.session else { return };
        let Some(claim) = session.project.ledger().claim(id) else { return };
        let mine = session.me.as_ref().is_some_and(|me| me.as_str() == id.annotator());
        ui.push_id(("claim", id.as_str()), |ui| {
            ui.spacing_mut().item_spacing.y = Theme::metrics().space.s;
            if mine {
                self.texts(ui, cx, claim);
                kind(ui, cx, session, claim);
                status(ui, cx, claim);
                colours(ui, cx, claim);
                self.memo(ui, cx, claim);
            } else {
                read(ui, cx, session, claim);
            }
            self.relations(ui, cx, session, id);
            let unused = session.mentions(id) == 0;
            if mine && unused && widgets::quiet(ui, cx.text.get("claims-remove")).clicked() {
                cx.out.push(Command::Claim(ClaimCommand::Remove(id.clone())));
            }
        });
    }

    fn text(&mut self, ui: &mut Ui, title: &str, field: Field<'_>, value: &str) -> Option<String> {
        above(ui);
        widgets::heading(ui, title, "");
        let id = ui.make_persistent_id(title);
        self.drafts.edit(ui, id, field, value).0
    }

    fn texts(&mut self, ui: &mut Ui, cx: &mut Cx<'_>, claim: &Claim) {
        let mut change =
            |change| cx.out.push(Command::Claim(ClaimCommand::Change { id: claim.id.clone(), change }));
        let name = Field::new(cx.text.get("claims-short-name")).hint(cx.text.get("claims-short-name.hint"));
        if let Some(label) = self.text(ui, cx.text.get("claims-short-name"), name, &claim.label) {
            change(ClaimChange::Label(label));
        }
        let wording =
            Field::new(cx.text.get("claims-wording")).hint(cx.text.get("claims-wording.hint")).rows(3);
        if let Some(wording) = self.text(ui, cx.text.get("claims-wording"), wording, &claim.wording) {
            change(ClaimChange::Wording(wording));
        }
        let topic = Field::new(cx.text.get("claims-topic")).hint(cx.text.get("claims-topic.hint"));
        if let Some(topic) = self.text(ui, cx.text.get("claims-topic"), topic, &claim.topic) {
            change(ClaimChange::Topic(topic));
        }
        let aliases = Field::new(cx.text.get("claims-aliases")).hint(cx.text.get("claims-aliases.hint"));
        if let Some(typed) =
            self.text(ui, cx.text.get("claims-aliases"), aliases, &claim.aliases.join(BETWEEN))
        {
            let names = typed.split(';').map(str::trim).filter(|name| !name.is_empty());
            change(ClaimChange::Aliases(names.map(str::to_owned).collect()));
        }
    }

    fn memo(&mut self, ui: &mut Ui, cx: &mut Cx<'_>, claim: &Claim) {
        let field = Field::new(cx.text.get("claims-note.name")).hint(cx.text.get("claims-note.hint")).rows(2);
        if let Some(memo) = self.text(ui, cx.text.get("claims-note"), field, &claim.memo) {
            cx.out.push(Command::Claim(ClaimCommand::Change {
                id: claim.id.clone(),
                change: ClaimChange::Memo(memo),
            }));
        }
    }

    /// Relations of the claim, whoever states them; my own can be taken back.
    fn relations(&mut self, ui: &mut Ui, cx: &mut Cx<'_>, session: &Session, id: &ClaimId) {
        above(ui);
        widgets::heading(ui, cx.text.get("claims-relations"), "");
        for (by, edge) in session.project.ledger().edges().filter(|(_, e)| e.from == *id || e.to == *id) {
            let mine = session.me.as_ref() == Some(by);
            let other = if edge.from == *id { &edge.to } else { &edge.from };
            let label = session.project.ledger().claim(other).map_or(other.as_str(), |claim| &claim.label);
            let words = match (edge.relation, edge.from == *id) {
                (Relation::NarrowerThan, false) => cx.text.get("claims-wider"),
                (relation, _) => cx.text.get(relation.name_id()),
            };
            let by = if mine { "" } else { by.as_str() };
            ui.push_id((words, other.as_str(), by), |ui| {
                if stated(ui, cx, words, label, by) {
                    cx.out.push(Command::Claim(ClaimCommand::Relate { edge: edge.clone(), on: false }));
                }
            });
        }
        if let Some((relation, to)) = self.chooser.show(ui, cx, id) {
            let edge = Edge { from: id.clone(), relation, to };
            cx.out.push(Command::Claim(ClaimCommand::Relate { edge, on: true }));
        }
    }
}

/// One relation on a line; true when it is to be taken back, which only one's own can be.
fn stated(ui: &mut Ui, cx: &mut Cx<'_>, words: &str, label: &str, by: &str) -> bool {
    let metrics = Theme::metrics();
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = metrics.space.m;
        let line = if by.is_empty() { label.into() } else { kept!(cx, "{} · {}", label, by) };
        let room = ui.available_width() - metrics.size.icon - metrics.space.l;
        ui.scope(|ui| {
            ui.set_max_width(room);
            widgets::led(ui, cx, words, &line, &metrics.text.note);
        });
        by.is_empty()
            && widgets::cross(
                ui,
                &cx.text.shown(&message!("claims-take-back", relation = words, claim = label)),
            )
            .clicked()
    })
    .inner
}

/// The gap over a heading.
fn above(ui: &mut Ui) {
    ui.add_space(Theme::metrics().space.s);
}

fn kind(ui: &mut Ui, cx: &mut Cx<'_>, session: &Session, claim: &Claim) {
    let Some(declared) = session.project.codebook().claim_types() else { return };
    above(ui);
    widgets::content_heading(ui, cx, &declared.name, "");
    let items: Vec<ChoiceItem<'_>> = declared
        .choices()
        .iter()
        .map(|choice| {
            let on = claim.kind.as_ref() == Some(&choice.id);
            ChoiceItem { help: &choice.definition, ..ChoiceItem::plain(&choice.name, on) }
        })
        .collect();
    if let Some(choice) = widgets::flow(ui, cx, &items).clicked.and_then(|at| declared.choices().get(at)) {
        let kind = (claim.kind.as_ref() != Some(&choice.id)).then(|| choice.id.clone());
        cx.out.push(Command::Claim(ClaimCommand::Change {
            id: claim.id.clone(),
            change: ClaimChange::Kind(kind),
        }));
    }
}

fn status(ui: &mut Ui, cx: &mut Cx<'_>, claim: &Claim) {
    above(ui);
    widgets::heading(ui, cx.text.get("claims-status"), cx.text.get("claims-status.hint"));
    let items = ClaimStatus::ALL
        .map(|status| ChoiceItem::plain(cx.text.get(status.name_id()), status == claim.status));
    let picked = widgets::flow(ui, cx, &items).clicked.and_then(|at| ClaimStatus::ALL.get(at));
    if let Some(status) = picked.filter(|status| **status != claim.status) {
        cx.out.push(Command::Claim(ClaimCommand::Change {
            id: claim.id.clone(),
            change: ClaimChange::Status(*status),
        }));
    }
}

fn colours(ui: &mut Ui, cx: &mut Cx<'_>, claim: &Claim) {
    above(ui);
    widgets::heading(ui, cx.text.get("claims-colour"), "");
    let steps = (0..cx.theme.claim_steps()).map(|colour| cx.theme.claim(colour));
    let steps: Vec<usize> = steps.collect();
    let chosen = widgets::swatches(ui, cx, &steps, cx.theme.claim(claim.colour));
    if let Some(colour) = chosen.and_then(|at| u8::try_from(at).ok()) {
        let change = ClaimChange::Colour(colour);
        cx.out.push(Command::Claim(ClaimCommand::Change { id: claim.id.clone(), change }));
    }
}

/// A colleague's claim.
fn read(ui: &mut Ui, cx: &mut Cx<'_>, session: &Session, claim: &Claim) {
    let text = &Theme::metrics().text;
    let (ink, soft) = (cx.theme.colours.ink, cx.theme.colours.soft);
    let by = session.claim_creator(&claim.id);
    let wording = if claim.wording.is_empty() { cx.text.get("common-not-worded") } else { &claim.wording };
    widgets::content(ui, cx, wording, &text.passage, ink, 0);
    let declared = session.project.codebook().claim_types();
    let kind = claim.kind.as_ref().map(|kind| {
        let choice = declared.and_then(|declared| declared.choice(kind.as_str()));
        choice.map_or(kind.as_str(), |choice| &choice.name)
    });
    let aliases = claim.aliases.join(BETWEEN);
    let lines = [
        (cx.text.get("claims-lead-type"), kind.unwrap_or_default()),
        (cx.text.get("claims-lead-topic"), claim.topic.as_str()),
        (cx.text.get("claims-lead-aliases"), aliases.as_str()),
        (cx.text.get("claims-lead-status"), cx.text.get(claim.status.name_id())),
        (cx.text.get("claims-lead-note"), claim.memo.as_str()),
    ];
    for (lead, words) in lines.into_iter().filter(|(_, words)| !words.is_empty()) {
        widgets::led(ui, cx, lead, words, &text.note);
    }
    let words = cx.text.shown(&message!("claims-created-by", name = by));
    widgets::content(ui, cx, &words, &text.small, soft, 0);
}
