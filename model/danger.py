#!/usr/bin/env python3
"""Trains `model/danger.safetensors`, the network that tells dangers from everyday talk (`src/answer/urgent/classifier.rs`).

usage: model/danger.py ENCODE

ENCODE is the program of `cargo build --release --example encode`. Needs numpy, scikit-learn 1.9 and safetensors. Takes
about ten minutes on two cores. The same inputs give the same texts; sums in another order may give weights that differ
in their last digits.

What it learns from: the wordings of `content/urgent.toml` alone and between small talk and training questions, as dangers
are told in a chat; its harmless lines and the wordings of the articles (`content/wordings`) alone and two or three
together. No judged message is among them.
"""
import json
import random
import subprocess
import sys
import tomllib
from pathlib import Path

import numpy as np
from safetensors.numpy import save_file
from sklearn.neural_network import MLPClassifier

ROOT = Path(__file__).resolve().parent.parent
ENCODER = "multilingual-e5-small-q8-1"
LEVELS = ["professional", "emergency", "crisis"]  # classes 1 to 3; 0 is everyday talk
COMPOSED = {"professional": 2_500, "emergency": 3_000, "crisis": 3_000}
COMPOSED_HARMLESS = 9_000
JOINTS = [". ", ", ", " and ", " but ", "! ", "... ", " lol. ", " so ", " "]
# The share of the articles' wordings, most of them English, in everyday talk; the rest is harmless lines in eight
# languages. With more of them, another language alone would look like a danger, since dangers are in all of them.
QUESTIONS = 0.35
SEED = 21


def texts(value):
    """All texts of a parsed file, in its order."""
    if isinstance(value, str):
        yield value
    else:
        for part in value.values() if isinstance(value, dict) else value:
            yield from texts(part)


def examples():
    """Texts with their classes."""
    draw = random.Random(SEED)
    urgent = tomllib.loads((ROOT / "content/urgent.toml").read_text(encoding="utf-8"))
    wordings = {group["level"]: list(texts(group["wordings"])) for group in urgent["group"]}
    harmless = urgent["harmless"]
    files = sorted((ROOT / "content/wordings").glob("*.toml"))
    questions = [text for file in files for text in texts(tomllib.loads(file.read_text(encoding="utf-8")))]

    def everyday():
        return draw.choice(questions if draw.random() < QUESTIONS else harmless)

    def joined(parts):
        text = parts[0]
        for part in parts[1:]:
            text += draw.choice(JOINTS) + part
        return text

    for label, level in enumerate(LEVELS, 1):
        for text in wordings[level]:
            yield from [(text, label)] * 2
        for _ in range(COMPOSED[level]):
            danger = draw.choice(wordings[level])
            shapes = [[danger, everyday()], [everyday(), danger], [everyday(), danger, everyday()]]
            yield joined(draw.choices(shapes, [35, 25, 40])[0]), label
    for text in harmless:
        yield from [(text, 0)] * 2
    for _ in range(COMPOSED_HARMLESS):
        yield joined([everyday() for _ in range(draw.choice([1, 2, 2, 2, 3]))]), 0


def encode(program, lines):
    """The vector of each line, a row each."""
    plain = [" ".join(line.split()) for line in lines]
    done = subprocess.run([program], input="\n".join(plain) + "\n", capture_output=True, text=True, check=True)
    return np.array([json.loads(line) for line in done.stdout.splitlines()], dtype=np.float32)


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    learned = list(examples())
    distinct = sorted({text for text, _ in learned})
    row = {text: number for number, text in enumerate(distinct)}
    vectors = encode(sys.argv[1], distinct)[[row[text] for text, _ in learned]]
    labels = np.array([label for _, label in learned])
    network = MLPClassifier(
        (96,), alpha=0.01, early_stopping=True, max_iter=25, random_state=1, batch_size=500, learning_rate_init=2e-3
    ).fit(vectors, labels)
    tensors = {}
    for name, weights, biases in zip(("hidden", "output"), network.coefs_, network.intercepts_):
        tensors[f"{name}.weights"] = np.ascontiguousarray(weights.T, dtype=np.float32)
        tensors[f"{name}.biases"] = biases.astype(np.float32)
    save_file(tensors, ROOT / "model/danger.safetensors", metadata={"encoder": ENCODER})
    print(f"{len(learned)} examples, {len(distinct)} texts, best validation {network.best_validation_score_:.3f}")


main()
