//! Choosing the other claim of a relation.

use egui::{Key, Ui};

use crate::app::Session;
use crate::base::ClaimId;
use crate::model::{Claim, Relation};
use crate::ui::Cx;
use crate::ui::theme::Theme;
use crate::ui::widgets::{self, ChoiceItem, Field};

/// The most claims that are offered.
const ROWS: usize = 6;

/// Which relation is being stated, and what was typed to find the other claim.
#[derive(Debug, Default)]
pub(super) struct Chooser {
    open: Option<(ClaimId, Relation)>,
    typed: String,
}

impl Chooser {
    /// Shows the relations as buttons, and after one was chosen the claims; returns what was chosen.
    pub fn show(&mut self, ui: &mut Ui, cx: &mut Cx<'_>, from: &ClaimId) -> Option<(Relation, ClaimId)> {
        if self.open.as_ref().is_some_and(|(id, _)| id != from) {
            self.open = None;
        }
        let now = self.open.as_ref().map(|(_, relation)| *relation);
        let items = Relation::ALL.map(|relation| ChoiceItem {
            key: "+",
            ..ChoiceItem::plain(cx.text.get(relation.name_id()), now == Some(relation))
        });
        if let Some(at) = widgets::flow(ui, cx, &items).clicked {
            let relation = Relation::ALL[at];
            self.typed.clear();
            self.open = (now != Some(relation)).then(|| (from.clone(), relation));
        }
        let relation = self.open.as_ref().map(|(_, relation)| *relation)?;
        let session = cx.state.session.as_ref()?;
        let field = Field::new(cx.text.get("claims-other")).hint(cx.text.get("claims-other.hint"));
        let response = field.show(ui, &mut self.typed);
        let found = find(session, from, &self.typed);
        let mut chosen = None;
        if response.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter)) {
            chosen = found.first().map(|claim| claim.id.clone());
        }
        if found.is_empty() {
            widgets::words(
                ui,
                &Theme::metrics().text.small,
                cx.theme.colours.soft,
                cx.text.get("claims-other-none"),
            );
        }
        for claim in found {
            ui.push_id(claim.id.as_str(), |ui| {
                if row(ui, cx, claim) {
                    chosen = Some(claim.id.clone());
                }
            });
        }
        let chosen = chosen?;
        self.open = None;
        Some((relation, chosen))
    }
}

fn row(ui: &mut Ui, cx: &mut Cx<'_>, claim: &Claim) -> bool {
    let metrics = Theme::metrics();
    let (rect, response) = widgets::row(ui, || &claim.label, metrics.size.control, false);
    let side = metrics.size.swatch_small;
    let left = rect.left_center() + egui::vec2(metrics.space.l, 0.0);
    let square = egui::Align2::LEFT_CENTER.anchor_size(left, egui::vec2(side, side));
    let colour = cx.theme.code(cx.theme.claim(claim.colour));
    ui.painter().rect_filled(square, metrics.radius.mark, colour);
    let lead = side + metrics.space.l;
    let words =
        widgets::laid(ui, cx, &claim.label, &metrics.text.ui, rect.width() - lead - 2.0 * metrics.space.l);
    let at = left + egui::vec2(lead, -widgets::size(ui, &words).y / 2.0);
    let ink = cx.theme.colours.ink;
    widgets::paint_content(ui, cx, &words, at, &[ink]);
    response.clicked()
}

fn find<'a>(session: &'a Session, from: &ClaimId, typed: &str) -> Vec<&'a Claim> {
    let typed = typed.trim().to_lowercase();
    let fits = |claim: &Claim| {
        let names = std::iter::once(&claim.label).chain(&claim.aliases);
        typed.is_empty() || names.into_iter().any(|name| name.to_lowercase().contains(&typed))
    };
    let claims = session.offered().into_iter().map(|(claim, _)| &**claim);
    claims.filter(|c| c.id != *from && fits(c)).take(ROWS).collect()
}
