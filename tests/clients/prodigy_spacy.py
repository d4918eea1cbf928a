"""Prodigy tasks as spaCy takes them: a document from the tokens, spans on their bounds, all annotators on one text.

Prodigy itself is sold and not among the packages; its rules for tasks are restated here."""

import json
import sys
from pathlib import Path

import spacy
from rows import row
from spacy.tokens import Doc

nlp = spacy.blank("xx")
tokens_of = {}
for line in (Path(sys.argv[1]) / "prodigy.jsonl").read_text(encoding="utf-8").splitlines():
    task = json.loads(line)
    tokens, article = task["tokens"], task["meta"]["article"]
    assert task["answer"] == "accept" and isinstance(task["_annotator_id"], str)
    assert [token["id"] for token in tokens] == list(range(len(tokens)))
    doc = Doc(nlp.vocab, words=[token["text"] for token in tokens], spaces=[token["ws"] for token in tokens])
    assert doc.text == task["text"], article
    for token, known in zip(tokens, doc):
        assert (token["start"], token["end"]) == (known.idx, known.idx + len(known))
    assert tokens_of.setdefault(article, tokens) == tokens
    for span in task["spans"]:
        found = doc.char_span(span["start"], span["end"], label=span["label"])
        assert found is not None, span
        assert (found.start, found.end - 1) == (span["token_start"], span["token_end"])
        whose = task["_annotator_id"]
        row(article, whose, found.label_, found.start_char, found.end_char, found.text, span["note"])
