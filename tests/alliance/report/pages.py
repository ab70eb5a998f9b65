"""Reading a page back: which elements it has, with which attributes and texts."""

from __future__ import annotations

import json
from collections import Counter
from html.parser import HTMLParser

VOID = {"meta", "link", "br", "img", "input", "hr"}


class Node:
    """One element: name, attributes, children (elements and texts)."""

    def __init__(self, name, attributes=(), parent=None):
        self.name, self.attributes, self.parent, self.children = name, dict(attributes), parent, []

    def all(self, name=None, **wanted):
        """Every descendant of a name whose attributes have the wanted values; class_ matches one class."""
        found = []
        for child in self.children:
            if isinstance(child, Node):
                if child.matches(name, wanted):
                    found.append(child)
                found += child.all(name, **wanted)
        return found

    def first(self, name=None, **wanted):
        return self.all(name, **wanted)[0]

    def matches(self, name, wanted):
        classes = (self.attributes.get("class") or "").split()
        for key, value in wanted.items():
            if key == "class_":
                if value not in classes:
                    return False
            elif self.attributes.get(key.replace("_", "-")) != value:
                return False
        return name in (None, self.name)

    @property
    def text(self):
        return " ".join(" ".join(self.pieces()).split())

    def pieces(self):
        for child in self.children:
            yield from child.pieces() if isinstance(child, Node) else (child,)

    def __contains__(self, text):
        return text in self.text


class _Builder(HTMLParser):
    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.root = self.here = Node("#page")

    def handle_starttag(self, name, attributes):
        node = Node(name, attributes, self.here)
        self.here.children.append(node)
        if name not in VOID:
            self.here = node

    def handle_endtag(self, name):
        assert self.here.name == name, f"</{name}> closes <{self.here.name}>"
        self.here = self.here.parent

    def handle_data(self, text):
        self.here.children.append(text)


def parse(html):
    """The page as a tree; elements that do not nest properly fail."""
    builder = _Builder()
    builder.feed(html)
    builder.close()
    assert builder.here is builder.root, f"<{builder.here.name}> is never closed"
    return builder.root


def article(page, language):
    return page.first("article", id=language)


def figures(page):
    return json.loads("".join(page.first("script", id="figures").children))


def shape(page):
    """How often every element occurs, and every attribute of every element: what a name must not change."""
    return Counter((node.name, key) for node in page.all() for key in ("", *sorted(node.attributes)))


def table(node):
    """A table's cells as texts, row by row."""
    return [[cell.text for cell in row.children if isinstance(cell, Node)] for row in node.all("tr")]


def amount(text):
    """A written number as a number."""
    return float(text.replace(",", "").replace("\N{MINUS SIGN}", "-"))
