"""Values of public packages for the cases on standard input (JSON), one number a line, `nan` where a measure has none.

{"nominal": [{"categories": q, "ratings": [[category or null, for each annotator], for each item]}],
 "sets": [{"labels": n, "ratings": [[[label, ...] or null, ...], ...]}],
 "links": [[[cluster, ...] of one annotator, [cluster, ...] of another]]}
"""

import itertools
import json
import sys
import warnings

import krippendorff
import numpy as np
import pandas as pd
from answers import answers
from irrCAC.raw import CAC
from nltk.metrics import masi_distance
from nltk.metrics.agreement import AnnotationTask
from sklearn.metrics import cohen_kappa_score
from sklearn.metrics.cluster import pair_confusion_matrix
from statsmodels.stats.inter_rater import aggregate_raters, fleiss_kappa

NAN = float("nan")


def pairable(ratings):
    """The values of items that two annotators judged."""
    rows = [[value for value in row if value is not None] for row in ratings]
    return [value for row in rows if len(row) > 1 for value in row]


def chance_corrected(ratings, categories):
    """irrCAC: p_a, 1 - D_o, Fleiss' kappa, AC1, alpha. It stops where a measure is not defined, so that is said here."""
    values = pairable(ratings)
    if not values:
        return [NAN] * 5
    frame = pd.DataFrame(ratings, dtype=float)
    cac = CAC(frame, categories=[float(k) for k in range(categories)], digits=15)
    used = {value for row in ratings for value in row if value is not None}
    fleiss = cac.fleiss()["est"] if len(used) > 1 else {"pa": 1.0, "coefficient_value": NAN}
    pairable_agreement, alpha = 1.0, NAN
    if len(set(values)) > 1:
        found, epsilon = cac.krippendorff()["est"], 1 / len(values)
        pairable_agreement, alpha = (found["pa"] - epsilon) / (1 - epsilon), found["coefficient_value"]
    ac1 = cac.gwet()["est"]["coefficient_value"] if categories > 1 else NAN
    return [fleiss["pa"], pairable_agreement, fleiss["coefficient_value"], ac1, alpha]


def alpha_of(ratings):
    """krippendorff: nominal alpha."""
    if len(set(pairable(ratings))) < 2:
        return NAN
    data = np.array([[NAN if value is None else value for value in row] for row in ratings], dtype=float)
    return krippendorff.alpha(reliability_data=data.T, level_of_measurement="nominal")


def triples(ratings):
    return [
        (coder, item, value)
        for item, row in enumerate(ratings)
        for coder, value in enumerate(row)
        if value is not None
    ]


def nltk_alpha(ratings, **options):
    return AnnotationTask(triples(ratings), **options).alpha() if len(set(pairable(ratings))) > 1 else NAN


def nominal(case):
    ratings, categories = case["ratings"], case["categories"]
    yield from chance_corrected(ratings, categories)
    yield alpha_of(ratings)
    yield nltk_alpha(ratings)
    if all(value is not None for row in ratings for value in row):
        used = {value for row in ratings for value in row}
        yield fleiss_kappa(aggregate_raters(np.array(ratings))[0]) if len(used) > 1 else NAN
    for category in range(categories):
        yield alpha_of([[None if value is None else int(value == category) for value in row] for row in ratings])
    kappas = []
    for one, other in itertools.combinations(range(len(ratings[0])), 2):
        both = [(row[one], row[other]) for row in ratings if row[one] is not None and row[other] is not None]
        used = {value for pair in both for value in pair}
        defined = len(used) > 1
        kappas.append(cohen_kappa_score(*zip(*both)) if defined else NAN)
        yield kappas[-1]
        yield AnnotationTask(triples(both)).pi() if defined else NAN
    yield np.nanmean(kappas)


def masi(one, other):
    """nltk divides by zero for two empty sets."""
    return masi_distance(one, other) if one or other else 0.0


def sets(case):
    ratings = [[None if value is None else frozenset(value) for value in row] for row in case["ratings"]]
    yield nltk_alpha(ratings, distance=masi)
    different = sorted({value for row in ratings for value in row if value is not None}, key=sorted)
    coded = [[None if value is None else different.index(value) for value in row] for row in ratings]
    yield from chance_corrected(coded, len(different))[:2]
    for label in range(case["labels"]):
        yield alpha_of([[None if value is None else int(label in value) for value in row] for row in ratings])


def links(case):
    (_, only_one), (only_other, both) = pair_confusion_matrix(*case).tolist()
    either = only_one + only_other + 2 * both
    yield 2 * both / either if either else NAN


def main():
    out = answers()
    warnings.simplefilter("ignore")
    cases = json.load(sys.stdin)
    for kind, values in [("nominal", nominal), ("sets", sets), ("links", links)]:
        for case in cases[kind]:
            for value in values(case):
                print(repr(float(value)), file=out)


main()
