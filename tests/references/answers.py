"""Where a script's answers go."""

import os


def answers():
    """The standard output as it was; whatever a package prints from now on goes to standard error.

    Solvers write to the descriptor itself, from threads of their own, whatever Python's stdout is.
    """
    own = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)
    return own
