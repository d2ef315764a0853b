#!/usr/bin/env python3
"""Makes center.f32, the mean of the vectors of every eighth of the shipped wordings.

src/encoder subtracts it from every vector.

    python3 model/center.py

Needs numpy; takes a minute or two. The constants belong to ENCODER_VERSION, not to the wordings as they stand: they need
not be made again when wordings change. Floating point sums: another processor may round the last digits otherwise.
"""

import collections
import pathlib
import tomllib

import numpy

from reference import HERE, Encoder, unit

# Which part of the wordings is taken.
EVERY = 8
# Texts that go through the model together.
BATCH = 64


def main():
    encoder = Encoder()
    by_length = collections.defaultdict(list)
    for text in list(wordings())[::EVERY]:
        pieces = encoder.split(f"query: {text}")
        by_length[len(pieces)].append(pieces)
    total, count = numpy.zeros(encoder.center.shape), 0
    for _, texts in sorted(by_length.items()):
        for start in range(0, len(texts), BATCH):
            batch = texts[start : start + BATCH]
            total += unit(encoder.run(batch)).sum(0)
            count += len(batch)
    (HERE / "center.f32").write_bytes((total / count).astype("<f4").tobytes())
    print(f"the mean of {count} vectors has a length of {numpy.linalg.norm(total / count):.3f}")


def wordings():
    for path in sorted((HERE.parent / "content" / "wordings").glob("*.toml")):
        for value in tomllib.loads(path.read_text()).values():
            yield from texts_of(value)


def texts_of(value):
    """The strings of a list, or of the lists below."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for below in value.values():
            yield from texts_of(below)
    elif isinstance(value, list):
        for below in value:
            yield from texts_of(below)


if __name__ == "__main__":
    main()
