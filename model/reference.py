"""The same encoder in numpy: what src/encoder.rs is compared with, and what reduce.py and measure.py run."""

import json
import pathlib
import struct

import numpy

HERE = pathlib.Path(__file__).parent
LAYERS, HEADS, WIDTH = 6, 12, 384
START, END, MOST_PIECES = 101, 102, 256


def read_safetensors(content):
    (header_bytes,) = struct.unpack_from("<Q", content)
    kinds = {"F32": "<f4", "I8": "i1"}
    tensors = {}
    for name, entry in json.loads(content[8 : 8 + header_bytes]).items():
        if entry.get("dtype") in kinds:
            first, end = (8 + header_bytes + offset for offset in entry["data_offsets"])
            tensors[name] = numpy.frombuffer(content[first:end], kinds[entry["dtype"]]).reshape(entry["shape"])
    return tensors


def weights():
    """The 8-bit weights, unpacked."""
    packed = read_safetensors((HERE / "minilm-l6-v2-q8.safetensors").read_bytes())
    unpacked = {}
    for name, tensor in packed.items():
        if name.endswith(".q8"):
            name = name.removesuffix(".q8")
            scale = packed[f"{name}.scale"]
            by_row = name in ("words", "places")
            unpacked[name] = tensor.astype("f4") * scale[:, None] if by_row else inputs_by_outputs(tensor, scale)
        elif not name.endswith(".scale"):
            unpacked[name] = tensor
    return unpacked


def inputs_by_outputs(panels, scale):
    """A matrix that lies in panels of outputs, unpacked."""
    return panels.transpose(1, 3, 0, 2).reshape(2 * panels.shape[1], -1).astype("f4") * scale


def original_weights(content):
    """The 32-bit weights of the source, under our names."""
    source = read_safetensors(content)
    kind = source["embeddings.token_type_embeddings.weight"][0]
    ours = {
        "words": source["embeddings.word_embeddings.weight"],
        "places": source["embeddings.position_embeddings.weight"][:MOST_PIECES] + kind,
    }

    def put(name, theirs, transposed=True):
        parts = theirs if isinstance(theirs, list) else [theirs]
        weight = numpy.concatenate([source[f"{part}.weight"] for part in parts])
        ours[name if transposed else f"{name}.weight"] = weight.T.copy() if transposed else weight
        ours[f"{name}.bias"] = numpy.concatenate([source[f"{part}.bias"] for part in parts])

    put("norm", "embeddings.LayerNorm", transposed=False)
    for layer in range(LAYERS):
        theirs = f"encoder.layer.{layer}"
        put(f"{layer}.qkv", [f"{theirs}.attention.self.{part}" for part in ("query", "key", "value")])
        put(f"{layer}.mix", f"{theirs}.attention.output.dense")
        put(f"{layer}.mix.norm", f"{theirs}.attention.output.LayerNorm", transposed=False)
        put(f"{layer}.wide", f"{theirs}.intermediate.dense")
        put(f"{layer}.narrow", f"{theirs}.output.dense")
        put(f"{layer}.narrow.norm", f"{theirs}.output.LayerNorm", transposed=False)
    return ours


def encode(weights, pieces):
    """The vector of a text and those of its pieces, of length 1 each and not reduced."""
    ids = [START, *pieces[: MOST_PIECES - 2], END]
    rows = norm(weights, "norm", weights["words"][ids] + weights["places"][: len(ids)])
    for layer in range(LAYERS):
        linear = lambda name, rows: rows @ weights[f"{layer}.{name}"] + weights[f"{layer}.{name}.bias"]
        query, key, value = linear("qkv", rows).reshape(-1, 3, HEADS, WIDTH // HEADS).transpose(1, 2, 0, 3)
        fit = query @ key.transpose(0, 2, 1) / numpy.float32(WIDTH // HEADS) ** 0.5
        share = numpy.exp(fit - fit.max(-1, keepdims=True))
        mixed = (share / share.sum(-1, keepdims=True) @ value).transpose(1, 0, 2).reshape(-1, WIDTH)
        rows = norm(weights, f"{layer}.mix.norm", rows + linear("mix", mixed))
        rows = norm(weights, f"{layer}.narrow.norm", rows + linear("narrow", gelu(linear("wide", rows))))
    return unit(rows.mean(0)), unit(rows[1:-1])


def norm(weights, name, rows):
    mean, variance = rows.mean(-1, keepdims=True), rows.var(-1, keepdims=True)
    return (rows - mean) / numpy.sqrt(variance + 1e-12) * weights[f"{name}.weight"] + weights[f"{name}.bias"]


def gelu(x):
    # Abramowitz and Stegun 7.1.26, as numpy has no erf.
    z = numpy.abs(x) / 2**0.5
    t = 1 / (1 + 0.3275911 * z)
    tail = ((((1.061405429 * t - 1.453152027) * t + 1.421413741) * t - 0.284496736) * t + 0.254829592) * t
    return (0.5 * x * (1 + numpy.sign(x) * (1 - tail * numpy.exp(-z * z)))).astype("f4")


def unit(rows):
    return rows / numpy.maximum(numpy.linalg.norm(rows, axis=-1, keepdims=True), 1e-9)
