"""dkpro-cassis: a CAS from JSON or XMI, the covered text of each span; sentences and tokens; JSON written again."""

import sys
from pathlib import Path

from cassis import load_cas_from_json, load_cas_from_xmi, load_typesystem
from rows import row
from told import pairs

SEGMENT = "de.tudarmstadt.ukp.dkpro.core.api.segmentation.type."
METADATA = "de.tudarmstadt.ukp.dkpro.core.api.metadata.type."
source = Path(sys.argv[1])


def utf16(text):
    return len(text.encode("utf-16-le")) // 2


def load(file):
    if file.suffix == ".json":
        return load_cas_from_json(file.read_text(encoding="utf-8"))
    with (file.parent / "TypeSystem.xml").open("rb") as system, file.open("rb") as xmi:
        return load_cas_from_xmi(xmi, typesystem=load_typesystem(system))


def check_segments(cas):
    """Every visible character is in one token, every token in one sentence."""
    text, tokens = cas.sofa_string, cas.select(SEGMENT + "Token")
    sentences = cas.select(SEGMENT + "Sentence")
    covered = [0] * len(text)
    for token in tokens:
        assert not any(sign.isspace() for sign in token.get_covered_text())
        assert sum(one.begin <= token.begin and token.end <= one.end for one in sentences) == 1
        for at in range(token.begin, token.end):
            covered[at] += 1
    assert all(count == (not sign.isspace()) for count, sign in zip(covered, text) if sign != "\u200b"), covered


for file in sorted(path for path in source.glob("*/*.*") if path.suffix in (".json", ".xmi")):
    cas = load(file)
    check_segments(cas)
    text = cas.sofa_string
    (document,) = cas.select(METADATA + "DocumentMetaData")
    assert document.documentId == file.stem and document.get_covered_text() == text
    told = {}
    for field in cas.select(METADATA + "MetaDataStringField"):
        if field.key == "obelus":
            about = pairs(field.value)
            told.setdefault((field.begin, field.end, about["label"]), []).append(about)
    for span in cas.select("custom.Span"):
        about = told.get((span.begin, span.end, span.label))
        memo = about.pop(0).get("memo") if about else getattr(span, "memo", None)
        start, end = utf16(text[: span.begin]), utf16(text[: span.end])
        row(document.documentId, file.parent.name, span.label, start, end, span.get_covered_text(), memo)
    if len(sys.argv) > 2:
        target = Path(sys.argv[2]) / file.relative_to(source)
        target.parent.mkdir(exist_ok=True)
        target.write_text(cas.to_json(), encoding="utf-8", newline="\n")
