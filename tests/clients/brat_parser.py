"""brat's own parser, as bratiaa ships it: every quoted text compared with the slice, types and values with the configuration."""

import shutil
import sys
from pathlib import Path

from bratsubset import annotation as brat
from bratsubset.message import Messager
from bratsubset.projectconfig import ProjectConfiguration
from rows import row
from told import unescape


def complain(*words, **_):
    raise AssertionError(words)


Messager.error = Messager.warning = staticmethod(complain)


source = Path(sys.argv[1])
for folder in sorted(path for path in source.iterdir() if path.is_dir()):
    config = ProjectConfiguration(str(folder))
    types, declared = set(config.get_entity_types()), set(config.get_attribute_types())
    assert {"factual", "claim", "note"} <= types and "question" in declared, (types, declared)
    for file in sorted(folder.glob("*.ann")):
        found = brat.TextAnnotations(str(file.with_suffix("")), read_only=True)
        assert not found.failed_lines, (file, found.failed_lines)
        text = found.get_document_text()
        memos = {note.target: note.tail[1:].rstrip("\n") for note in found.get_oneline_comments() if note.type == "AnnotatorNotes"}
        for value in found.get_attributes():
            assert value.type in declared, value.type
        for passage in found.get_textbounds():
            assert passage.type in types, passage.type
            cut = " ".join(text[start:end] for start, end in passage.spans)
            assert passage.text == cut, (passage.text, cut)
            memo = unescape(memos.get(passage.id, ""))
            row(file.stem, folder.name, passage.type, passage.first_start(), passage.last_end(), cut, memo)
        if len(sys.argv) > 2:
            target = Path(sys.argv[2]) / folder.name
            target.mkdir(exist_ok=True)
            for same in [file.with_suffix(".txt"), folder / "annotation.conf"]:
                shutil.copy(same, target / same.name)
            (target / file.name).write_text(str(found), encoding="utf-8", newline="\n")
