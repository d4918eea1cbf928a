"""Label Studio's own package: the configuration, each result against it, and the exports that it makes of the tasks."""

import json
import sys
import tempfile
from pathlib import Path

from label_studio_sdk.converter import Converter
from label_studio_sdk.label_interface import LabelInterface
from rows import row

folder = Path(sys.argv[1])
config = (folder / "config.xml").read_text(encoding="utf-8")
interface = LabelInterface(config)
interface.validate()
tasks = json.loads((folder / "tasks.json").read_text(encoding="utf-8"))
for task in tasks:
    assert all(obj.value_name in task["data"] for obj in interface.objects)
    assert isinstance(task["meta"], dict)
    # The server refuses accounts that it does not know.
    assert all("completed_by" not in entry for entry in task["annotations"])
    for entry in task["annotations"] + task["predictions"]:
        problems = interface.validate_prediction(entry, return_errors=True)
        assert problems == [], problems[:3]

converter = Converter(config, str(folder), download_resources=False)
assert {"JSON_MIN", "CONLL2003", "CSV"} <= set(converter.supported_formats)


def memos(result):
    return {one["id"]: one["value"]["text"][0] for one in result if one["from_name"] == "memo"}


# Suggestions, which its converter passes over.
for task in tasks:
    for prediction in task["predictions"]:
        assert prediction["model_version"]
        about = memos(prediction["result"])
        for one in prediction["result"]:
            if one["type"] == "labels":
                value = one["value"]
                start, end, label = value["start"], value["end"], value["labels"][0]
                cut = task["data"]["text"][start:end]
                row(task["data"]["article"], one["meta"]["annotator"], label, start, end, cut, about.get(one["id"]))
with tempfile.TemporaryDirectory() as out:
    source = str(folder / "tasks.json")
    converter.convert(source, out, "JSON_MIN", is_dir=False)
    converter.convert(source, out, "CONLL2003", is_dir=False)
    flat = (Path(out) / "result.json").read_text(encoding="utf-8")
    conll = (Path(out) / "result.conll").read_text(encoding="utf-8")
entries = {entry["id"]: entry for task in tasks for entry in task["annotations"]}
for record in json.loads(flat):
    if "label" not in record:
        continue
    result = entries[record["annotation_id"]]["result"]
    regions = [one for one in result if one["type"] == "labels"]
    about = memos(result)
    assert len(regions) == len(record["label"])
    for region, one in zip(regions, record["label"]):
        cut = record["text"][one["start"] : one["end"]]
        assert cut == one["text"]
        memo = about.get(region["id"])
        row(record["article"], record["coded_by"], one["labels"][0], one["start"], one["end"], cut, memo)
tags = {line.split(" ")[-1] for line in conll.split("\n") if line.count(" ") == 3}
assert any(tag.startswith("B-") for tag in tags), tags
if len(sys.argv) > 2:
    # As the server exports: the results in full, with its own numbers.
    for task in tasks:
        task.update({"inner_id": task["id"], "total_annotations": len(task["annotations"]), "drafts": [], "file_upload": "x"})
        for entry in task["annotations"]:
            entry.update({"completed_by": 1, "unique_id": str(entry["id"]), "project": 1, "task": task["id"]})
    Path(sys.argv[2], "project-1.json").write_text(json.dumps(tasks), encoding="utf-8")
    # Beside it, where no import looks, the flat form for another test.
    flat_to = Path(sys.argv[2] + "-min")
    flat_to.mkdir()
    (flat_to / "result.json").write_text(flat, encoding="utf-8")
