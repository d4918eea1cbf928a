# Review: the queue of disagreements, readings side by side, feedback.

## One place to be adjudicated

review-adjudicated-of = { $count } of { $all } adjudicated
review-not-read = Not read yet: { $names }.
review-nothing-marked-by = { $names }: nothing marked
review-all-agree = All who read this agree.
review-people = { $count } people
# A button that decides for somebody’s reading
review-take = Take { $name }
review-join = Join spans
review-neither = Neither
review-nothing-here = Nothing here
review-edit = Edit
review-reason = Reason
review-unclear = Codebook unclear
review-comment = Comment
# What was decided
review-took = took { $names }
review-joined = joined the spans
review-nothing-is-marked = nothing is marked here
review-own-answer = an answer of their own
review-decided = Adjudicated by { $name }, { $day }: { $what }.
review-decided-before = Adjudicated by { $name }, { $day } ({ $what }), but { $others } changed it since. It is asked again.
review-comments = Comments
review-comparing = Comparing…
    .hint = Everybody’s work is laid side by side.
review-analyst-hint = As an analyst you see colleagues’ work on the articles that you have signed off. Whoever adjudicates sees everything; that this is so is written into the project.
review-nothing-to-compare = Nothing to compare yet
review-no-match = Nothing matches
    .hint = No place has what the menus at the left ask for.
review-show-all = Show all
review-no-disagreements = No disagreements
    .hint = Disagreements appear here as soon as two annotators have read the same passage. “Receive work” takes in bundles that were sent.

## Readings as cards

review-memo = Memo: { $memo }
# One annotator gave no value for this attribute
review-no-value = no { $attribute }

## Comments and questions

review-comments-none = No comments and no questions
    .hint = { $key } writes a comment on the place in hand. Questions that annotators ask while they read are collected here too.
review-questions = Questions to the lead

## Side by side

review-nothing-to-compare-about = Articles that two annotators have read, and that you may see, are compared here.
review-dividing = Dividing into sentences…
review-lanes = Lanes
review-columns = Side by side
# What the signs beside passages mean
review-sign-agree = agree
review-sign-disagree = disagree
review-sign-stacked = several answers
review-sign-incomplete = not all have read it
review-sign-adjudicated = adjudicated

## The adjudicator’s own answer

review-your-answer = Your answer
review-your-answer-keys = ← → move the end, Shift the start, Ctrl by words
review-accept = Adjudicate with this
review-another-claim = Another claim

## Feedback

review-names-hidden = Names are hidden
    .hint = Feedback is for somebody by name. { $key } shows the names again.
review-nobody = Nobody to tell anything
    .hint = Feedback is written for annotators who have coded something that was adjudicated.
review-feedback-for = Feedback for { $name }
review-annotator = Annotator
review-save-page = Save as a page…
review-feedback-kept = { $kept ->
        [0] Nothing of theirs was adjudicated yet.
        [one] The one place that was adjudicated is as { $name } had it.
       *[other] All { $kept } places that were adjudicated are as { $name } had them.
    }
review-feedback-changed = Adjudicated as { $name } had it: { $kept }. Otherwise: { $changed }.
review-no-reason = No reason given
review-had = Had
review-changed-since = changed since
review-nothing-marked = nothing marked
review-now = Now
review-note = Note:

## Adjudicating

review-adjudicate = Adjudicate
review-adjudicate-ask = Adjudicate?
review-adjudicate-about = Decisions are kept apart from your own coding, in a set of their own. An adjudicator sees everybody’s work, also on articles that you have not begun; only what you are coding now stays hidden. Finish your own coding first. That you adjudicate is written into the project, and undo does not take it back.
review-why = Why did the answers differ?
review-why-key = a letter chooses
review-reason-for = Reason for: “{ $passage }”
review-many = Adjudicate many
review-many-about = Takes an answer wherever the rule gives one, for all places that the menus at the left let through, also those where all agree. One step of undo takes all of it back.
review-many-taken = { $count ->
        [one] { $count } place would be adjudicated
       *[other] { $count } places would be adjudicated
    }{ $nothing ->
        [0] .
       *[other] , at { $nothing } of them with nothing marked.
    }
review-many-left = { $count } left to you: { $why }.
review-many-already = { $count } adjudicated already stay as they are.
review-many-go = Adjudicate { $count }
review-nothing = Nothing
review-comment-on = Comment on the place
review-comment-keys = Ctrl+Enter keeps it, Esc leaves it
review-comment-about = What should the others know about this place?
review-keep = Keep
review-passes = Code in two passes
review-passes-about = In the first pass everybody marks units without answering. The marks are compared and adjudicated, and the adjudicated units are fixed. In the second pass everybody answers for the same units.
review-pass-one = One pass
review-pass-mark = 1 Mark units
review-pass-label = 2 Label fixed units

## The queue

review-all-adjudicated = All adjudicated
review-waiting = Waiting for review
review-hidden = { $count ->
        [one] { $count } article stays hidden until you have signed it off.
       *[other] { $count } articles stay hidden until you have signed them off.
    }
review-left = { $count ->
        [0] all adjudicated
        [one] { $count } disagreement
       *[other] { $count } disagreements
    }
review-open = { $count ->
        [0] adjudicated
       *[other] { $count } open
    }
review-layer = Layer
review-all-layers = All layers
review-kind = Kind of difference
review-all-kinds = All kinds
review-everybody = Everybody
review-code = Code
review-all-codes = All codes
review-claim = Claim
review-all-claims = All claims
review-not-adjudicated = Not adjudicated
review-adjudicated = Adjudicated
review-state = State
review-adjudicated-or-not = Adjudicated or not

## Beside a place

review-decision-note = Note on the decision
    .hint = What should the annotators know?
review-claims = Claims
review-definitions = Definitions

## Why adjudicating in bulk leaves a place, after a count of places

review-skip-differs = the answers differ
review-skip-not-covered = not covered yet
review-skip-alone = covered by one annotator only
review-skip-no-majority = no majority
review-skip-unread = somebody’s work on the article could not be read
review-skip-several-answers = several answers of one annotator

## The tabs

review-tab-disagreements = Disagreements
review-tab-agreement = Agreement
review-tab-compare = Compare
review-tab-comments = Comments
review-tab-feedback = Feedback

## By which rule many places are adjudicated

review-rule-agreed = What all agree on
review-rule-majority = Majority
review-rule-share = At least { $percent } %
# As an annotator has it
review-rule-prefer = As { $name }

## Messages

review-no-place = No disagreement in hand.
review-no-reading = There is no reading { $number }.
review-refused = Not adjudicated: { $why }.
review-not-reopened = Nothing to take back: { $why }.
review-not-kept = Not kept: { $why }.
review-adjudicate-first = Adjudicate it first; then say why.
review-many-none = There is nothing to adjudicate so.
review-many-adjudicated = { $count ->
        [one] { $count } place is adjudicated. Undo takes all of it back.
       *[other] { $count } places are adjudicated. Undo takes all of it back.
    }
review-claim-undefined = A claim has no definition in the codebook; edit its wording on the claims page.
review-adjudicate-as = You adjudicate as { $name }.
# What somebody who also codes is called as an adjudicator
review-adjudicator-name = { $name } (adjudicator)
review-no-adjudicator = Only an adjudicator may switch this. Ctrl+K, “Become adjudicator”, comes first.
review-blind = Colleagues’ tags are hidden until an article is done. This is recorded in the project.
review-not-blind = Colleagues’ tags are shown at once. This is recorded in the project.
review-no-feedback = There is nobody whose feedback you could save.
# Stands for a name in a text that is shown while names are hidden
review-a-coder = a coder
# What coders are called while names are hidden: by a letter, and one who is not compared
review-coder-by-letter = Coder { $letter }
review-another-coder = Another coder
review-names-are-hidden = Names are hidden and the readings shuffled.
review-names-are-shown = Names are shown.
review-units-fixed = The units of this layer are fixed, and none is here. Alt+↓ goes to the next one.
review-units-open = { $adjudicated } places of “{ $layer }” are adjudicated and { $open } are not. Units are fixed once all are adjudicated; B takes what all agree on.
review-units-wait = { $count ->
        [one] Not done yet: { $count } unit has no answer.
       *[other] Not done yet: { $count } units have no answer.
    }

## Why a place was not adjudicated: a clause that stands after a colon

review-error-adjudicator = “{ $annotator }” is not an adjudicator
review-error-reading = there is no reading { $number }
review-error-layer = the answer does not belong to the layer “{ $layer }”
review-error-unit = the units of this layer are fixed, and this passage is none of them
review-error-unanimous = not all gave the same answers
review-error-join = there is nothing to join: the passages are the same, or the answers differ
review-error-undecided = nothing was decided here
