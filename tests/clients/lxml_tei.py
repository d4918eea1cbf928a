"""lxml: well-formed TEI, unique identifiers, every pointer resolved, every range cut out of its block.

`OBELUS_TEST_TEI` may name a RelaxNG schema of TEI (tei_all.rng), against which the files are then checked.
"""

import os
import re
import sys
from pathlib import Path

from lxml import etree
from rows import row

TEI = {"t": "http://www.tei-c.org/ns/1.0"}
ID = "{http://www.w3.org/XML/1998/namespace}id"
RANGE = re.compile(r"#string-range\(([^,()]+),(\d+),(\d+)\)")
named = os.environ.get("OBELUS_TEST_TEI")
schema = etree.RelaxNG(etree.parse(named)) if named else None
print("checked against a schema" if schema else "not checked against a schema: OBELUS_TEST_TEI names none", file=sys.stderr)
for file in sorted(Path(sys.argv[1]).glob("*.xml")):
    tree = etree.parse(file)
    if schema:
        schema.assertValid(tree)
    all_ids = [element.get(ID) for element in tree.iter() if element.get(ID)]
    assert len(all_ids) == len(set(all_ids))
    by_id = {element.get(ID): element for element in tree.iter() if element.get(ID)}
    blocks = tree.findall(".//t:body/t:ab", TEI)
    begins, text = {}, ""
    for block in blocks:
        begins[block.get(ID)] = len(text)
        text += (block.text or "") + "\n"
    (name,) = tree.findall(".//t:bibl/t:idno[@type='article']", TEI)
    for found in tree.findall(".//t:standOff/t:listAnnotation/t:annotation", TEI):
        pieces = []
        for pointer in found.get("target").split(" "):
            block, offset, length = RANGE.fullmatch(pointer).groups()
            words = by_id[block].text or ""
            assert int(offset) + int(length) <= len(words)
            cut = words[int(offset) : int(offset) + int(length)]
            pieces.append((begins[block] + int(offset), cut))
        start, end = pieces[0][0], pieces[-1][0] + len(pieces[-1][1])
        between = zip(pieces, pieces[1:])
        assert all(set(text[at + len(cut) : after]) == {"\n"} for (at, cut), (after, _) in between)
        cut = "\n".join(cut for _, cut in pieces)
        person, category = by_id[found.get("resp")[1:]], by_id[found.get("ana")[1:]]
        assert person.tag.endswith("}respStmt") and category.tag.endswith("}category")
        memos = [note.text for note in found.findall("t:note", TEI) if note.get("type") in ("memo", "question")]
        label = found.get("ana").removeprefix("#").partition(".")
        label = label[0] if label[0] == "claim" else label[2]
        row(name.text, found.get("resp")[1:].removeprefix("by."), label, start, end, cut, "".join(memos))
