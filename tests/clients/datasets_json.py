"""Hugging Face datasets: the schema inferred by Arrow, every row, and writing it again."""

import sys
import tempfile
from pathlib import Path

from datasets import load_dataset
from rows import row

with tempfile.TemporaryDirectory() as cache:
    path = str(Path(sys.argv[1]) / "annotations.jsonl")
    data = load_dataset("json", data_files=path, split="train", cache_dir=cache)
    for article in data:
        for span in article["spans"]:
            cut = article["text"][span["start"] : span["end"]]
            row(article["id"], span["annotator"], span["label"], span["start"], span["end"], cut, span["note"])
    if len(sys.argv) > 2:
        data.to_json(Path(sys.argv[2]) / "annotations.jsonl", force_ascii=False, date_format="iso", date_unit="s")
