"""openpyxl: every cell of a workbook, none of them a formula, and saving it again."""

import sys
from pathlib import Path

from openpyxl import load_workbook
from tables import tell

book = load_workbook(Path(sys.argv[1]) / "annotations.xlsx")


def table(name):
    rows = book[name].iter_rows()
    names = [cell.value for cell in next(rows)]
    for cells in rows:
        assert all(cell.data_type != "f" for cell in cells), [cell.value for cell in cells]
        yield dict(zip(names, (cell.value for cell in cells)))


for sheet in book:
    assert sheet.freeze_panes == "A2" and sheet.auto_filter.ref, sheet.title
tell(table("Annotations"), table("Documents"), lambda cell: cell)
if len(sys.argv) > 2:
    book.save(Path(sys.argv[2]) / "annotations.xlsx")
