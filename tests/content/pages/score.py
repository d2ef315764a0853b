#!/usr/bin/env python3
"""Score what `engram import` keeps of a folder of pages. Standard library only.

usage: score.py --engram BINARY [--pages DIR] [--strings FILE] [--lost]

FILE is JSON: {NAME: {"file": "page.html", "with": [STRING...], "without": [STRING...]}}, where the strings of "with"
must stay and those of "without" must go; white space and invisible characters are folded, and so are the marks that a
draft escapes. By default the pages beside this file are scored. Trafilatura's evaluation set (tests/eval and tests/evaldata.json of its
repository) has the same form; its rules for scoring are followed.
"""
import argparse
import json
import os
import re
import subprocess
import sys
import tempfile
import time
import tomllib
import unicodedata

HERE = os.path.dirname(os.path.abspath(__file__))

# Soft hyphens, marks of direction and the like.
INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]")


def norm(text):
    return re.sub(r"\s+", " ", INVISIBLE.sub("", unicodedata.normalize("NFC", text))).strip()


def plain(draft):
    """The text of a draft: title, headings and body without the marks of Markdown."""
    head = re.match(r"\+\+\+\n(.*?)\n\+\+\+\n?", draft, re.S)
    title = tomllib.loads(head[1]).get("title", "") if head else ""
    body = draft[head.end():] if head else draft
    body = re.sub(r"<!--.*?-->", " ", body, flags=re.S)
    body = re.sub(r"(?m)^\s*(?:#{1,6}|-|\d+\.)\s+", " ", body)
    body = re.sub(r"\\\n", "\n", body)
    body = re.sub(r"\\([!-/:-@\[-`{-~])", r"\1", body)
    return norm(title + " " + body)


def import_page(engram, path, *flags):
    """The draft of a page, none if it is refused, and what was printed."""
    with tempfile.TemporaryDirectory() as out:
        run = subprocess.run([engram, "import", path, "--out", out, *flags], capture_output=True, text=True,
                             errors="replace", timeout=120)
        for name in os.listdir(out):
            with open(os.path.join(out, name), encoding="utf-8") as file:
                return file.read(), run.stdout
    return None, run.stdout


def share(count, of):
    return count / of if of else 0.0


def main():
    parser = argparse.ArgumentParser(description="Score what `engram import` keeps of a folder of pages.")
    parser.add_argument("--engram", required=True)
    parser.add_argument("--pages", action="append", help="folder of the pages; may be given again")
    parser.add_argument("--strings", default=os.path.join(HERE, "strings.json"))
    parser.add_argument("--lost", action="store_true", help="print the strings that were lost")
    options = parser.parse_args()
    folders = options.pages or [HERE]
    with open(options.strings, encoding="utf-8") as file:
        items = json.load(file)
    kept = lost = unwanted = gone = refused = lost_all = told_short = told_all = wanted_pages = 0
    seconds = []
    for item in items.values():
        path = next((p for f in folders if os.path.exists(p := os.path.join(f, item["file"]))), None)
        if path is None:
            print(f"no file {item['file']}", file=sys.stderr)
            continue
        start = time.monotonic()
        draft, printed = import_page(options.engram, path)
        seconds.append(time.monotonic() - start)
        refused += draft is None
        text = plain(draft or "")
        told = norm(printed)
        told_with_all = None
        here = 0
        for wanted in map(norm, item["with"]):
            if wanted in text:
                kept += 1
                here += 1
                continue
            lost += 1
            told_short += wanted in told
            if told_with_all is None:
                told_with_all = norm(import_page(options.engram, path, "--all")[1])
            told_all += wanted in told_with_all
            if options.lost:
                print(f"{item['file']}: {wanted}")
        wanted_pages += bool(item["with"])
        lost_all += bool(item["with"]) and here == 0
        for each in map(norm, item["without"]):
            unwanted += each in text
            gone += each not in text
    precision = share(kept, kept + unwanted)
    recall = share(kept, kept + lost)
    seconds.sort()
    print(f"{len(seconds)} pages: precision {precision:.3f}, recall {recall:.3f}, "
          f"F1 {share(2 * precision * recall, precision + recall):.3f}, "
          f"unwanted kept {share(unwanted, unwanted + gone):.1%}, refused {refused}, losing all {lost_all}, "
          f"{seconds[len(seconds) // 2] * 1000:.0f} ms a page (median, process included)")
    print(f"of {lost} lost strings {told_short} are in the lines that are always printed, {told_all} in those of --all")


if __name__ == "__main__":
    main()
