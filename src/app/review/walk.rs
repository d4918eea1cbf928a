//! Moving about the review page: places, tabs, filters, names, and what floats over it.

use super::{Place, ReviewTab};
use crate::app::{
    Action, Command, Effect, NoticeKind, Overlay, ReadingCommand, ReviewCommand, Route, Session, Stamp, State,
};
use crate::base::ArticleId;
use crate::model::Edit;
use crate::text::Span;

impl State {
    /// Goes on to the next place that is not settled, in the order of the queue; stays on the last.
    pub(super) fn step_on(&mut self) {
        let Some(session) = &mut self.session else { return };
        let queue = &session.review.queue;
        let at = session.item_in_review().map_or(0, |(at, _)| at);
        let next = queue.next_open(at).filter(|next| *next != at).and_then(|next| queue.items().get(next));
        let to = next.map(|item| Place::of(item.article(), item.position()));
        if to.is_some() {
            session.review.go_to(to);
        }
    }

    fn step_by(&mut self, forward: bool) {
        let Some(session) = &mut self.session else { return };
        let items = session.review.queue.items();
        let at = session.item_in_review().map(|(at, _)| at);
        let next = match (at, forward) {
            (None, _) => 0,
            (Some(at), true) => (at + 1).min(items.len().saturating_sub(1)),
            (Some(at), false) => at.saturating_sub(1),
        };
        if let Some(item) = items.get(next) {
            let place = Place::of(item.article(), item.position());
            session.review.go_to(Some(place));
            session.history.seal();
        }
    }

    /// The rest of what the review page asks for.
    pub(super) fn walk(&mut self, command: ReviewCommand, stamp: Stamp) -> Vec<Effect> {
        match command {
            ReviewCommand::Compared(comparisons) => return self.compared(*comparisons),
            ReviewCommand::Measured(report) => {
                if let Some(session) = &mut self.session {
                    session.review.measuring = false;
                    session.review.figures = Some(report);
                }
                self.revision += 1;
                return Vec::new();
            }
            ReviewCommand::Passage { article, span } => return self.passage(&article, span, stamp),
            ReviewCommand::Filter(filter) => {
                if let Some(session) = &mut self.session {
                    session.review.filter = *filter;
                }
                self.requeue();
                return Vec::new();
            }
            other => self.show_in_review(other),
        }
        Vec::new()
    }

    fn show_in_review(&mut self, command: ReviewCommand) {
        let Some(session) = &mut self.session else { return };
        session.history.seal();
        let review = &mut session.review;
        match command {
            ReviewCommand::Show(tab) => review.tab = tab,
            ReviewCommand::Select(place) => {
                review.go_to(Some(place));
                if review.tab != ReviewTab::Compare {
                    review.tab = ReviewTab::Disagreements;
                }
            }
            ReviewCommand::SelectArticle(article) => {
                let items = review.queue.items();
                let mut here = items.iter().filter(|item| *item.article() == article);
                let open = here.clone().find(|item| item.is_open()).or_else(|| here.next());
                if let Some(item) = open {
                    let place = Place::of(item.article(), item.position());
                    review.go_to(Some(place));
                    review.tab =
                        if review.tab == ReviewTab::Compare { review.tab } else { ReviewTab::Disagreements };
                }
            }
            ReviewCommand::Coder(coder) => review.coder = Some(coder),
            ReviewCommand::Open(door) => {
                review.door = Some(*door);
                review.tab = ReviewTab::Agreement;
            }
            ReviewCommand::CloseDoor => review.door = None,
            _ => {}
        }
        self.revision += 1;
    }

    /// Asks where the page of the feedback that is shown is to be written.
    pub(in crate::app) fn save_feedback(&mut self, stamp: Stamp) -> Vec<Effect> {
        let Some(session) = &self.session else { return Vec::new() };
        match session.coder_shown() {
            Some(coder) => vec![Effect::ChoosePage { name: format!("feedback-{coder}.html"), coder }],
            None => {
                self.notify(NoticeKind::Info, "There is nobody whose feedback you could save.", stamp.now);
                Vec::new()
            }
        }
    }

    /// Takes the place in hand whose decision was undone or redone; when it was more than one, stays.
    pub(in crate::app) fn show_decided(&mut self, edits: &[Edit]) {
        let Some(session) = &mut self.session else { return };
        let mut decided = edits.iter().filter_map(|edit| match edit {
            Edit::PutDecision { key, decision } => {
                let holds = decision.basis.iter().find_map(|basis| basis.annotation).map(|(id, _)| id);
                let (layer, span) = (decision.layer.clone(), decision.span);
                Some(Place { article: key.article.clone(), layer, span, holds })
            }
            _ => None,
        });
        if let (Some(place), None) = (decided.next(), decided.next()) {
            session.review.go_to(Some(place));
        }
    }

    /// Takes the position at a passage in hand; where there is none, opens the passage in its article.
    fn passage(&mut self, article: &ArticleId, span: Span, stamp: Stamp) -> Vec<Effect> {
        let Some(session) = &mut self.session else { return Vec::new() };
        let found = session.review.comparisons.get(article).and_then(|comparison| {
            let exact = comparison.positions.iter().find(|position| position.span == span);
            exact.or_else(|| comparison.positions.iter().find(|position| position.span.overlaps(span)))
        });
        if let Some(position) = found {
            let place = Place::of(article, position);
            session.review.go_to(Some(place));
            session.review.tab = ReviewTab::Disagreements;
            self.revision += 1;
            return Vec::new();
        }
        self.open_passage(article, span, stamp)
    }

    /// Shows a passage in its article.
    fn open_passage(&mut self, article: &ArticleId, span: Span, stamp: Stamp) -> Vec<Effect> {
        let mut effects = self.select_article(article, stamp);
        effects.extend(self.dispatch(Command::Reading(ReadingCommand::GoTo(span)), stamp));
        effects
    }

    pub(super) fn act_on_walk(&mut self, action: Action, stamp: Stamp) -> Vec<Effect> {
        match action {
            Action::NextPosition => self.step_by(true),
            Action::PreviousPosition => self.step_by(false),
            Action::NextUnsettled => self.step_on(),
            Action::OpenPassage => {
                let place = self.session.as_ref().and_then(|session| session.review.at.clone());
                return match place {
                    Some(place) => self.open_passage(&place.article, place.span, stamp),
                    None => self.nothing_in_hand(stamp),
                };
            }
            Action::WriteComment => match self.session.as_ref().and_then(Session::in_review) {
                Some((article, position)) => {
                    self.overlay = Some(Overlay::Comment(Place::of(&article.id, position)));
                }
                None => return self.nothing_in_hand(stamp),
            },
            Action::HideNames => {
                if let Some(session) = &mut self.session {
                    let hidden = session.review.hidden.is_none();
                    session.review.hidden = hidden.then_some(stamp.seed);
                    let said = if hidden {
                        "Names are hidden and the readings shuffled."
                    } else {
                        "Names are shown."
                    };
                    self.notify(NoticeKind::Info, said, stamp.now);
                }
            }
            Action::ShowDisagreements => self.show_in_review(ReviewCommand::Show(ReviewTab::Disagreements)),
            Action::ShowAgreement => self.show_in_review(ReviewCommand::Show(ReviewTab::Agreement)),
            Action::ShowComparison => self.show_in_review(ReviewCommand::Show(ReviewTab::Compare)),
            Action::ShowComments => self.show_in_review(ReviewCommand::Show(ReviewTab::Comments)),
            Action::ShowFeedback => self.show_in_review(ReviewCommand::Show(ReviewTab::Feedback)),
            Action::SideBySide => {
                if let Some(session) = &mut self.session {
                    session.review.columns = !session.review.columns;
                    session.review.tab = ReviewTab::Compare;
                }
            }
            Action::Leave => return self.leave_review(),
            _ => {}
        }
        self.revision += 1;
        Vec::new()
    }

    /// Closes what is open in the review page, one thing after the other; then goes back to the article.
    fn leave_review(&mut self) -> Vec<Effect> {
        if let Some(session) = &mut self.session {
            let review = &mut session.review;
            let closed = review.draft.take().is_some()
                || (review.tab == ReviewTab::Agreement && review.door.take().is_some());
            if closed || std::mem::take(&mut review.tab) != ReviewTab::Disagreements {
                return Vec::new();
            }
        }
        self.route = Route::Read;
        vec![Effect::FocusText]
    }
}
