#!/usr/bin/env python3
"""The same encoder in numpy: what src/encoder is compared with, and what center.py runs.

    python3 model/reference.py 'query: What is muscle memory?'

prints the pieces and the first numbers of the vector of each text, which begins with its role.
"""

import json
import pathlib
import struct
import sys
import unicodedata

import numpy

HERE = pathlib.Path(__file__).parent
LAYERS, HEADS, WIDTH, BLOCK = 12, 12, 384, 32
MOST_PIECES, MOST_CHARACTERS = 256, 4096
START, END, UNKNOWN, FIRST_PIECE = 0, 1, 2, 3
SPACE = "\u2581"


class Encoder:
    def __init__(self):
        packed = read_safetensors("e5-small-pieces.safetensors")
        text, ends = packed["pieces"].tobytes(), packed["piece_ends"]
        starts = [0, *ends[:-1]]
        self.pieces = {text[start:end].decode(): row for row, (start, end) in enumerate(zip(starts, ends))}
        self.longest = max(map(len, self.pieces))
        self.scores = packed["piece_scores"].astype("f8")
        self.unknown = self.scores.min() - 10
        ends = packed["replacement_ends"]
        replacements = ["".join(map(chr, packed["replacements"][s:e])) for s, e in zip([0, *ends[:-1]], ends)]
        self.replacements = dict(zip(map(chr, packed["characters"]), replacements))
        self.words = packed["words"].reshape(-1, WIDTH // BLOCK, 2 + BLOCK // 2)
        self.weights = layers()
        center = HERE / "center.f32"
        self.center = numpy.frombuffer(center.read_bytes(), "<f4") if center.exists() else numpy.zeros(WIDTH, "f4")

    def split(self, text):
        """The most probable pieces, without marks."""
        text = unicodedata.normalize("NFC", text[:MOST_CHARACTERS])
        text = "".join(self.replacements.get(character, character) for character in text)
        text = SPACE + SPACE.join(text.replace(SPACE, " ").split(" ")).strip(SPACE)
        while SPACE * 2 in text:
            text = text.replace(SPACE * 2, SPACE)
        text = text.rstrip(SPACE)
        best = [(0.0, 0, UNKNOWN)] + [(-numpy.inf, 0, UNKNOWN)] * len(text)
        for start in range(len(text)):
            before = best[start][0]
            best[start + 1] = max(best[start + 1], (before + self.unknown, start, UNKNOWN))
            for end in range(start + 1, min(len(text), start + self.longest) + 1):
                piece = self.pieces.get(text[start:end])
                if piece is not None and before + self.scores[piece] > best[end][0]:
                    best[end] = (before + self.scores[piece], start, FIRST_PIECE + piece)
        ids, end = [], len(text)
        while end:
            _, end, piece = best[end]
            if piece != UNKNOWN or ids[-1:] != [UNKNOWN]:
                ids.append(piece)
        return ids[::-1][: MOST_PIECES - 2]

    def encode(self, text):
        """The vector of a text that begins with its role, of length 1."""
        return unit(unit(self.run([self.split(text)])[0]) - self.center)

    def run(self, texts):
        """The mean over all pieces of each text, which must have equally many."""
        ids = numpy.array([[START, *pieces, END] for pieces in texts])
        rows = self.word_rows(ids) + self.weights["positions"][: ids.shape[1]]
        rows = self.norm("norm", rows)
        for layer in range(LAYERS):
            linear = lambda name, rows: rows @ self.weights[f"{layer}.{name}"] + self.weights[f"{layer}.{name}.bias"]
            heads = linear("query_key_value", rows).reshape(*ids.shape, 3, HEADS, WIDTH // HEADS)
            query, key, value = heads.transpose(2, 0, 3, 1, 4)
            fit = query @ key.swapaxes(-1, -2) / numpy.float32(WIDTH // HEADS) ** 0.5
            share = numpy.exp(fit - fit.max(-1, keepdims=True))
            mixed = (share / share.sum(-1, keepdims=True) @ value).transpose(0, 2, 1, 3).reshape(rows.shape)
            rows = self.norm(f"{layer}.attention_norm", rows + linear("attention_output", mixed))
            output = linear("output", gelu(linear("intermediate", rows)))
            rows = self.norm(f"{layer}.output_norm", rows + output)
        return rows.mean(1)

    def word_rows(self, ids):
        blocks = self.words[ids]
        scales = blocks[..., :2].copy().view("<f2").astype("f4")
        nibbles = numpy.concatenate([blocks[..., 2:] & 15, blocks[..., 2:] >> 4], -1)
        return ((nibbles.astype("f4") - 8) * scales).reshape(*ids.shape, WIDTH)

    def norm(self, name, rows):
        mean, variance = rows.mean(-1, keepdims=True), rows.var(-1, keepdims=True)
        unshifted = (rows - mean) / numpy.sqrt(variance + 1e-12)
        return unshifted * self.weights[f"{name}.weight"] + self.weights[f"{name}.bias"]


def read_safetensors(name):
    content = (HERE / name).read_bytes()
    (header_bytes,) = struct.unpack_from("<Q", content)
    kinds = {"F32": "<f4", "U32": "<u4", "I8": "i1", "U8": "u1"}
    tensors = {}
    for name, entry in json.loads(content[8 : 8 + header_bytes]).items():
        first, end = (8 + header_bytes + offset for offset in entry["data_offsets"])
        tensors[name] = numpy.frombuffer(content[first:end], kinds[entry["dtype"]]).reshape(entry["shape"])
    return tensors


def layers():
    """All weights but the word table, unpacked."""
    packed = read_safetensors("e5-small-layers.safetensors")
    unpacked = {}
    for name, tensor in packed.items():
        if name.endswith(".q8"):
            name = name.removesuffix(".q8")
            rows = tensor.transpose(1, 3, 0, 2).reshape(2 * tensor.shape[1], -1).astype("f4")
            unpacked[name] = rows * packed[f"{name}.scale"]
        elif not name.endswith(".scale"):
            unpacked[name] = tensor
    return unpacked


def gelu(x):
    # Abramowitz and Stegun 7.1.26, as numpy has no erf.
    z = numpy.abs(x) * numpy.float32(0.5**0.5)
    t = 1 / (1 + numpy.float32(0.3275911) * z)
    tail = ((((1.061405429 * t - 1.453152027) * t + 1.421413741) * t - 0.284496736) * t + 0.254829592) * t
    return (0.5 * x * (1 + numpy.sign(x) * (1 - tail * numpy.exp(-z * z)))).astype("f4")


def unit(rows):
    return rows / numpy.maximum(numpy.linalg.norm(rows, axis=-1, keepdims=True), 1e-9)


if __name__ == "__main__":
    encoder = Encoder()
    for text in sys.argv[1:]:
        print(text, encoder.split(text), [round(float(x), 5) for x in encoder.encode(text)[:6]], sep="\n  ")
