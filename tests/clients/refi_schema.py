"""REFI-QDA by its published schemas, and read as the specification says and as QualCoder does: positions cut the decoded
text, the owner is the one who made the selection, a selection without a coding is a comment."""

import io
import sys
import zipfile
from pathlib import Path

from lxml import etree
from rows import row

HERE = Path(__file__).parent / "refi"


def valid(content, schema):
    root = etree.fromstring(content)
    etree.XMLSchema(etree.parse(HERE / schema)).assertValid(root)
    assert content.startswith(b'<?xml version="1.0" encoding="UTF-8"?>'), "no byte order mark, and a declaration"
    return root


def memo(element, ns):
    """The words before the part that Obelus adds."""
    words = element.findtext(ns + "Description") or ""
    return "" if words.startswith("[Obelus]\n") else words.split("\n\n[Obelus]\n")[0]


def project(path):
    content = path.read_bytes()
    # What a program sees that reads from front to back, as well as one that begins with the directory.
    archive = zipfile.ZipFile(io.BytesIO(content))
    assert archive.testzip() is None
    names = archive.namelist()
    assert len(names) == len(set(names)) and "project.qde" in names
    assert all(name == "project.qde" or name.startswith("sources/") for name in names), names
    root = valid(archive.read("project.qde"), "Project.xsd")
    ns = "{urn:QDA-XML:project:1.0}"
    guids = root.xpath("//@guid")
    assert len(guids) == len(set(guids)), "every GUID once"
    known = set(guids)
    assert set(root.xpath("//@targetGUID | //@creatingUser | //@originGUID")) <= known
    assert root.get("origin").startswith("Obelus ")
    codes = {code.get("guid"): code for code in root.iter(ns + "Code")}
    code_names = [code.get("name").lower() for code in codes.values()]
    assert len(code_names) == len(set(code_names)), "code names are unique over the tree"
    source_names = [source.get("name").lower() for source in root.iter(ns + "TextSource")]
    assert len(source_names) == len(set(source_names))
    users = {user.get("guid"): user.get("id") for user in root.iter(ns + "User")}
    for source in root.iter(ns + "TextSource"):
        stored = archive.read(source.get("plainTextPath").replace("internal://", "sources/"))
        assert not stored.startswith(b"\xef\xbb\xbf") and b"\r" not in stored
        text = stored.decode("utf-8")
        for selection in source.findall(ns + "PlainTextSelection"):
            start, end = int(selection.get("startPosition")), int(selection.get("endPosition"))
            cut = text[start:end]
            name = selection.get("name")
            assert len(name) <= 60 and " ".join(cut.split()).startswith(name.removesuffix("…")), (name, cut)
            codings = selection.findall(ns + "Coding")
            assert len(codings) <= 1
            label = ""
            for coding in codings:
                assert coding.get("creatingUser") == selection.get("creatingUser")
                code = codes[coding.find(ns + "CodeRef").get("targetGUID")]
                assert code.get("isCodable") == "true"
                label = code.get("name")
            row(source.get("name"), users[selection.get("creatingUser")], label, start, end, cut, memo(selection, ns))


def codebook(path):
    root = valid(path.read_bytes(), "Codebook.xsd")
    ns = "{urn:QDA-XML:codebook:1.0}"
    for code in root.iter(ns + "Code"):
        if code.get("isCodable") == "true":
            row("", code.getparent().get("name"), code.get("name"), 0, 0, code.get("color"), memo(code, ns))


for found in Path(sys.argv[1]).iterdir():
    project(found) if found.suffix == ".qdpx" else codebook(found)
