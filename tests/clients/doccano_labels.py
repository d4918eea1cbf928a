"""doccano's own reader of labels, with and without its check for overlaps. Django is not set up, so that the modules of its
database that these two import are empty stand-ins."""

import json
import sys
import types
import uuid
from pathlib import Path

from rows import row


class Anything(types.ModuleType):
    def __getattr__(self, name):
        return type(name, (), {})


for name in "examples examples.models label_types label_types.models labels labels.models projects projects.models".split():
    sys.modules[name] = Anything(name)
for name in "label_types examples".split():
    sys.modules["backend.data_import.pipeline." + name] = Anything(name)
sys.modules["backend.data_import.pipeline.exceptions"] = Anything("exceptions")

import importlib.util

root = Path(importlib.util.find_spec("backend").submodule_search_locations[0]) / "data_import" / "pipeline"
package = types.ModuleType("pipeline")
package.__path__ = [str(root)]
sys.modules["pipeline"] = package
sys.modules["pipeline.label_types"] = Anything("pipeline.label_types")
sys.modules["pipeline.examples"] = Anything("pipeline.examples")
from pipeline.label import SpanLabel
from pipeline.labels import Spans


def clean(labels, allow):
    spans = Spans(list(labels), None)
    spans.clean(types.SimpleNamespace(allow_overlapping=allow))
    return spans.labels


folder = Path(sys.argv[1])
known = {label["text"] for label in json.loads((folder / "label_config.json").read_text(encoding="utf-8"))}
dropped = 0
for path in sorted(folder.glob("*.jsonl")):
    for line in path.read_text(encoding="utf-8").splitlines():
        record = json.loads(line)
        example = uuid.uuid4()
        labels = [SpanLabel.parse(example, one) for one in record["label"]]
        kept = clean(labels, True)
        dropped += len(kept) - len(clean(labels, False))
        wide = record["text"].encode("utf-16-le")
        for label in kept:
            assert label.label in known
            start, end = label.start_offset, label.end_offset
            row(record["article"], path.stem, label.label, start, end, wide[2 * start : 2 * end].decode("utf-16-le"), "")
print(dropped, "of them overlap others", file=sys.stderr)
