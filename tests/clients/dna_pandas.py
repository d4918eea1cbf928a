"""pandas: statements for discourse network analysis, and the network of actors and concepts that they make."""

import sys
from pathlib import Path

import pandas
from rows import row
from tables import plain

frame = pandas.read_csv(Path(sys.argv[1]) / "statements.csv", sep=";", keep_default_na=False)
assert list(frame["statement_id"]) == list(range(1, len(frame) + 1))
# Empty where nobody gave a stance.
assert set(frame["agreement"].astype(str)) <= {"0", "1", ""}
if len(frame):
    network = frame.pivot_table(index="person", columns="concept", values="agreement", aggfunc="count")
    assert network.sum().sum() == len(frame)
for one in frame.to_dict("records"):
    row(one["document_title"], one["coder"], one["concept"], one["start_position"], one["stop_position"], plain(one["text"]), "")
