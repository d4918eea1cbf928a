"""Values of public packages for the cases on standard input (JSON), one number a line.

{"f1": [documents], "unitized": [{"lengths": [...], "documents": documents}],
 "disorder": [{"alpha": a, "beta": b, "empty": e, "sets": sets}], "gamma": [sets]}
where documents is [sets of a document, ...] and sets [[[start, end, label], ...] of an annotator, ...].
"""

import json
import logging
import sys
import tempfile
import warnings
from pathlib import Path

import matplotlib

matplotlib.use("Agg")

import numpy as np
from answers import answers
from bratiaa.agree import AnnFile, Document, F1Agreement
from krippendorff_unitized_alpha.krippendorffs_unitized_alpha import EMPTY_TAG, KrippendorffUnitizedAlpha
from krippendorff_unitized_alpha.krippendorffs_unitized_alpha import Segment as Section
from pyannote.core import Segment
from pygamma_agreement import CombinedCategoricalDissimilarity, Continuum


def f1(documents):
    """bratiaa: mean over pairs of annotators of the F1 of equal spans."""
    labels = sorted({f"L{label}" for sets in documents for marks in sets for _, _, label in marks})
    with tempfile.TemporaryDirectory() as folder:
        files = []
        for number, sets in enumerate(documents):
            document = Document("none", doc_id=str(number))
            for annotator, marks in enumerate(sets):
                path = Path(folder) / f"{number}-{annotator}.ann"
                lines = [
                    f"T{i + 1}\tL{label} {start} {end}\t{'x' * (end - start)}\n"
                    for i, (start, end, label) in enumerate(marks)
                ]
                path.write_text("".join(lines))
                document.ann_files.append(AnnFile(f"A{annotator}", path))
            files.append(document)
        mean, _ = F1Agreement(lambda: iter(files), labels).mean_sd_total()
    return mean


def unitized(case):
    """krippendorff-unitized-alpha, on whole partitions: its own filling of gaps is one off."""
    partitions = {}
    for annotator in range(len(case["documents"][0])):
        sections, before = [], 0
        for length, sets in zip(case["lengths"], case["documents"]):
            at = 0
            for start, end, label in sorted(sets[annotator]):
                if start > at:
                    sections.append(Section(EMPTY_TAG, before + at, before + start))
                sections.append(Section(f"L{label}", before + start, before + end))
                at = end
            if at < length:
                sections.append(Section(EMPTY_TAG, before + at, before + length))
            before += length
        partitions[str(annotator)] = sections
    return KrippendorffUnitizedAlpha(partitions).result


def continuum(sets):
    out = Continuum()
    for annotator, marks in enumerate(sets):
        out.add_annotator(str(annotator))
        for start, end, label in marks:
            out.add(str(annotator), Segment(start, end), f"L{label}")
    return out


def disorder(case):
    """pygamma-agreement: the disorder of the best alignment. Its compiled distance of labels leaves delta_empty out."""
    weights = {"alpha": case["alpha"], "beta": case["beta"] * case["empty"], "delta_empty": case["empty"]}
    return continuum(case["sets"]).get_best_alignment(CombinedCategoricalDissimilarity(**weights)).disorder


def gamma(sets):
    """pygamma-agreement: gamma with its own random continua."""
    np.random.seed(20150901)
    return continuum(sets).compute_gamma(CombinedCategoricalDissimilarity(), precision_level=0.02).gamma


def main():
    out = answers()
    warnings.simplefilter("ignore")
    logging.disable(logging.WARNING)
    cases = json.load(sys.stdin)
    for kind, value in [("f1", f1), ("unitized", unitized), ("disorder", disorder), ("gamma", gamma)]:
        for case in cases[kind]:
            print(repr(float(value(case))), file=out)


main()
