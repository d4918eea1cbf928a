"""spaCy: spans of a text by character, as a span group of a document, through its own serialisation."""

import json
import sys
from pathlib import Path

import spacy
from rows import row
from spacy.tokens import Doc, DocBin, Span

Span.set_extension("whose", default=None)
nlp = spacy.blank("fr")
# Each character a token, so that ends inside words can be had too.
for line in (Path(sys.argv[1]) / "annotations.jsonl").read_text(encoding="utf-8").split("\n"):
    if not line:
        continue
    article = json.loads(line)
    text = article["text"]
    doc = Doc(nlp.vocab, words=list(text), spaces=[False] * len(text))
    assert doc.text == text
    spans, about = [], {}
    for number, span in enumerate(article["spans"]):
        found = doc.char_span(span["start"], span["end"], label=span["label"], span_id=str(number))
        assert found is not None and found.text == span["text"], span
        spans.append(found)
        about[str(number)] = span
    doc.spans["sc"] = spans
    (back,) = DocBin(store_user_data=True, docs=[doc]).get_docs(nlp.vocab)
    for found in back.spans.get("sc", []):
        span = about[found.id_]
        row(article["id"], span["annotator"], found.label_, found.start_char, found.end_char, found.text, span["note"])
