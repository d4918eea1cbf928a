"""pandas: CSV, TSV or a workbook as data frames; CSV and TSV are written again as pandas guesses their types."""

import sys
from pathlib import Path

import pandas
from tables import plain, tell

export = Path(sys.argv[1])
words = {"dtype": str, "keep_default_na": False}
if (export / "annotations.xlsx").exists():
    sheets = pandas.read_excel(export / "annotations.xlsx", sheet_name=None, **words)
    annotations, documents = sheets["Annotations"], sheets["Documents"]
    tell(annotations.to_dict("records"), documents.to_dict("records"), lambda cell: cell)
else:
    tabs = (export / "annotations.tsv").exists()
    ending, part = ("tsv", "\t") if tabs else ("csv", ",")
    annotations, documents = (
        pandas.read_csv(export / f"{name}.{ending}", sep=part, **words) for name in ("annotations", "documents")
    )
    tell(annotations.to_dict("records"), documents.to_dict("records"), lambda cell: plain(cell, tabs))
    if len(sys.argv) > 2:
        for name in ("annotations", "documents", "claims"):
            frame = pandas.read_csv(export / f"{name}.{ending}", sep=part)
            frame.to_csv(Path(sys.argv[2]) / f"{name}.{ending}", sep=part)
