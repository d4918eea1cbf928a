"""Python's csv module, strictly, reading and writing CSV or TSV."""

import csv
import sys
from pathlib import Path

from tables import plain, tell

csv.field_size_limit(1 << 24)
export = Path(sys.argv[1])
tabs = (export / "annotations.tsv").exists()
ending = "tsv" if tabs else "csv"
how = {"delimiter": "\t", "quoting": csv.QUOTE_NONE} if tabs else {"strict": True}


def table(name):
    with open(export / f"{name}.{ending}", encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, **how))
    for one in rows:
        assert None not in one and None not in one.values(), one
    return rows


tell(table("annotations"), table("documents"), lambda cell: plain(cell, tabs))
if len(sys.argv) > 2:
    for name in ("annotations", "documents", "claims"):
        rows = table(name)
        with open(Path(sys.argv[2]) / f"{name}.{ending}", "w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, rows[0].keys() if rows else ["claim"], dialect="excel-tab" if tabs else "excel")
            writer.writeheader()
            writer.writerows(rows)
