"""W3C Web Annotation: the rules that it calls MUST, then PyLD's expansion with the standard's own context, which drops
whatever a context does not declare, and compaction back again.

anno.jsonld is http://www.w3.org/ns/anno.jsonld, copyright W3C, under the W3C Software and Document Licence."""

import json
import sys
from pathlib import Path

from pyld import jsonld
from rows import row

ANNO = "http://www.w3.org/ns/anno.jsonld"
OA = "http://www.w3.org/ns/oa#"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
DC = "http://purl.org/dc/terms/"
AS = "http://www.w3.org/ns/activitystreams#"
MOTIVATIONS = """assessing bookmarking classifying commenting describing editing highlighting identifying linking
moderating questioning replying tagging""".split()
context = json.loads((Path(__file__).parent / "anno.jsonld").read_text(encoding="utf-8"))


def loader(url, options):
    assert url == ANNO, url
    return {"contentType": "application/ld+json", "contextUrl": None, "documentUrl": url, "document": context}


jsonld.set_document_loader(loader)


def many(value):
    return value if isinstance(value, list) else [value]


def must(collection):
    """Web Annotation Data Model, sections 3.1 to 3.3, 4.2 and 5."""
    assert ANNO in many(collection["@context"])
    assert "AnnotationCollection" in many(collection["type"]) and ":" in collection["id"]
    page = collection["first"]
    assert "AnnotationPage" in many(page["type"]) and ":" in page["id"]
    assert collection["total"] == len(page["items"])
    ids = [annotation["id"] for annotation in page["items"]]
    assert len(ids) == len(set(ids))
    for annotation in page["items"]:
        assert "Annotation" in many(annotation["type"]) and ":" in annotation["id"]
        assert many(annotation["target"]) and not ("body" in annotation and "bodyValue" in annotation)
        assert all(motivation in MOTIVATIONS for motivation in many(annotation.get("motivation", [])))
        for body in many(annotation.get("body", [])):
            assert isinstance(body["value"], str) and body["type"] == "TextualBody"
            assert body["purpose"] in MOTIVATIONS
        for moment in ("created", "modified"):
            assert annotation.get(moment, "Z").endswith("Z")
        for target in many(annotation["target"]):
            if "selector" not in target:
                assert ":" in target["id"]
                continue
            assert target["type"] == "SpecificResource" and ":" in target["source"]
            for selector in many(target["selector"]):
                if selector["type"] == "TextQuoteSelector":
                    assert isinstance(selector["exact"], str) and selector["exact"]
                    assert len(selector["prefix"]) <= 32 and len(selector["suffix"]) <= 32
                else:
                    assert selector["type"] == "TextPositionSelector"
                    assert 0 <= selector["start"] <= selector["end"]


def value(node, key):
    (found,) = node[key]
    return found.get("@value", found.get("@id"))


collection = json.loads((Path(sys.argv[1]) / "annotations.jsonld").read_text(encoding="utf-8"))
must(collection)
obelus = next(part["obelus"] for part in collection["@context"] if isinstance(part, dict))
expanded = jsonld.expand(collection)
(whole,) = expanded
(page,) = whole[AS + "first"]
for annotation in page[AS + "items"][0]["@list"]:
    (target,) = annotation[OA + "hasTarget"]
    bodies = annotation.get(OA + "hasBody", [])
    purposes = {}
    for body in bodies:
        purposes.setdefault(value(body, OA + "hasPurpose").rsplit("#")[-1], []).append(value(body, RDF + "value"))
    if "classifying" not in purposes:
        continue
    selectors = {one["@type"][0].rsplit("#")[-1]: one for one in target[OA + "hasSelector"]}
    place, quote = selectors["TextPositionSelector"], selectors["TextQuoteSelector"]
    (creator,) = annotation[DC + "creator"]
    (memo,) = purposes.get("commenting", purposes.get("questioning", [""]))
    (label,) = purposes["classifying"]
    # Code points, which is how this language counts.
    assert value(place, OA + "end") - value(place, OA + "start") == len(value(quote, OA + "exact"))
    row(
        value(target, obelus + "article"),
        value(creator, "http://xmlns.com/foaf/0.1/nick"),
        label,
        value(place, OA + "start"),
        value(place, OA + "end"),
        value(quote, OA + "exact"),
        memo,
    )
if len(sys.argv) > 2:
    compacted = jsonld.compact(expanded, collection["@context"])
    (Path(sys.argv[2]) / "annotations.jsonld").write_text(json.dumps(compacted), encoding="utf-8")
