"""How scripts print what a program sees."""

import json
import os

_out = os.fdopen(os.dup(1), "w", encoding="utf-8")
os.dup2(2, 1)


def row(article, annotator, label, start, end, text, memo):
    """Prints one annotation; what packages print themselves goes to standard error."""
    fields = {"article": article, "annotator": annotator, "label": label, "start": start, "end": end}
    json.dump(list({**fields, "text": text, "memo": memo or ""}.values()), _out, ensure_ascii=True)
    _out.write("\n")
    _out.flush()
