//! One line of the library: a heading, or an article with its origin, title and progress.

use std::sync::Arc;

use egui::{Rect, Response, Sense, Ui, WidgetInfo, pos2, vec2};

use super::Cx;
use super::kept::kept;
use super::theme::Theme;
use super::typeset::LabelSpec;
use super::widgets;
use crate::app::{LibrarySection, Session};
use crate::id;
use crate::locale::Catalogue;
use crate::message;
use crate::model::{Article, Codebook, Metadata, SetState};

/// Lines that a title may have.
const TITLE_LINES: usize = 2;

/// The heights of a heading and of an article.
pub fn heights() -> (f32, f32) {
    let (space, text) = (&Theme::metrics().space, &Theme::metrics().text);
    let title = TITLE_LINES as f32 * text.title.line_height();
    let row = text.origin.line_height() + space.xs + title + 2.0 * space.l + space.xs + space.xs;
    (text.label.line_height() + space.xl + space.m, row.round())
}

/// What a screen reader says of an article.
fn article_name(cx: &Cx<'_>, article: &Article) -> Arc<str> {
    let outlet = &article.metadata.outlet;
    match outlet.as_str() {
        "" => article.display_title().into(),
        _ => kept!(cx, "{}, {}", article.display_title(), outlet),
    }
}

/// Outlet, date and genre, as far as they are known; without the genre, and with it. The year is left out when it is
/// `year`.
pub fn origin(cx: &Cx<'_>, about: &Metadata, codebook: Option<&Codebook>, year: &str) -> [Arc<str>; 2] {
    let genre = codebook.and_then(|codebook| codebook.genre_name(&about.genre));
    let genre = genre.unwrap_or(&about.genre);
    let (outlet, published) = (about.outlet.as_str(), &about.published);
    let date = || {
        if published.date.is_empty() {
            return published.as_written.clone();
        }
        let date = short_date(cx.text, &published.date);
        match date.strip_suffix(year).map(str::trim_end) {
            Some(day) if !year.is_empty() && !day.is_empty() => day.to_owned(),
            _ => date,
        }
    };
    let parts = (outlet, &published.date, &published.as_written, year);
    [
        cx.kept.get(("origin", parts), || join(&[outlet, &date()])),
        cx.kept.get(("origin and genre", parts, genre), || join(&[outlet, &date(), genre])),
    ]
}

fn join(parts: &[&str]) -> String {
    parts.iter().copied().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ")
}

const MONTHS: [&str; 12] = [
    id!("common-month-1"),
    id!("common-month-2"),
    id!("common-month-3"),
    id!("common-month-4"),
    id!("common-month-5"),
    id!("common-month-6"),
    id!("common-month-7"),
    id!("common-month-8"),
    id!("common-month-9"),
    id!("common-month-10"),
    id!("common-month-11"),
    id!("common-month-12"),
];

/// `2025-07-03` as `3 Jul 2025`; anything else as it is.
pub fn short_date(text: &'static Catalogue, date: &str) -> String {
    let spelt = |date: &str| {
        let mut parts = date.splitn(3, '-');
        let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
        let month = text.get(MONTHS.get(month.parse::<usize>().ok()?.checked_sub(1)?)?);
        let day = day.parse::<u32>().ok()?.to_string();
        Some(text.shown(&message!("common-date", day = day, month = month, year = year)).to_string())
    };
    spelt(date).unwrap_or_else(|| date.to_owned())
}

/// A heading with the number of articles under it.
pub fn heading(
    ui: &mut Ui,
    text: &'static Catalogue,
    session: &Session,
    section: LibrarySection,
    count: usize,
    rect: Rect,
) {
    let space = &Theme::metrics().space;
    let (name, right) = match section {
        LibrarySection::Queue => {
            (text.get("library-section-queue"), text.shown(&message!("library-to-do", count = count)))
        }
        LibrarySection::Done => (
            text.get("library-section-done"),
            text.shown(&message!("library-done-of", count = count, all = session.project.article_count())),
        ),
        // Those are headings that fold.
        LibrarySection::ToFetch | LibrarySection::Fetched => return,
    };
    let height = Theme::metrics().text.label.line_height();
    let line = Rect::from_min_max(
        pos2(rect.left() + space.l, rect.bottom() - space.m - height),
        pos2(rect.right() - space.l, rect.bottom() - space.m),
    );
    ui.scope_builder(egui::UiBuilder::new().max_rect(line), |ui| widgets::heading(ui, name, &right));
}

/// How a row of the library stands out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum RowLook {
    /// Not at all.
    Plain,
    /// A raised card: the article under the eyes.
    Open,
    /// Flat, set apart by a ground and an outline: in hand, while another is under the eyes.
    Chosen,
}

/// The card of a row; `at` is the one under the arrow keys.
pub(super) fn card(ui: &mut Ui, cx: &Cx<'_>, rect: Rect, look: RowLook, at: bool) -> (Rect, Response) {
    let metrics = Theme::metrics();
    let radius = metrics.radius.row;
    let card = rect.with_max_y(rect.bottom() - metrics.space.xs);
    let response = ui.interact(card, ui.scope_id().with("row"), Sense::click());
    match look {
        RowLook::Plain => widgets::paint_hover(ui, &response, card, radius),
        RowLook::Open => widgets::paint_card(ui.painter(), card, radius),
        RowLook::Chosen => {
            let outline = egui::Stroke::new(metrics.stroke.hairline, cx.theme.colours.line_strong);
            ui.painter().rect(card, radius, cx.theme.colours.well, outline, egui::StrokeKind::Inside);
        }
    }
    if at || response.has_focus() {
        let ring = egui::Stroke::new(metrics.stroke.focus, cx.theme.colours.focus);
        ui.painter().rect_stroke(card, radius, ring, egui::StrokeKind::Inside);
    }
    (card, response)
}

/// An article; `open` is the one under the eyes, `at` the one under the arrow keys.
#[expect(clippy::too_many_arguments, reason = "a row is drawn from all of this, once")]
pub fn article(
    ui: &mut Ui,
    cx: &mut Cx<'_>,
    session: &Session,
    article: &Article,
    year: &str,
    rect: Rect,
    open: bool,
    at: bool,
) -> Response {
    let (metrics, colours) = (Theme::metrics(), &cx.theme.colours);
    let space = &metrics.space;
    let (card, response) = self::card(ui, cx, rect, if open { RowLook::Open } else { RowLook::Plain }, at);
    let state = session.set_on(&article.id).map_or(SetState::Open, |set| set.state());
    let share = session.progress.get(&article.id).map_or(0.0, |coverage| coverage.share());
    let pad = space.l + space.xs;
    let ring = pos2(card.right() - pad - metrics.size.ring / 2.0, card.center().y);
    widgets::paint_ring(ui.painter(), ring, share, state != SetState::Open);
    let width = ring.x - metrics.size.ring / 2.0 - space.xl - card.left() - pad;
    let [short, full] = origin(cx, &article.metadata, Some(session.project.codebook()), year);
    let style = &metrics.text.origin;
    let whole = widgets::laid(ui, cx, &full, style, f32::INFINITY);
    let about = if widgets::size(ui, &whole).x > width && !short.is_empty() { short } else { full };
    let origin = widgets::laid(ui, cx, &about, style, width);
    let spec = widgets::spec(article.display_title(), &metrics.text.title);
    let lang = Some(article.metadata.language.as_str()).filter(|lang| !lang.is_empty());
    let title =
        cx.set.paragraph(ui.ctx(), &LabelSpec { max_width: width, max_lines: TITLE_LINES, lang, ..spec });
    let above = if about.is_empty() { 0.0 } else { widgets::size(ui, &origin).y + space.xs };
    let height = above + widgets::size(ui, &title).y;
    let from = pos2(card.left() + pad, card.center().y - height / 2.0);
    if !about.is_empty() {
        widgets::paint_content(ui, cx, &origin, from, &[colours.soft]);
    }
    widgets::paint_content(ui, cx, &title, from + vec2(0.0, above), &[colours.ink]);
    response.widget_info(|| {
        let done = match state {
            SetState::Open => cx.text.shown(&message!(
                "library-share-read",
                share = crate::locale::Decimal::new(f64::from(share) * 100.0, 0)
            )),
            _ => cx.text.get("library-done").into(),
        };
        WidgetInfo::selected(
            egui::Role::ListBoxOption,
            true,
            open,
            kept!(cx, "{}, {}", article_name(cx, article), done),
        )
    });
    response
}

#[cfg(test)]
mod tests {
    use super::{Catalogue, short_date};

    #[test]
    fn dates_are_short_and_odd_ones_stay() {
        for (date, short) in
            [("2025-07-03", "3 Jul 2025"), ("2025-07", "2025-07"), ("2025-13-01", "2025-13-01"), ("", "")]
        {
            assert_eq!(short_date(Catalogue::english(), date), short);
        }
    }
}
