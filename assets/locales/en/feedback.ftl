# The page that tells annotators where it was decided otherwise.

feedback-title = Feedback for { $name }
feedback-codebook = { $project } · { $codebook }, version { $version }
feedback-no-reason = No reason given
feedback-nothing-decided = Nothing of yours was decided yet.
feedback-counts = Decided as you had it: { $kept }. Decided otherwise: { $other }.
feedback-reason = Reason
feedback-places = Places
feedback-had = You had
feedback-decided = Decided
feedback-nothing-marked = Nothing marked
feedback-changed-since = Changed since the decision
feedback-you-changed = You have changed your work here since the decision.
# Below the passages: which of the two is shown how.
feedback-marked = Marked
feedback-marked-is = the decision
feedback-underlined = Underlined
feedback-underlined-is = your tag
feedback-you-marked-nothing = You marked nothing here.
feedback-nothing-to-mark = Nothing is to be marked here.
feedback-several = You gave several answers where one is asked for.
# What the two sides are called in sentences on how they differ.
feedback-your-tag = your tag
feedback-the-decision = the decision
