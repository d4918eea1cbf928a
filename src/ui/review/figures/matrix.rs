//! The table of who gave what: each cell leads to its passages.

use egui::{Align2, Rect, Sense, Ui, WidgetInfo, pos2, vec2};

use super::shared::{passages_of, worth};
use crate::agreement::{AgreementReport, ReportSection, UnitSelection, shown};
use crate::app::{Command, ReviewCommand, Session};
use crate::message;
use crate::ui::Cx;
use crate::ui::kept::kept;
use crate::ui::theme::{Theme, over};
use crate::ui::widgets;

/// How strong the colour of the fullest cell on the diagonal is, and off it.
const STRENGTH: [f32; 2] = [0.60, 0.45];

/// Draws the table of a section, of its codes that occur, at most so many; nothing where answers are sets.
pub fn show(
    ui: &mut Ui,
    cx: &mut Cx<'_>,
    session: &Session,
    report: &AgreementReport,
    section: &ReportSection,
    pair: Option<[usize; 2]>,
    most: usize,
) {
    let pair = pair.or((report.annotators.len() == 2).then_some([0, 1]));
    let Some(cross_tabulation) = section.cross_tabulation(pair) else { return };
    let metrics = Theme::metrics();
    let all = section.labels.len();
    let total = |at: usize| -> u64 {
        (0..all).map(|other| cross_tabulation.counts[at][other] + cross_tabulation.counts[other][at]).sum()
    };
    let mut shown: Vec<usize> = (0..all).filter(|at| total(*at) > 0).collect();
    let left_out = shown.len().saturating_sub(most);
    if left_out > 0 {
        shown.sort_by_key(|at| std::cmp::Reverse(total(*at)));
        shown.truncate(most);
        shown.sort_unstable();
    }
    if shown.is_empty() {
        return;
    }
    let names: Vec<String> = match pair {
        Some(pair) if !session.names_are_hidden() => {
            pair.iter().map(|at| session.name_of(&report.annotators[*at])).collect()
        }
        _ => vec![cx.text.get("agreement-one").to_owned(), cx.text.get("agreement-another").to_owned()],
    };
    widgets::content_heading(ui, cx, &kept!(cx, "{}: {} × {}", section.layer_name, names[0], names[1]), "");
    let side = (ui.available_width() / (shown.len() + 1) as f32).min(metrics.size.chip / 2.0);
    let height = metrics.size.control + metrics.space.s;
    let (rect, _) = ui.allocate_exact_size(
        vec2(
            ui.available_width(),
            height * shown.len() as f32 + metrics.text.label.line_height() + metrics.space.m,
        ),
        Sense::hover(),
    );
    let top = rect.top() + metrics.text.label.line_height() + metrics.space.m;
    let marks: Vec<String> = shown.iter().map(|at| mark(session, section, *at)).collect();
    let soft = cx.theme.colours.soft;
    for (column, name) in marks.iter().enumerate() {
        let x = rect.left() + side * (column as f32 + 1.5);
        widgets::paint(
            ui.painter(),
            pos2(x, rect.top()),
            Align2::CENTER_TOP,
            &metrics.text.small,
            soft,
            name,
        );
    }
    let largest = |diagonal: bool| {
        let pairs = shown.iter().flat_map(|row| shown.iter().map(move |column| (*row, *column)));
        let cells = pairs.filter(|(row, column)| (row == column) == diagonal);
        cells.map(|(row, column)| cross_tabulation.counts[row][column]).max().unwrap_or(0).max(1)
    };
    let fullest = [largest(true), largest(false)];
    for (line, row) in shown.iter().enumerate() {
        let y = top + height * line as f32;
        let at = pos2(rect.left() + side / 2.0, y + height / 2.0);
        widgets::paint(ui.painter(), at, Align2::CENTER_CENTER, &metrics.text.small, soft, &marks[line]);
        for (place, column) in shown.iter().enumerate() {
            let left = rect.left() + side * (place as f32 + 1.0);
            let cell =
                Rect::from_min_size(pos2(left, y), vec2(side, height)).shrink(metrics.space.hair + 0.5);
            let count = cross_tabulation.counts[*row][*column];
            let titled = [*row, *column].map(|at| section.labels[at].name.clone());
            if one(ui, cx, cell, count, row == column, fullest, &titled, (line, place)) {
                let title = kept!(cx, "{}: {} × {}", section.layer_name, titled[0], titled[1]).to_string();
                let cell = UnitSelection::Cell(pair, [*row as u16, *column as u16]);
                let passages = passages_of(section, title, cell);
                cx.out.push(Command::Review(ReviewCommand::OpenPassages(Box::new(passages))));
            }
        }
    }
    if left_out > 0 {
        let words = cx.text.shown(&message!("agreement-rarer", count = left_out));
        widgets::line(ui, &metrics.text.small, soft, &words);
    }
}

/// Draws the figure to look at first for every two annotators, each leads to its passages; nothing where two are all there are.
pub fn pairs(
    ui: &mut Ui,
    cx: &mut Cx<'_>,
    session: &Session,
    report: &AgreementReport,
    section: &ReportSection,
) {
    let people = &report.annotators;
    // Their order and how many passages each has would tell who is who.
    if people.len() < 3 || session.names_are_hidden() {
        return;
    }
    let metrics = Theme::metrics();
    widgets::content_heading(
        ui,
        cx,
        &cx.text.shown(&message!("agreement-every-two", measure = section.headline.text())),
        "",
    );
    let side = (ui.available_width() / (people.len() + 1) as f32).min(metrics.size.chip);
    let height = metrics.size.control;
    let size = vec2(ui.available_width(), height * (people.len() + 1) as f32);
    let (rect, _) = ui.allocate_exact_size(size, Sense::hover());
    let place = |row: usize, column: usize| {
        let at = pos2(rect.left() + side * column as f32, rect.top() + height * row as f32);
        Rect::from_min_size(at, vec2(side, height)).shrink(metrics.space.hair + 0.5)
    };
    let names: Vec<String> = people.iter().map(|id| session.name_of(id)).collect();
    for (at, name) in names.iter().enumerate() {
        for cell in [place(0, at + 1), place(at + 1, 0)] {
            let laid = widgets::laid(ui, cx, name, &metrics.text.small, cell.width());
            let from = cell.center() - widgets::size(ui, &laid) / 2.0;
            widgets::paint_content(ui, cx, &laid, from, &[cx.theme.colours.soft]);
        }
    }
    for one in 0..people.len() {
        for other in one + 1..people.len() {
            let found = section.estimates.iter().find(|row| {
                row.measure == section.headline
                    && row.code.is_none()
                    && row.annotators.as_slice() == [people[one].clone(), people[other].clone()]
            });
            let Some(row) = found else { continue };
            let (words, colour) = match row.value {
                Ok(value) if row.measure.is_chance_corrected() => (shown(value), worth(cx, value)),
                Ok(value) => (shown(value), cx.theme.colours.ink),
                Err(_) => (cx.text.get("agreement-undefined").to_owned(), cx.theme.colours.soft),
            };
            let cell = place(one + 1, other + 1);
            let response = ui.interact(cell, ui.scope_id().with(("pair", one, other)), Sense::click());
            ui.painter().rect_filled(cell, metrics.radius.tab, cx.theme.colours.raised);
            widgets::paint_hover(ui, &response, cell, metrics.radius.tab);
            widgets::focus_ring(ui, &response, cell, metrics.radius.tab);
            let style = &metrics.text.name;
            widgets::paint(ui.painter(), cell.center(), Align2::CENTER_CENTER, style, colour, &words);
            let said = cx.text.shown(&message!(
                "agreement-pair",
                one = &names[one],
                other = &names[other],
                figure = &words,
                n = row.n
            ));
            response.widget_info(|| WidgetInfo::labeled(egui::Role::Button, true, &said));
            if widgets::tip(response, &said, "").clicked() {
                let title =
                    kept!(cx, "{}: {} – {}", section.layer_name, names[one], names[other]).to_string();
                let passages = passages_of(section, title, UnitSelection::Differing(Some([one, other])));
                cx.out.push(Command::Review(ReviewCommand::OpenPassages(Box::new(passages))));
            }
        }
    }
}

/// The letter of a code, or the beginning of its name.
fn mark(session: &Session, section: &ReportSection, at: usize) -> String {
    let label = &section.labels[at];
    let code = session.project.codebook().code(&label.id);
    let key = code.and_then(|(_, code)| code.key).map(String::from);
    key.unwrap_or_else(|| label.name.chars().take(3).collect())
}

#[expect(clippy::too_many_arguments, reason = "a cell is drawn from all of this")]
fn one(
    ui: &mut Ui,
    cx: &Cx<'_>,
    rect: Rect,
    count: u64,
    diagonal: bool,
    fullest: [u64; 2],
    names: &[String; 2],
    salt: (usize, usize),
) -> bool {
    let (metrics, colours) = (Theme::metrics(), &cx.theme.colours);
    let response = ui.interact(rect, ui.scope_id().with(("cell", salt)), Sense::click());
    let (tone, at) = if diagonal { (colours.good, 0) } else { (colours.error, 1) };
    let share = count as f32 / fullest[at] as f32;
    let fill = over(tone.gamma_multiply(share * STRENGTH[at]), colours.raised);
    ui.painter().rect_filled(rect, metrics.radius.tab, fill);
    widgets::paint_hover(ui, &response, rect, metrics.radius.tab);
    widgets::focus_ring(ui, &response, rect, metrics.radius.tab);
    let ink = if count == 0 { colours.soft } else { colours.ink };
    widgets::paint(
        ui.painter(),
        rect.center(),
        Align2::CENTER_CENTER,
        &metrics.text.table,
        ink,
        &count.to_string(),
    );
    let said = cx.text.shown(&message!("agreement-cell", one = &names[0], other = &names[1], count = count));
    response.widget_info(|| WidgetInfo::labeled(egui::Role::Button, true, &said));
    widgets::tip(response, &said, "").clicked()
}
