//! The mentions of a claim over all articles, one line each; gathered anew only when something changed.

use egui::{Rect, ScrollArea, Ui, vec2};

use crate::app::{ArticleCommand, Command, ReadingCommand, Session, State, WindowCommand};
use crate::base::{AnnotationId, ArticleId, ChoiceId, ClaimId};
use crate::locale::Catalogue;
use crate::locale::english::inside;
use crate::message;
use crate::model::Body;
use crate::text::Span;
use crate::ui::Cx;
use crate::ui::concordance::{self, ConcordanceLine};
use crate::ui::kept::kept;
use crate::ui::theme::Theme;
use crate::ui::widgets;

/// Where the room is less than so many columns for the source, the source stands over the passage.
const TALL_BELOW: f32 = 4.0;
/// The most mentions that are listed.
const LISTED: usize = 20_000;

#[derive(Debug)]
struct Mention {
    article: ArticleId,
    id: AnnotationId,
    span: Span,
    mine: bool,
    stance: Option<ChoiceId>,
}

/// The mentions of one claim.
#[derive(Debug, Default)]
pub struct Mentions {
    made: Option<(u64, ClaimId)>,
    found: Vec<Mention>,
    /// How many mentions take each stance, in the codebook's order, and for how many none was given, in a line.
    pub split: String,
}

impl Mentions {
    /// Brings the list up to date.
    pub fn refresh(&mut self, state: &State, claim: &ClaimId, text: &'static Catalogue) {
        let wanted = (state.revision, claim.clone());
        if self.made.as_ref() == Some(&wanted) {
            return;
        }
        self.found = state.session.as_ref().map(|session| gather(session, claim)).unwrap_or_default();
        self.split =
            state.session.as_ref().map(|session| split(session, &self.found, text)).unwrap_or_default();
        self.made = Some(wanted);
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.found.len()
    }

    /// Shows the lines that are in view.
    pub fn show(&self, ui: &mut Ui, cx: &mut Cx<'_>) {
        let Some(session) = &cx.state.session else { return };
        let tall = ui.available_width() < TALL_BELOW * Theme::metrics().size.source;
        let height = Theme::metrics().size.control * if tall { 1.75 } else { 1.0 };
        let height = height.round();
        ui.spacing_mut().item_spacing.y = 0.0;
        ScrollArea::vertical().id_salt("mentions").auto_shrink(false).show_rows(
            ui,
            height,
            self.found.len(),
            |ui, rows| {
                for mention in &self.found[rows] {
                    ui.push_id(mention.id.0, |ui| line(ui, cx, session, mention, height, tall));
                }
            },
        );
    }
}

fn line(ui: &mut Ui, cx: &mut Cx<'_>, session: &Session, mention: &Mention, height: f32, tall: bool) {
    let Some(article) = session.project.article(&mention.article) else { return };
    let Some(words) = ConcordanceLine::of(&article.text, mention.span) else { return };
    let focused = cx.state.reading().is_some_and(|reading| reading.focus == Some(mention.id));
    let (rect, response) =
        widgets::row(ui, || kept!(cx, "{}: {}", article.display_title(), words.hit), height, focused);
    if ui.is_rect_visible(rect) {
        let metrics = Theme::metrics();
        let soft = cx.theme.colours.soft;
        let inner = rect.shrink2(vec2(metrics.space.l, 0.0));
        let (from, rest) = if tall {
            inner.shrink2(vec2(0.0, metrics.space.s)).split_top_bottom_at_fraction(0.45)
        } else {
            inner.split_left_right_at_x(inner.left() + metrics.size.source)
        };
        let outlet = match article.metadata.outlet.as_str() {
            "" => article.display_title(),
            outlet => outlet,
        };
        let stance = stance_name(session, mention.stance.as_ref());
        let taken = stance_label(ui, cx, if tall { from } else { rest }, stance);
        let room = from.width() - if tall { taken } else { metrics.space.l };
        let laid = widgets::laid(ui, cx, outlet, &metrics.text.small, room);
        let at = from.left_center() - vec2(0.0, widgets::size(ui, &laid).y / 2.0);
        widgets::paint_content(ui, cx, &laid, at, &[soft]);
        concordance::paint(ui, cx, if tall { rest } else { rest.with_max_x(rest.right() - taken) }, &words);
    }
    if response.clicked() {
        if mention.mine {
            cx.out.push(Command::Reading(ReadingCommand::GoToAnnotation {
                article: mention.article.clone(),
                id: mention.id,
            }));
        } else {
            cx.out.push(Command::Article(ArticleCommand::Open(mention.article.clone())));
            cx.out.push(Command::Reading(ReadingCommand::GoTo(mention.span)));
        }
        if cx.state.route != crate::app::Route::Read {
            cx.out.push(Command::Window(WindowCommand::Go(crate::app::Route::Read)));
        }
    }
}

/// Paints the stance at the right; returns the room it takes.
fn stance_label(ui: &Ui, cx: &mut Cx<'_>, rect: Rect, stance: &str) -> f32 {
    if stance.is_empty() {
        return 0.0;
    }
    let metrics = Theme::metrics();
    let soft = cx.theme.colours.soft;
    let words = stance.to_lowercase();
    let laid = widgets::laid(ui, cx, &words, &metrics.text.origin, rect.width() / 2.0);
    let size = widgets::size(ui, &laid);
    widgets::paint_content(ui, cx, &laid, rect.right_center() - vec2(size.x, size.y / 2.0), &[soft]);
    size.x + metrics.space.xl
}

fn stance_name<'a>(session: &'a Session, stance: Option<&ChoiceId>) -> &'a str {
    let choice = session.project.codebook().stance().and_then(|declared| declared.choice(stance?.as_str()));
    choice.map_or("", |choice| &choice.name)
}

fn gather(session: &Session, claim: &ClaimId) -> Vec<Mention> {
    let body = Body::Claim(claim.clone());
    let declared = session.project.codebook().stance();
    let sets = session.project.sets().filter(|(key, set)| set.uses(&body) > 0 && session.may_see(key));
    let mut found: Vec<Mention> = sets
        .flat_map(|(key, set)| {
            let mine = Some(&key.annotator) == session.me.as_ref();
            set.mentions_of(claim).map(move |a| Mention {
                article: key.article.clone(),
                id: a.id,
                span: a.span,
                mine,
                stance: declared.and_then(|declared| a.choice(declared.id.as_str())).cloned(),
            })
        })
        .take(LISTED)
        .collect();
    found.sort_by(|a, b| (&a.article, a.span, a.id).cmp(&(&b.article, b.span, b.id)));
    found
}

fn split(session: &Session, found: &[Mention], text: &'static Catalogue) -> String {
    let Some(declared) = session.project.codebook().stance() else { return String::new() };
    let taken = |id: &ChoiceId| found.iter().filter(|mention| mention.stance.as_ref() == Some(id)).count();
    let counted = declared.choices().iter().map(|choice| (taken(&choice.id), choice.name.to_lowercase()));
    let counted = counted.filter(|(count, _)| *count > 0).map(|(count, name)| format!("{count} {name}"));
    let unsaid = found.iter().filter(|mention| mention.stance.is_none()).count();
    let unsaid = (unsaid > 0).then(|| {
        let attribute = inside(&declared.name);
        text.format(&message!("claims-stance-not-given", count = unsaid, attribute = attribute))
    });
    counted.chain(unsaid).collect::<Vec<_>>().join(" · ")
}
