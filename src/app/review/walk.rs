//! Moving about the review page: places, tabs, filters, names, and what floats over it.

use super::{QueuePlace, Review, ReviewTab};
use crate::app::action::ReviewAction;
use crate::app::outcome::done;
use crate::app::{
    Action, Command, Dialog, Effect, NoEffect, NoticeKind, Outcome, Overlay, ReadingCommand, ReviewCommand,
    ReviewOverlay, Route, Session, Stamp, State, ViewRequest,
};
use crate::base::ArticleId;
use crate::message;
use crate::model::Edit;
use crate::review::{AdjudicationChoice, Strategy};
use crate::text::Span;

impl State {
    /// What the review page asks for.
    pub(in crate::app) fn review(&mut self, command: ReviewCommand, stamp: Stamp) -> Outcome {
        match command {
            ReviewCommand::Show(tab) => self.show_tab(tab),
            ReviewCommand::Select(place) => self.show_place(place),
            ReviewCommand::SelectArticle(article) => self.show_article_in_review(&article),
            ReviewCommand::Passage { article, span } => self.passage(&article, span, stamp),
            ReviewCommand::Take(number) => self.take(number, stamp),
            ReviewCommand::Reason(reason) => self.say_reason(reason, stamp),
            ReviewCommand::Note(note) => self.say_note(note, stamp),
            ReviewCommand::ReasonKey(letter) => self.reason_key(letter, stamp),
            ReviewCommand::Filter(filter) => {
                let review = &mut self.session.as_mut().ok_or(NoEffect::NoProject)?.review;
                if review.filter == *filter {
                    return Err(NoEffect::AlreadySo);
                }
                review.filter = *filter;
                self.requeue();
                done()
            }
            ReviewCommand::Draft(change) => self.change_draft(change, stamp),
            ReviewCommand::PlanMany(strategy) => self.plan_many(strategy, stamp),
            ReviewCommand::AdjudicateMany => self.adjudicate_many(stamp),
            ReviewCommand::Comment { place, id, text } => self.comment(*place, id, text, stamp),
            ReviewCommand::Pass { layer, pass } => self.set_pass(layer, pass, stamp),
            ReviewCommand::WriteFeedback { coder, path } => {
                self.session.as_ref().ok_or(NoEffect::NoProject)?;
                Ok(vec![Effect::WriteFeedback { coder, path }])
            }
            ReviewCommand::Coder(coder) => {
                self.change_review(|review| review.coder.replace(coder.clone()) != Some(coder))
            }
            ReviewCommand::OpenPassages(passages) => self.change_review(|review| {
                let same = review.passages.as_ref() == Some(&*passages) && review.tab == ReviewTab::Agreement;
                review.passages = Some(*passages);
                review.tab = ReviewTab::Agreement;
                !same
            }),
            ReviewCommand::ClosePassages => self.change_review(|review| review.passages.take().is_some()),
            ReviewCommand::Compared(comparisons) => self.compared(*comparisons),
            ReviewCommand::Measured(report) => {
                let review = &mut self.session.as_mut().ok_or(NoEffect::NoProject)?.review;
                review.measuring = false;
                review.figures = Some(report);
                self.revision += 1;
                done()
            }
        }
    }

    /// Changes what the review page shows; `change` returns whether there was something to change. What was typed before
    /// becomes a step of its own.
    fn change_review(&mut self, change: impl FnOnce(&mut Review) -> bool) -> Outcome {
        let session = self.session.as_mut().ok_or(NoEffect::NoProject)?;
        session.history.seal();
        let looked_back = session.review.just_adjudicated.take().is_some();
        if !change(&mut session.review) && !looked_back {
            return Err(NoEffect::AlreadySo);
        }
        self.revision += 1;
        done()
    }

    fn show_tab(&mut self, tab: ReviewTab) -> Outcome {
        self.change_review(|review| std::mem::replace(&mut review.tab, tab) != tab)
    }

    fn show_place(&mut self, place: QueuePlace) -> Outcome {
        self.change_review(|review| {
            let compares = review.tab == ReviewTab::Compare;
            review.show(place, if compares { ReviewTab::Compare } else { ReviewTab::Disagreements })
        })
    }

    /// Takes the first open place of an article in hand.
    fn show_article_in_review(&mut self, article: &ArticleId) -> Outcome {
        let items = self.session.as_ref().ok_or(NoEffect::NoProject)?.review.queue.items();
        let mut here = items.iter().filter(|item| item.article() == article);
        let open = here.clone().find(|item| item.is_open()).or_else(|| here.next());
        match open.map(|item| QueuePlace::of(item.article(), item.position())) {
            Some(place) => self.show_place(place),
            None => Err(NoEffect::NothingFound),
        }
    }

    /// Goes on to the next open place in the order of the queue; stays on the last.
    pub(super) fn go_to_next_open(&mut self) -> Outcome {
        let session = self.session.as_mut().ok_or(NoEffect::NoProject)?;
        let queue = &session.review.queue;
        let at = session.item_in_review().map_or(0, |(at, _)| at);
        let next = queue.next_open(at).filter(|next| *next != at).and_then(|next| queue.items().get(next));
        let item = next.ok_or(NoEffect::AtTheEnd)?;
        let place = QueuePlace::of(item.article(), item.position());
        session.review.go_to(Some(place));
        self.revision += 1;
        done()
    }

    fn go_by_places(&mut self, forward: bool) -> Outcome {
        let session = self.session.as_mut().ok_or(NoEffect::NoProject)?;
        let items = session.review.queue.items();
        let at = session.item_in_review().map(|(at, _)| at);
        let next = match (at, forward) {
            (None, _) => 0,
            (Some(at), true) => (at + 1).min(items.len().saturating_sub(1)),
            (Some(at), false) => at.saturating_sub(1),
        };
        if at == Some(next) && session.review.draft.is_none() {
            session.history.seal();
            return Err(NoEffect::AtTheEnd);
        }
        let item = items.get(next).ok_or(NoEffect::AtTheEnd)?;
        let place = QueuePlace::of(item.article(), item.position());
        session.review.go_to(Some(place));
        session.history.seal();
        self.revision += 1;
        done()
    }

    /// Asks where the page of the feedback that is shown is to be written.
    pub(in crate::app) fn save_feedback(&mut self, stamp: Stamp) -> Outcome {
        let session = self.session.as_ref().ok_or(NoEffect::NoProject)?;
        match session.coder_shown() {
            Some(_) if session.names_are_hidden() => {
                let key = self.keymap.shown(Action::HideNames);
                self.notify(NoticeKind::Info, message!("review-names-hidden.hint", key = key), stamp.now);
                done()
            }
            Some(coder) => Ok(vec![Effect::Dialog(Dialog::SaveFeedback {
                name: format!("feedback-{coder}.html"),
                coder,
            })]),
            None => {
                self.notify(NoticeKind::Info, message!("review-no-feedback"), stamp.now);
                done()
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
                Some(QueuePlace { article: key.article.clone(), layer, span, holds })
            }
            _ => None,
        });
        if let (Some(place), None) = (decided.next(), decided.next()) {
            session.review.go_to(Some(place));
        }
    }

    /// Takes the position at a passage in hand; where there is none, opens the passage in its article.
    fn passage(&mut self, article: &ArticleId, span: Span, stamp: Stamp) -> Outcome {
        let session = self.session.as_ref().ok_or(NoEffect::NoProject)?;
        let found = session.review.comparisons.get(article).and_then(|comparison| {
            let exact = comparison.positions.iter().find(|position| position.span == span);
            exact.or_else(|| comparison.positions.iter().find(|position| position.span.overlaps(span)))
        });
        if let Some(position) = found {
            let place = QueuePlace::of(article, position);
            return self.change_review(|review| review.show(place, ReviewTab::Disagreements));
        }
        self.open_passage(article, span, stamp)
    }

    /// Shows a passage in its article.
    fn open_passage(&mut self, article: &ArticleId, span: Span, stamp: Stamp) -> Outcome {
        let session = self.session.as_ref().ok_or(NoEffect::NoProject)?;
        session.project.article(article).ok_or(NoEffect::NoArticle)?;
        let mut effects = self.select_article(article, stamp);
        effects.extend(self.dispatch(Command::Reading(ReadingCommand::GoTo(span)), stamp));
        Ok(effects)
    }

    /// Reviews. An action of the review page shows the page first.
    pub(in crate::app) fn act_on_review(&mut self, action: ReviewAction, stamp: Stamp) -> Outcome {
        if self.session.is_none() {
            return Err(NoEffect::NoProject);
        }
        self.notices.retain(|notice| notice.kind == NoticeKind::Problem);
        let mut effects = match self.route {
            Route::Review => Vec::new(),
            Route::Read | Route::Claims | Route::Codebook => self.show_review()?,
        };
        let shown = !effects.is_empty();
        // What is about the place in hand shows it first, and acts only where it is seen.
        let seen = |session: &Session| session.review.tab == ReviewTab::Disagreements;
        let outcome = if is_about_place(action) && !self.session.as_ref().is_some_and(seen) {
            self.show_tab(ReviewTab::Disagreements)
        } else {
            self.act_on_place(action, stamp)
        };
        match outcome {
            Err(_) if shown => Ok(effects),
            Err(why) => Err(why),
            Ok(more) => {
                effects.extend(more);
                Ok(effects)
            }
        }
    }

    fn act_on_place(&mut self, action: ReviewAction, stamp: Stamp) -> Outcome {
        match action {
            ReviewAction::TakeFirst => self.take(0, stamp),
            ReviewAction::TakeSecond => self.take(1, stamp),
            ReviewAction::TakeThird => self.take(2, stamp),
            ReviewAction::TakeFourth => self.take(3, stamp),
            ReviewAction::TakeFifth => self.take(4, stamp),
            ReviewAction::TakeSixth => self.take(5, stamp),
            ReviewAction::JoinSpans => self.decide(AdjudicationChoice::Join, stamp),
            ReviewAction::TakeNeither => self.decide(AdjudicationChoice::Neither, stamp),
            ReviewAction::EditDecision => self.begin_draft(stamp),
            ReviewAction::GiveReason => self.give_reason(stamp),
            ReviewAction::ReopenPlace => self.reopen_place(stamp),
            ReviewAction::NextPosition => self.go_by_places(true),
            ReviewAction::PreviousPosition => self.go_by_places(false),
            ReviewAction::NextOpenPlace => self.go_to_next_open(),
            ReviewAction::OpenPassage => {
                let session = self.session.as_ref().ok_or(NoEffect::NoProject)?;
                match session.review.at.clone() {
                    Some(place) => self.open_passage(&place.article, place.span, stamp),
                    None => self.nothing_in_hand(stamp),
                }
            }
            ReviewAction::ClarifyCode => self.clarify(stamp),
            ReviewAction::WriteComment => {
                let session = self.session.as_ref().ok_or(NoEffect::NoProject)?;
                let Some((article, position)) = session.in_review() else {
                    return self.nothing_in_hand(stamp);
                };
                self.overlay =
                    Some(Overlay::Review(ReviewOverlay::Comment(QueuePlace::of(&article.id, position))));
                self.revision += 1;
                done()
            }
            ReviewAction::HideNames => self.hide_names(stamp),
            ReviewAction::AdjudicateMany => self.plan_many(Strategy::AcceptAgreed, stamp),
            ReviewAction::ShowDisagreements => self.show_tab(ReviewTab::Disagreements),
            ReviewAction::ShowAgreement => self.show_tab(ReviewTab::Agreement),
            ReviewAction::ShowComparison => self.show_tab(ReviewTab::Compare),
            ReviewAction::ShowComments => self.show_tab(ReviewTab::Comments),
            ReviewAction::ShowFeedback => self.show_tab(ReviewTab::Feedback),
            ReviewAction::SideBySide => {
                let review = &mut self.session.as_mut().ok_or(NoEffect::NoProject)?.review;
                review.columns = !review.columns;
                review.tab = ReviewTab::Compare;
                self.revision += 1;
                done()
            }
            ReviewAction::Leave => self.leave_review(),
        }
    }

    fn hide_names(&mut self, stamp: Stamp) -> Outcome {
        let review = &mut self.session.as_mut().ok_or(NoEffect::NoProject)?.review;
        let hidden = review.hidden.is_none();
        review.hidden = hidden.then_some(stamp.seed);
        // Whose answers are preferred, or listed, would tell who is who.
        review.plan = None;
        let by_name = std::mem::take(&mut review.filter.annotator).is_some();
        let said =
            if hidden { message!("review-names-are-hidden") } else { message!("review-names-are-shown") };
        self.notify(NoticeKind::Info, said, stamp.now);
        if by_name {
            self.requeue();
        }
        self.revision += 1;
        done()
    }

    /// Closes what is open in the review page, one thing after the other; then goes back to the article.
    fn leave_review(&mut self) -> Outcome {
        let review = &mut self.session.as_mut().ok_or(NoEffect::NoProject)?.review;
        let closed = review.draft.take().is_some()
            || (review.tab == ReviewTab::Agreement && review.passages.take().is_some());
        if closed || std::mem::take(&mut review.tab) != ReviewTab::Disagreements {
            return done();
        }
        self.route = Route::Read;
        Ok(vec![Effect::View(ViewRequest::FocusText)])
    }
}

/// Whether an action is about the place in hand.
fn is_about_place(action: ReviewAction) -> bool {
    match action {
        ReviewAction::TakeFirst
        | ReviewAction::TakeSecond
        | ReviewAction::TakeThird
        | ReviewAction::TakeFourth
        | ReviewAction::TakeFifth
        | ReviewAction::TakeSixth
        | ReviewAction::JoinSpans
        | ReviewAction::TakeNeither
        | ReviewAction::EditDecision
        | ReviewAction::GiveReason
        | ReviewAction::ReopenPlace
        | ReviewAction::NextPosition
        | ReviewAction::PreviousPosition
        | ReviewAction::NextOpenPlace
        | ReviewAction::OpenPassage
        | ReviewAction::ClarifyCode
        | ReviewAction::WriteComment => true,
        ReviewAction::HideNames
        | ReviewAction::AdjudicateMany
        | ReviewAction::ShowDisagreements
        | ReviewAction::ShowAgreement
        | ReviewAction::ShowComparison
        | ReviewAction::ShowComments
        | ReviewAction::ShowFeedback
        | ReviewAction::SideBySide
        | ReviewAction::Leave => false,
    }
}
