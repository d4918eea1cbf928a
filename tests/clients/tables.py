"""What is common to scripts that read tables."""

import re

from rows import row

_GUARD = re.compile("'(?='*[=+\\-@\t\r])")
_GUARD_TABS = re.compile("'(?='*[=+\\-@\t\r\"])")


def plain(cell, tabs=False):
    """The cell without the apostrophe that keeps spreadsheets from taking it for a formula."""
    found = (_GUARD_TABS if tabs else _GUARD).match(cell)
    return cell[1:] if found else cell


def tell(annotations, documents, undo):
    """Prints a row for each annotation, cut out of the text of its document where there is one."""
    texts = {}
    for document in documents:
        parts = [document.get("text") or ""]
        while document.get(f"text_{len(parts) + 1}"):
            parts.append(document[f"text_{len(parts) + 1}"])
        if parts[0]:
            texts[document["doc_id"]] = undo("".join(parts))
    for one in annotations:
        start, end = int(one["start"]), int(one["end"])
        quote = undo(one["text"] or "")
        if texts:
            cut = texts[one["doc_id"]][start:end]
            assert cut == quote, (cut, quote)
        else:
            cut = quote
        row(one["doc_id"], one["annotator"], one["label"], start, end, cut, undo(one["note"] or ""))
