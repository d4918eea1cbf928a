"""pyrefiqda: a project or codebook in its typed model, and written again from there."""

import sys
import tempfile
from pathlib import Path

from pyrefiqda import RefiCodebook, RefiProject
from rows import row


def memo(words):
    words = words or ""
    return "" if words.startswith("[Obelus]\n") else words.split("\n\n[Obelus]\n")[0]


def names(codes, group=""):
    for code in codes:
        yield code, group
        yield from names(code.code, code.name)


def project(path, folder):
    with tempfile.TemporaryDirectory() as unpacked:
        read = RefiProject.load(path, unpacked)
        codes = {code.guid: code.name for code, _ in names(read.code_book.codes.code)}
        users = {user.guid: user.id for user in read.users.user}
        for source in read.sources.text_source:
            stored = RefiProject.resolve_source_path(source.plain_text_path, unpacked)
            text = stored.read_bytes().decode("utf-8")
            for selection in source.plain_text_selection:
                start, end = selection.start_position, selection.end_position
                label = "".join(codes[coding.code_ref.target_guid] for coding in selection.coding)
                words = memo(selection.description)
                row(source.name, users[selection.creating_user], label, start, end, text[start:end], words)
        if folder:
            RefiProject.save(read, folder / path.name, Path(unpacked) / "sources")


def codebook(path, folder):
    read = RefiCodebook.load(path)
    for code, group in names(read.codes.code):
        if code.is_codable:
            row("", group, code.name, 0, 0, code.color, memo(code.description))
    if folder:
        RefiCodebook.save(read, folder / path.name)


again = Path(sys.argv[2]) if len(sys.argv) > 2 else None
for found in Path(sys.argv[1]).iterdir():
    project(found, again) if found.suffix == ".qdpx" else codebook(found, again)
