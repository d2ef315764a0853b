#!/usr/bin/env python3
"""Reads labelled questions and writes them with one typing error each, the same in every run.

    tests/judgments/mistype.py tests/judgments/tuning.jsonl > target/mistyped.jsonl
    engram eval target/mistyped.jsonl

A word of five letters or more gets two letters swapped, one left out, one doubled, or one replaced by its neighbour on
the keyboard. The first letter stays. A question without such a word stays as it is.
"""

import hashlib
import json
import random
import re
import sys

ROWS = ["qwertyuiop", "asdfghjkl", "zxcvbnm"]
FUNCTION_WORDS = set(
    "about after again because before being could doing every other really should since still their there these thing "
    "things those though through under until using where which while whose without would actually".split()
)


def neighbour(letter, dice):
    row = next(row for row in ROWS if letter in row)
    at = row.index(letter)
    return dice.choice([row[near] for near in (at - 1, at + 1) if 0 <= near < len(row)])


def mistype(word, dice):
    at = dice.randrange(1, len(word) - 1)
    one, other = word[at], word[at + 1]
    kind = dice.choice("swap drop double replace".split())
    if kind == "swap" and one != other:
        return word[:at] + other + one + word[at + 2 :]
    if kind == "drop":
        return word[:at] + word[at + 1 :]
    if kind == "double":
        return word[:at] + one + word[at:]
    return word[:at] + neighbour(one.lower(), dice) + word[at + 1 :]


for path in sys.argv[1:]:
    with open(path, encoding="utf-8") as lines:
        for line in lines:
            question = json.loads(line)
            dice = random.Random(hashlib.sha256(question["id"].encode()).digest())
            text = question["question"]
            words = [
                word
                for word in re.finditer(r"(?<![\w'’])[A-Za-z]{5,}(?![\w'’])", text)
                if word.group().lower() not in FUNCTION_WORDS
            ]
            if words:
                word = dice.choice(words)
                text = text[: word.start()] + mistype(word.group(), dice) + text[word.end() :]
            print(json.dumps(question | {"question": text}, ensure_ascii=False))
