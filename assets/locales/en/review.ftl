# Review: the queue of disagreements, readings side by side, feedback.
