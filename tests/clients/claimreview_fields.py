"""ClaimReview drafts: the fields that must be there, those that must not, and PyLD's expansion. The vocabulary of schema.org
is taken as it is by name; its context is a mapping of any name into its namespace for what is used here."""

import json
import sys
from pathlib import Path

import jsonschema
from pyld import jsonld
from rows import row

S = "https://schema.org/"


def loader(url, options):
    assert url.rstrip("/") == "https://schema.org", url
    return {
        "contentType": "application/ld+json",
        "contextUrl": None,
        "documentUrl": url,
        "document": {"@context": {"@vocab": S, "url": {"@type": "@id"}}},
    }


jsonld.set_document_loader(loader)
words = {"type": "string", "minLength": 1}


def thing(kind, required, **properties):
    properties = {"@type": {"const": kind}, **properties}
    return {"type": "object", "required": ["@type", *required], "properties": properties, "additionalProperties": False}


article = thing(
    "NewsArticle",
    ["headline"],
    headline=words,
    url={"type": "string", "pattern": "^[a-z]+://"},
    datePublished={"type": "string", "pattern": "^[0-9]{4}"},
    inLanguage=words,
    author={"type": "array", "items": thing("Person", ["name"], name=words)},
    publisher=thing("Organization", ["name"], name=words),
    hasPart={"type": "array", "items": thing("Quotation", ["text"], text=words)},
)
claim = thing(
    "Claim",
    ["name", "appearance"],
    name=words,
    text=words,
    alternateName={"type": "array", "items": words},
    about=thing("Thing", ["name"], name=words),
    appearance={"type": "array", "minItems": 1, "items": article},
)
# Neither a rating nor a reviewer: a tag is not a verdict.
SCHEMA = thing(
    "ClaimReview",
    ["@context", "claimReviewed", "itemReviewed", "creativeWorkStatus"],
    **{
        "@context": {"const": "https://schema.org"},
        "creativeWorkStatus": {"const": "Draft"},
        "dateCreated": words,
        "claimReviewed": words,
        "itemReviewed": claim,
    },
)


def value(node, key):
    (found,) = node[S + key]
    return found["@value"]


for path in sorted(Path(sys.argv[1]).rglob("*.jsonld")):
    draft = json.loads(path.read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator(SCHEMA).validate(draft)
    (review,) = jsonld.expand(draft)
    (claim,) = review[S + "itemReviewed"]
    for article in claim[S + "appearance"]:
        for part in article.get(S + "hasPart", []):
            row(value(article, "headline"), "", value(claim, "name"), 0, 0, value(part, "text"), value(review, "claimReviewed"))
