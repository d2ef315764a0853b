#!/usr/bin/env python3
"""Score how many headings, items and table cells of pages `engram import` keeps as such. Standard library only.

usage: structure.py --engram BINARY --pages DIR [--lost]

DIR holds a folder for each page, with `source.html`, the page, and `expected.html`, its main text: the form of the test
pages of Mozilla's readability (its repository, test/test-pages). A heading counts as kept if a heading or the title of
the draft says the same; an item if an item of a list, or a question with its answer, begins with its words; a cell if a
row of a table holds it. Letters and digits alone are compared, without marks of notes and of editing. Items that name a
heading of the page are a table of contents, which an article is not to hold: asked for a heading, an answer would be
that list. They are counted, and items without them are counted too.
"""
import argparse
import collections
import json
import os
import re
import subprocess
import sys
import tempfile
from html.parser import HTMLParser

HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6"}
CELLS = {"td", "th"}
BLOCKS = HEADINGS | CELLS | {"li", "p", "div", "ul", "ol", "table", "tr", "br", "section", "article", "blockquote", "pre"}
SHOWN = 60


# Marks of notes and of editing, as wikis have them: an article is not to hold them.
MARKS = re.compile(r"\[\s*(?:edit|\w{1,3}|citation needed)\s*\]")


def letters(text):
    return "".join(c for c in MARKS.sub(" ", text.lower()) if c.isalnum())


class Structure(HTMLParser):
    """Headings, items (without the lists in them) and cells of a page, as letters."""

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.found = {"headings": [], "items": [], "cells": []}
        self.open = []

    def handle_starttag(self, tag, _):
        kind = "headings" if tag in HEADINGS else "items" if tag == "li" else "cells" if tag in CELLS else None
        if tag == "li":
            self.close(lambda open_tag: open_tag == "li", until=("ul", "ol"))
        if tag in ("ul", "ol") or kind:
            self.open.append([tag, kind, ""])

    def handle_endtag(self, tag):
        if any(entry[0] == tag for entry in self.open):
            while self.open:
                entry = self.open.pop()
                self.keep(entry)
                if entry[0] == tag:
                    return

    def close(self, ends, until):
        """Ends an element that was left open."""
        for at in range(len(self.open) - 1, -1, -1):
            if self.open[at][0] in until:
                return
            if ends(self.open[at][0]):
                self.keep(self.open.pop(at))
                return

    def keep(self, entry):
        text = letters(entry[2])
        if entry[1] and text:
            self.found[entry[1]].append(text)

    def handle_data(self, data):
        if self.open and self.open[-1][1]:
            self.open[-1][2] += data


def draft_structure(draft):
    head = re.match(r"\+\+\+\n(.*?)\n\+\+\+\n?", draft, re.S)
    title = re.search(r"^title = (.*)$", head[1], re.M) if head else None
    body = draft[head.end():] if head else draft
    found = {"headings": [letters(title[1])] if title else [], "items": [], "cells": []}
    kind = None
    for block in re.split(r"\n\s*\n", body):
        block = block.strip("\n")
        if block.strip() in ("<!-- row -->", "<!-- faq -->"):
            kind = block.strip()[5:8]
            continue
        if re.match(r"#{1,6} ", block):
            found["headings"].append(letters(block))
        elif kind == "row":
            found["cells"].append(letters(block))
        elif kind == "faq":
            found["cells"].append(letters(block))
            found["items"].append(letters(block))
        else:
            for item in re.split(r"(?m)^(?=\s*(?:-|\d+\.) )", block):
                if re.match(r"\s*(?:-|\d+\.) ", item):
                    found["items"].append(letters(re.sub(r"^\s*(?:-|\d+\.) ", "", item)))
        kind = None
    return found


def is_kept(kind, text, found):
    if kind == "headings":
        return any(other == text for other in found[kind])
    if kind == "items":
        return any(other.startswith(text[:SHOWN]) for other in found[kind])
    return any(text[:SHOWN] in other for other in found[kind])


def is_entry(item, headings):
    """Whether an item names a heading, perhaps with its number, and perhaps with the entries below it."""
    return any(item.lstrip("0123456789") == heading.lstrip("0123456789") for heading in headings)


def main():
    parser = argparse.ArgumentParser(description="Score how many headings, items and cells `engram import` keeps as such.")
    parser.add_argument("--engram", required=True)
    parser.add_argument("--pages", required=True, help="folder with a folder for each page")
    parser.add_argument("--lost", action="store_true", help="print what is not kept")
    options = parser.parse_args()
    kept, wanted = collections.Counter(), collections.Counter()
    entries = 0
    pages = refused = 0
    for name in sorted(os.listdir(options.pages)):
        folder = os.path.join(options.pages, name)
        source = os.path.join(folder, "source.html")
        if not os.path.exists(source):
            continue
        pages += 1
        expected = Structure()
        with open(os.path.join(folder, "expected.html"), encoding="utf-8") as file:
            expected.feed(file.read())
        expected.close(lambda _: True, until=())
        with tempfile.TemporaryDirectory() as out:
            subprocess.run([options.engram, "import", source, "--out", out], capture_output=True, timeout=120)
            drafts = os.listdir(out)
            refused += not drafts
            text = ""
            if drafts:
                with open(os.path.join(out, drafts[0]), encoding="utf-8") as file:
                    text = file.read()
        found = draft_structure(text)
        for kind, texts in expected.found.items():
            for each in texts:
                wanted[kind] += 1
                if is_kept(kind, each, found):
                    kept[kind] += 1
                elif kind == "items" and is_entry(each, expected.found["headings"]):
                    entries += 1
                elif options.lost:
                    print(f"{name}: {kind}: {each[:90]}")
    figures = ", ".join(f"{kind} {kept[kind]} of {wanted[kind]} ({kept[kind] / max(wanted[kind], 1):.2f})" for kind in wanted)
    print(f"{pages} pages, {refused} refused: {figures}")
    others = wanted["items"] - entries
    print(f"without {entries} entries of tables of contents: items {kept['items']} of {others} "
          f"({kept['items'] / max(others, 1):.2f})")


if __name__ == "__main__":
    sys.exit(main())
