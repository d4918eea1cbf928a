"""seqeval: entities of strict IOB2, by the number of their document in the file."""

import sys
from pathlib import Path

from rows import row
from seqeval.metrics import f1_score
from seqeval.scheme import IOB2, Entities

for file in sorted(Path(sys.argv[1]).glob("*.conll")):
    documents = file.read_text(encoding="utf-8").split("-DOCSTART- -X- O O\n\n")
    assert documents[0] == ""
    for number, document in enumerate(documents[1:]):
        sentences = [[line.split("\t") for line in block.split("\n")] for block in document.split("\n\n") if block]
        tokens = [[token for token, _ in sentence] for sentence in sentences]
        tags = [[tag for _, tag in sentence] for sentence in sentences]
        assert not tags or f1_score(tags, tags, mode="strict", scheme=IOB2) in (0.0, 1.0)
        found = [entity for sentence in Entities(tags, scheme=IOB2).entities for entity in sentence]
        begun = sum(tag.startswith("B-") for sentence in tags for tag in sentence)
        assert len(found) == begun, (file, number, len(found), begun)
        for entity in found:
            cut = " ".join(tokens[entity.sent_id][entity.start : entity.end])
            row(str(number), file.stem, entity.tag, entity.start, entity.end, cut, "")
