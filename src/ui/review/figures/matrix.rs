//! The table of who gave what: each cell a door.

use egui::{Align2, Rect, Sense, Ui, WidgetInfo, pos2, vec2};

use super::door_of;
use crate::agreement::{Door as Behind, Report, Section};
use crate::app::{Command, ReviewCommand, Session};
use crate::ui::Cx;
use crate::ui::kit;
use crate::ui::theme::{Theme, over};

/// How strong the colour of the fullest cell on the diagonal is, and off it.
const STRENGTH: [f32; 2] = [0.60, 0.45];

/// Draws the table of a section, of its codes that occur, at most so many; nothing where answers are sets.
pub fn show(
    ui: &mut Ui,
    cx: &mut Cx<'_>,
    session: &Session,
    report: &Report,
    section: &Section,
    most: usize,
) {
    let pair = (report.annotators.len() == 2).then_some([0, 1]);
    let Some(crossing) = section.crossing(pair) else { return };
    let metrics = Theme::metrics();
    let all = section.labels.len();
    let total = |at: usize| -> u64 {
        (0..all).map(|other| crossing.counts[at][other] + crossing.counts[other][at]).sum()
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
        Some(_) if session.review.hidden.is_none() => {
            report.annotators.iter().map(|id| session.name_of(id)).collect()
        }
        _ => vec!["one".to_owned(), "another".to_owned()],
    };
    kit::content_heading(ui, cx, &format!("{}: {} × {}", section.layer_name, names[0], names[1]), "");
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
        kit::paint(ui.painter(), pos2(x, rect.top()), Align2::CENTER_TOP, &metrics.text.small, soft, name);
    }
    let largest = |diagonal: bool| {
        let pairs = shown.iter().flat_map(|row| shown.iter().map(move |column| (*row, *column)));
        let cells = pairs.filter(|(row, column)| (row == column) == diagonal);
        cells.map(|(row, column)| crossing.counts[row][column]).max().unwrap_or(0).max(1)
    };
    let fullest = [largest(true), largest(false)];
    for (line, row) in shown.iter().enumerate() {
        let y = top + height * line as f32;
        let at = pos2(rect.left() + side / 2.0, y + height / 2.0);
        kit::paint(ui.painter(), at, Align2::CENTER_CENTER, &metrics.text.small, soft, &marks[line]);
        for (place, column) in shown.iter().enumerate() {
            let left = rect.left() + side * (place as f32 + 1.0);
            let cell =
                Rect::from_min_size(pos2(left, y), vec2(side, height)).shrink(metrics.space.hair + 0.5);
            let count = crossing.counts[*row][*column];
            let titled = [*row, *column].map(|at| section.labels[at].name.clone());
            if one(ui, cx, cell, count, row == column, fullest, &titled, (line, place)) {
                let title = format!("{}: {} × {}", section.layer_name, titled[0], titled[1]);
                let cell = Behind::Cell(pair, [*row as u16, *column as u16]);
                let door = door_of(section, title, cell);
                cx.out.push(Command::Review(ReviewCommand::Open(Box::new(door))));
            }
        }
    }
    if left_out > 0 {
        let words = format!("And {left_out} rarer ones, on the page of figures.");
        kit::line(ui, &metrics.text.small, soft, &words);
    }
}

/// The letter of a code, or the beginning of its name.
fn mark(session: &Session, section: &Section, at: usize) -> String {
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
    kit::paint_hover(ui, &response, rect, metrics.radius.tab);
    kit::focus_ring(ui, &response, rect, metrics.radius.tab);
    let ink = if count == 0 { colours.soft } else { colours.ink };
    kit::paint(
        ui.painter(),
        rect.center(),
        Align2::CENTER_CENTER,
        &metrics.text.table,
        ink,
        &count.to_string(),
    );
    let said = format!("{} and {}: {count}", names[0], names[1]);
    response.widget_info(|| WidgetInfo::labeled(egui::Role::Button, true, &said));
    kit::tip(response, &said, "").clicked()
}
