#!/usr/bin/env python3
"""Makes the matrix that reduces the vector of a word piece from 384 numbers to 128. Needs numpy and nothing else.

    python3 model/reduce.py

The 128 directions in which such vectors differ most (principal components, not centred, as cosines are compared).
They are found on the vocabulary's own words, twenty to a text in the vocabulary's order: no text has to be kept, no
topic is preferred, and it did as well as directions found on the very passages that were searched (README.md).
"""

import array

import numpy

import make
from reference import HERE, WIDTH, encode, weights

KEPT = 128
WORDS_A_TEXT = 20


def main():
    model = weights()
    words = [
        piece
        for piece, word in enumerate((HERE / "vocab.txt").read_text("utf-8").splitlines())
        if word.isascii() and word.isalpha() and len(word) > 1
    ]
    moment = numpy.zeros((WIDTH, WIDTH))
    for start in range(0, len(words), WORDS_A_TEXT):
        _, tokens = encode(model, words[start : start + WORDS_A_TEXT])
        moment += tokens.T.astype("f8") @ tokens
    _, directions = numpy.linalg.eigh(moment)
    kept = directions[:, ::-1][:, :KEPT]
    # A direction and its opposite serve as well: the choice must not depend on the machine.
    kept = kept * numpy.sign(kept[numpy.abs(kept).argmax(0), numpy.arange(KEPT)])
    tensors = {}
    make.put_panels(tensors, "token", array.array("f", kept.T.flatten().tolist()), WIDTH)
    make.write("token-reduction-q8.safetensors", make.write_safetensors(tensors))


if __name__ == "__main__":
    main()
