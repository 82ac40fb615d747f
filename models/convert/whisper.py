"""Builds Whisper (Radford et al. 2022, "Robust Speech Recognition via Large-Scale Weak Supervision") as OpenVINO
models, out of the weights of CTranslate2's WhisperSpec.

encoder: log_mel [1, bins, T], T even and at most twice the encoder's positions -> for each decoder layer i
    cross_key_i [1, heads, head, T/2], transposed and scaled by head^-0.5, and cross_value_i [1, heads, T/2, head].
    A short window costs less: positions are cut to T/2.
decoder: stateful, one call appends L tokens to each of B rows, the K = B/G beams of G windows, window by window.
    token [B, L] i64; position [L] i64 (0 for the first token of a window); beam [B] i32, the row of the last call
    that each row goes on from; cross_key_i, cross_value_i as above, batch G: the beams of a window share its sound ->
    logits [B, vocabulary] of the last token; with alignment heads also attention [G, heads, K*L, T/2].
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import openvino as ov
from openvino import opset13 as ops
from openvino.op import util as op_util

Weights = dict[str, np.ndarray]


@dataclass(frozen=True)
class Shape:
    """Sizes read off the weights."""

    bins: int
    width: int
    heads: int

    @property
    def head(self) -> int:
        return self.width // self.heads


def shape_of(weights: Weights) -> Shape:
    width, bins, _ = weights["encoder/conv1/weight"].shape
    return Shape(bins=bins, width=width, heads=int(weights["decoder/num_heads"]))


def _half(values: np.ndarray) -> ov.Output:
    """A constant that lies on disk as f16 and computes as f32."""
    return ops.convert(ops.constant(values.astype(np.float16)), np.float32).output(0)


def _int8(values: np.ndarray) -> ov.Output:
    """A matrix as int8 with one scale a row, unpacked on the fly by the CPU plugin's matrix product."""
    values = values.astype(np.float32)
    scale = np.maximum(np.abs(values).max(axis=1, keepdims=True), 1e-8) / 127
    codes = np.clip(np.round(values / scale), -127, 127).astype(np.int8)
    wide = ops.convert(ops.constant(codes), np.float16)
    product = ops.multiply(wide, ops.constant(scale.astype(np.float16)))
    return ops.convert(product, np.float32).output(0)


class _Blocks:
    """The pieces that encoder and decoder share; pack turns a matrix into a constant."""

    def __init__(self, weights: Weights, shape: Shape, pack: Callable[[np.ndarray], ov.Output]):
        self.weights, self.shape, self.pack = weights, shape, pack

    def norm(self, x, name):
        centred = ops.mvn(x, ops.constant(np.array([-1])), True, 1e-5, "inside_sqrt")
        scaled = ops.multiply(centred, _half(self.weights[f"{name}/gamma"]))
        return ops.add(scaled, _half(self.weights[f"{name}/beta"]))

    def linear(self, x, name, rows=slice(None)):
        product = ops.matmul(x, self.pack(self.weights[f"{name}/weight"][rows]), False, True)
        return ops.add(product, _half(self.weights[f"{name}/bias"][rows]))

    def thirds(self, x, name, parts):
        """The queries, keys and values that lie stacked in one matrix: parts of them, split into heads."""
        width = self.shape.width
        return [self.split(self.linear(x, name, slice(i * width, (i + 1) * width))) for i in range(parts)]

    def split(self, x):
        """[B, L, width] -> [B, heads, L, head]"""
        heads = ops.reshape(x, ops.constant(np.array([0, 0, self.shape.heads, self.shape.head])), True)
        return ops.transpose(heads, ops.constant(np.array([0, 2, 1, 3])))

    def join(self, x):
        """[B, heads, L, head] -> [B, L, width]"""
        rows = ops.transpose(x, ops.constant(np.array([0, 2, 1, 3])))
        return ops.reshape(rows, ops.constant(np.array([0, 0, -1])), True)

    def split_by_window(self, x, windows):
        """[B, L, width] -> [G, heads, K*L, head]: the beams of one window meet its keys in one matrix product."""
        rest = ops.constant(np.array([-1, self.shape.heads, self.shape.head]))
        heads = ops.reshape(x, ops.concat([windows, rest], 0), False)
        return ops.transpose(heads, ops.constant(np.array([0, 2, 1, 3])))

    def join_by_window(self, x, like):
        """[G, heads, K*L, head] -> [B, L, width], the shape of `like`"""
        return ops.reshape(ops.transpose(x, ops.constant(np.array([0, 2, 1, 3]))), ops.shape_of(like), False)

    def feed_forward(self, x, name):
        inner = ops.gelu(self.linear(self.norm(x, f"{name}/layer_norm"), f"{name}/linear_0"), "erf")
        return ops.add(x, self.linear(inner, f"{name}/linear_1"))


def build_encoder(weights: Weights) -> ov.Model:
    shape = shape_of(weights)
    blocks = _Blocks(weights, shape, _half)
    mel = ops.parameter([1, shape.bins, -1], np.float32, name="log_mel")
    mel.output(0).set_names({"log_mel"})
    x = _convolution(weights, mel, "encoder/conv1", 1)
    x = ops.transpose(_convolution(weights, x, "encoder/conv2", 2), ops.constant(np.array([0, 2, 1])))
    length = ops.gather(ops.shape_of(x), ops.constant(np.array([1])), ops.constant(0))
    table = _half(weights["encoder/position_encodings/encodings"])
    one = ops.constant(np.array([1]))
    x = ops.add(x, ops.slice(table, ops.constant(np.array([0])), length, one, ops.constant(np.array([0]))))
    for layer in _layers(weights, "encoder"):
        queries, keys, values = blocks.thirds(
            blocks.norm(x, f"{layer}/self_attention/layer_norm"), f"{layer}/self_attention/linear_0", 3)
        attended = ops.scaled_dot_product_attention(queries, keys, values, causal=False)
        x = ops.add(x, blocks.linear(blocks.join(attended), f"{layer}/self_attention/linear_1"))
        x = blocks.feed_forward(x, f"{layer}/ffn")
    x = blocks.norm(x, "encoder/layer_norm")
    results = []
    for i, layer in enumerate(_layers(weights, "decoder")):
        keys, values = blocks.thirds(x, f"{layer}/attention/linear_1", 2)
        keys = ops.transpose(keys, ops.constant(np.array([0, 1, 3, 2])))
        keys = ops.multiply(keys, ops.constant(np.float32(shape.head**-0.5)))
        for name, heads in (("key", keys), ("value", values)):
            heads.output(0).set_names({f"cross_{name}_{i}"})
            results.append(ops.result(heads))
    return ov.Model(results, [mel], "whisper_encoder")


def _convolution(weights: Weights, x, name: str, stride: int):
    product = ops.convolution(x, _half(weights[f"{name}/weight"]), [stride], [1], [1], [1])
    return ops.gelu(ops.add(product, _half(weights[f"{name}/bias"].reshape(1, -1, 1))), "erf")


def _layers(weights: Weights, side: str) -> list[str]:
    count = len({name.split("/")[1] for name in weights if name.startswith(f"{side}/layer_")} - {"layer_norm"})
    return [f"{side}/layer_{i}" for i in range(count)]


class _Decoder:
    def __init__(self, weights: Weights, alignment_heads):
        self.weights = weights
        self.shape = shape_of(weights)
        self.blocks = _Blocks(weights, self.shape, _int8)
        self.alignment_heads = alignment_heads
        self.parameters, self.sinks, self.attentions = [], [], []
        self.token = self.parameter("token", [-1, -1], np.int64)
        self.position = self.parameter("position", [-1], np.int64)
        self.beam = self.parameter("beam", [-1], np.int32)
        self.mask = self.causal_mask()

    def parameter(self, name, shape, kind):
        made = ops.parameter(shape, kind, name=name)
        made.output(0).set_names({name})
        self.parameters.append(made)
        return made

    def causal_mask(self):
        """[L, all] of 0 and -inf: a token sees those at its own position and before."""
        zero, one = ops.constant(np.int64(0)), ops.constant(np.int64(1))
        last = ops.reduce_max(self.position, ops.constant(np.array([0])), False)
        seen = ops.unsqueeze(ops.range(zero, ops.add(last, one), one, "i64"), zero)
        allowed = ops.less_equal(seen, ops.unsqueeze(self.position, one))
        return ops.select(allowed, ops.constant(np.float32(0)), ops.constant(np.float32(-np.inf)))

    def cached(self, name, fresh):
        """Appends to the state `name` the keys or values of this call, and gives all of them."""
        batch = ops.shape_of(self.beam)
        size = ops.concat([batch, ops.constant(np.array([self.shape.heads, 0, self.shape.head]))], 0)
        empty = ops.broadcast(ops.constant(np.float32(0)), size)
        form = ov.PartialShape([-1, self.shape.heads, -1, self.shape.head])
        variable = op_util.Variable(_variable_info(name, form))
        past = ops.read_value(empty, variable)
        past = ops.gather(past, self.beam, ops.constant(0))
        whole = ops.concat([past, fresh], 2)
        self.sinks.append(ops.assign(whole, variable))
        return whole

    def self_attention(self, x, i, layer):
        normed = self.blocks.norm(x, f"{layer}/self_attention/layer_norm")
        queries, keys, values = self.blocks.thirds(normed, f"{layer}/self_attention/linear_0", 3)
        keys, values = self.cached(f"key_{i}", keys), self.cached(f"value_{i}", values)
        attended = ops.scaled_dot_product_attention(queries, keys, values, self.mask, causal=False)
        return ops.add(x, self.blocks.linear(self.blocks.join(attended), f"{layer}/self_attention/linear_1"))

    def cross_attention(self, x, i, layer):
        normed = self.blocks.norm(x, f"{layer}/attention/layer_norm")
        queries = self.blocks.linear(normed, f"{layer}/attention/linear_0")
        keys = self.parameter(f"cross_key_{i}", [-1, self.shape.heads, self.shape.head, -1], np.float32)
        values = self.parameter(f"cross_value_{i}", [-1, self.shape.heads, -1, self.shape.head], np.float32)
        windows = ops.gather(ops.shape_of(keys), ops.constant(np.array([0])), ops.constant(0))
        by_window = self.blocks.split_by_window(queries, windows)
        attention = ops.softmax(ops.matmul(by_window, keys, False, False), -1)
        attended = ops.matmul(attention, values, False, False)
        heads = [head for at, head in self.alignment_heads if at == i]
        if heads:
            self.attentions.append(ops.gather(attention, ops.constant(np.array(heads)), ops.constant(1)))
        joined = self.blocks.join_by_window(attended, queries)
        return ops.add(x, self.blocks.linear(joined, f"{layer}/attention/linear_2"))

    def build(self) -> ov.Model:
        table = _int8(self.weights["decoder/embeddings/weight"])
        places = _half(self.weights["decoder/position_encodings/encodings"])
        zero = ops.constant(0)
        x = ops.add(ops.gather(table, self.token, zero), ops.gather(places, self.position, zero))
        for i, layer in enumerate(_layers(self.weights, "decoder")):
            x = self.self_attention(x, i, layer)
            x = self.cross_attention(x, i, layer)
            x = self.blocks.feed_forward(x, f"{layer}/ffn")
        last = ops.gather(x, ops.constant(-1), ops.constant(1))
        last = self.blocks.norm(last, "decoder/layer_norm")
        logits = ops.matmul(last, table, False, True)
        logits.output(0).set_names({"logits"})
        results = [ops.result(logits)]
        if self.attentions:
            attention = ops.concat(self.attentions, 1)
            attention.output(0).set_names({"attention"})
            results.append(ops.result(attention))
        model = ov.Model(results, self.sinks, self.parameters, "whisper_decoder")
        # The plugin's default of 8 bits saves nothing worth having on a cache of 448 tokens.
        model.set_rt_info("f16", ["runtime_options", "KV_CACHE_PRECISION"])
        return model


def _variable_info(name, form):
    info = op_util.VariableInfo()
    info.data_shape, info.data_type, info.variable_id = form, ov.Type.f32, name
    return info


def build_decoder(weights: Weights, alignment_heads: tuple[tuple[int, int], ...] = ()) -> ov.Model:
    """alignment_heads: (layer, head) of those whose attention follows the speech in time; they add the output
    `attention`, from which times of words can be computed."""
    return _Decoder(weights, alignment_heads).build()
