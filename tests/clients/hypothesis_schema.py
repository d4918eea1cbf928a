"""Hypothes.is: each row against the schema of its server (h, AnnotationSchema), restated here, and what that server makes
of a row that is posted: it sets user, number and times itself and keeps what it does not know."""

import json
import sys
from pathlib import Path

import jsonschema
from rows import row

strings = {"type": "array", "items": {"type": "string"}}
accounts = {"type": "array", "items": {"type": "string", "pattern": "^(acct:|group:).+$"}}
selector = {"type": "object", "properties": {"type": {"type": "string"}}, "required": ["type"]}
target = {"type": "object", "properties": {"selector": {"type": "array", "items": selector}}}
SCHEMA = {
    "type": "object",
    "required": ["uri"],
    "properties": {
        "document": {"type": "object", "properties": {"title": strings}},
        "group": {"type": "string"},
        "permissions": {
            "type": "object",
            "patternProperties": {"^(admin|delete|read|update)$": accounts},
            "required": ["read"],
        },
        "references": strings,
        "tags": strings,
        "target": {"type": "array", "items": target},
        "text": {"type": "string"},
        "uri": {"type": "string", "minLength": 1},
        "user": {"type": "string", "pattern": "^acct:[^@]+@[^@]+$"},
    },
}
KNOWN = "id user user_info uri text tags group permissions references document target".split()


def units(text):
    return len(text.encode("utf-16-le")) // 2


def served(posted):
    """What the server answers for a row that was posted."""
    kept = {key: posted[key] for key in KNOWN if key in posted}
    extra = {key: value for key, value in posted.items() if key not in KNOWN + ["created", "updated"]}
    kept["target"] = [{"source": posted["uri"], "selector": posted["target"][0].get("selector", [])}]
    now = "2026-01-02T03:04:05.678901+00:00"
    return {**extra, **kept, "created": now, "updated": now, "flagged": False, "hidden": False, "links": {}}


export = json.loads((Path(sys.argv[1]) / "hypothesis.json").read_text(encoding="utf-8"))
assert export["total"] == len(export["rows"])
assert len({one["id"] for one in export["rows"]}) == export["total"]
validator = jsonschema.Draft202012Validator(SCHEMA)
for one in export["rows"]:
    validator.validate(one)
    selectors = {each["type"]: each for each in one["target"][0].get("selector", [])}
    if not selectors:
        continue
    place, quote = selectors["TextPositionSelector"], selectors["TextQuoteSelector"]
    assert place["end"] - place["start"] == units(quote["exact"])
    assert len(quote["prefix"]) <= 32 and len(quote["suffix"]) <= 32
    user = one["user"].removeprefix("acct:").split("@")[0]
    article = one["obelus"]["article"]
    row(article, user, one["tags"][0], place["start"], place["end"], quote["exact"], one["text"])
if len(sys.argv) > 2:
    answer = {"total": export["total"], "rows": [served(one) for one in export["rows"]]}
    (Path(sys.argv[2]) / "search.json").write_text(json.dumps(answer), encoding="utf-8")
