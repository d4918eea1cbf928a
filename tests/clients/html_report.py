"""A report in HTML as two parsers see it: Python's own, which checks the nesting of tags, and lxml, whose tree is read.

For every annotation that the text shows, where it stands is found by the marks in the text and not by what the list says.
"""

import sys
from html.parser import HTMLParser
from pathlib import Path

from lxml import html
from rows import row

VOID = {"meta", "link", "br", "hr", "img", "input", "col"}
ALLOWED = set(
    "html head meta title style body header main nav section article h1 h2 h3 p dl dt dd div ol li a b i small span sup bdi abbr "
    "table thead tbody tr th td details summary".split()
)
# Between which phrasing content only may stand.
PHRASING = {"p", "h1", "h2", "h3", "span", "a", "b", "bdi", "sup", "small", "dt", "summary"}
BLOCKS = {"div", "p", "h1", "h2", "h3", "section", "article", "table", "ol", "li", "dl", "details", "header", "nav"}


class Nesting(HTMLParser):
    """Every tag is closed by its own, and stands where it may."""

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.open, self.ids, self.links = [], set(), set()

    def handle_starttag(self, tag, attributes):
        assert tag in ALLOWED, (tag, self.getpos())
        names = [name for name, _ in attributes]
        assert len(names) == len(set(names)), (tag, names, self.getpos())
        assert not any(name.startswith("on") or name in ("style", "src") for name in names), (names, self.getpos())
        if tag in BLOCKS:
            assert not PHRASING & set(self.open), (tag, self.open, self.getpos())
        if tag == "a":
            assert "a" not in self.open, self.getpos()
        for name, value in attributes:
            if name == "id":
                assert value not in self.ids and value and " " not in value, value
                self.ids.add(value)
            if name == "href":
                assert value.startswith(("#", "https://", "http://")), value
                self.links.add(value)
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open and self.open.pop() == tag, (tag, self.getpos())


page = (Path(sys.argv[1]) / "report.html").read_bytes().decode("utf-8")
nesting = Nesting()
nesting.feed(page)
nesting.close()
assert not nesting.open, nesting.open
missing = [link for link in nesting.links if link.startswith("#") and link[1:] not in nesting.ids]
assert not missing, missing[:5]

BESIDE = {"g", "m", "n", "time"}
document = html.document_fromstring(page.encode("utf-8"), parser=html.HTMLParser(encoding="utf-8", huge_tree=True))
names = {}
for entry in document.xpath("//section[@id='legend']//dl[@class='signs']/div[dt/b[@class='who']]"):
    names[entry.find("dt").text_content()] = entry.find("dd/bdi").text_content()
for number, article in enumerate(document.xpath("//main/article"), 1):
    text, at, places = [], 0, {}

    def read(node, marks):
        """Reads the words of the text, without what stands beside it."""
        global at

        def take(words):
            global at
            for mark in marks:
                start, end = places.get(mark, (at, at))
                assert end == at, ("a gap in", mark)
                places[mark] = (start, at + len(words))
            text.append(words or "")
            at += len(words or "")

        if not BESIDE & set((node.get("class") or "").split()):
            marks = marks + (node.get("data-t") or "").split()
            take(node.text or "")
            for child in node:
                read(child, marks)
                take(child.tail or "")

    at = 0
    for block in article.xpath("./div[@class='text']/*"):
        read(block, [])
    text = "".join(text)
    row(f"{number}", "", "text", 0, len(text), text, "")
    listed = article.xpath(".//table[@class='all']/tbody/tr")
    for tag in listed:
        mark, passage, what, by = tag.findall("td")
        start, end = places.pop(mark.text_content(), (0, 0))
        quoted = passage.text_content()
        words = text[start:end] if (start, end) != (0, 0) else quoted
        assert words == quoted, (words, quoted)
        label = what.xpath("./*[contains(@class, 'name')]")[0].text_content()
        memo = "".join(memo.text_content() for memo in what.xpath("./*[@class='memo']"))
        row(f"{number}", names[by.text_content()], label, start, end, words, memo)
    assert not places, places
