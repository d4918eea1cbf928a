"""web-anno-tsv: its reader of rows, its check of every token against its sentence, and spans put together by number.

The package does not undo the escapes that it and INCEpTION write, reads the second of two features, and sees sentences
alone. So escapes are undone here as INCEpTION does, the label is handed to it in the second column, and spans over
sentences are joined over the text as INCEpTION builds it.
"""

import re
import sys
from pathlib import Path

from rows import row
from web_anno_tsv import web_anno_tsv as package

KNOWN = {"t": "\t", "n": "\n", "r": "\r", "f": "\f", "b": "\b", "\\": "\\"}


def unescape_text(text):
    return re.sub(r"\\([tnrfb\\\x00-\x07\x0e-\x1f])", lambda found: KNOWN.get(found[1], found[1]), text)


def unescape_value(value):
    return re.sub(r"\\(->|[\\\[\]|_;*tn])", lambda found: {"t": "\t", "n": "\n"}.get(found[1], found[1]), value)


def length(text):
    return len(text.encode("utf-16-le")) // 2


package.un_escape_text = unescape_text
Reader = package.Reader
for file in sorted(Path(sys.argv[1]).glob("*/*.tsv")):
    with open(file, encoding="utf-8") as lines:
        head, *blocks = lines.read().split("\n\n")
    assert head == "#FORMAT=WebAnno TSV 3.3\n#T_SP=custom.Span|label"
    assert not blocks or blocks[0].startswith("\n#Text="), "two empty lines after the head"
    text, spans = "", {}
    for number, block in enumerate(blocks):
        lines = [line for line in block.split("\n") if line]
        if not lines:
            continue
        for at, line in enumerate(lines):
            if not line.startswith("#Text="):
                unit, offsets, words, label, end = line.split("\t")
                assert end == ""
                lines[at] = "\t".join([unit, offsets, words, "_", label])
        sentence = Reader.get_annotated_sentence(lines, number)
        tokens = [Reader.read_token_line(line) for line in lines if not line.startswith("#Text=")]
        start = tokens[0].span.start
        if length(text) > start:
            assert text.endswith("\n")
            text = text[:-1]
        text += " " * (start - length(text)) + sentence.text + "\n"
        for token in tokens:
            for key, label in token.annotations.items():
                begin, _, known = spans.get(key, (token.span.start, 0, label))
                assert known == label
                spans[key] = (begin, token.span.stop, label)
    raw = text.encode("utf-16-le")
    for start, end, label in spans.values():
        cut = " ".join(raw[2 * start : 2 * end].decode("utf-16-le").split())
        row(file.stem, file.parent.name, unescape_value(label), start, end, cut, "")
