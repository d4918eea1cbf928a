"""What a call of a public package answers and how many seconds it takes, once for each run, a run a line.

Arguments: the measure, runs, and seconds after which the script ends by a signal, so that the runs before stay printed.
Standard input (JSON) for "alpha": [[category or null, for each annotator], for each unit], for "disorder":
[[[start, end, label], ...] of an annotator, ...].
"""

import json
import logging
import signal
import sys
import time
import warnings

import numpy as np
from answers import answers


def alpha(rows):
    """krippendorff: nominal alpha."""
    import krippendorff

    data = np.array([[np.nan if value is None else value for value in row] for row in rows], dtype=float).T
    return lambda: krippendorff.alpha(reliability_data=data, level_of_measurement="nominal")


def disorder(sets):
    """pygamma-agreement: the disorder of the best alignment."""
    import matplotlib

    matplotlib.use("Agg")

    from pyannote.core import Segment
    from pygamma_agreement import CombinedCategoricalDissimilarity, Continuum

    continuum = Continuum()
    for annotator, marks in enumerate(sets):
        for start, end, label in marks:
            continuum.add(str(annotator), Segment(start, end), f"L{label}")
    return lambda: continuum.get_best_alignment(CombinedCategoricalDissimilarity()).disorder


def main():
    out = answers()
    warnings.simplefilter("ignore")
    logging.disable(logging.WARNING)
    measure = {"alpha": alpha, "disorder": disorder}[sys.argv[1]]
    data = json.load(sys.stdin)
    small = data[:20] if measure is alpha else [marks[:5] for marks in data]
    measure(small)()
    call = measure(data)
    signal.alarm(int(sys.argv[3]))
    for _ in range(int(sys.argv[2])):
        began = time.perf_counter()
        value = call()
        print(repr(float(value)), time.perf_counter() - began, file=out, flush=True)


main()
