"""Block-quantised ONNX weights: the arithmetic of DequantizeLinear, and a whole small file."""

import pathlib
import sys

import numpy as np
import openvino
import pytest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent))
from convert import onnx_blocks as blocks

X = np.arange(-6, 6, dtype=np.int8).reshape(3, 4)


def test_one_scale_for_all():
    np.testing.assert_allclose(blocks.dequantise(X, np.array(0.5, np.float32), np.array(2, np.int8)), (X - 2.0) * 0.5)


def test_a_scale_for_each_index():
    scale, zero = np.array([1, 2, 3], np.float32), np.array([0, 1, 2], np.int8)
    expected = (X - zero[:, None].astype(np.float32)) * scale[:, None]
    np.testing.assert_allclose(blocks.dequantise(X, scale, zero, axis=0), expected)


def test_a_scale_for_each_block_and_a_last_block_that_is_cut():
    scale = np.array([[1, 10], [2, 20], [3, 30]], np.float32)
    expected = X * np.repeat(scale, 3, 1)[:, :4]
    np.testing.assert_allclose(blocks.dequantise(X, scale, axis=1, block_size=3), expected)


def text(field: int, value: str) -> bytes:
    return blocks.field(field, 2, value.encode())


def tensor(name: str, value: np.ndarray, kind: int) -> bytes:
    dims = b"".join(blocks.field(1, 0, size) for size in value.shape)
    return blocks.field(5, 2, dims + blocks.field(2, 0, kind) + text(8, name) + blocks.field(9, 2, value.tobytes()))


def number(name: str, value: int) -> bytes:
    return blocks.field(5, 2, text(1, name) + blocks.field(3, 0, value) + blocks.field(20, 0, 2))


def value_info(field: int, name: str, *shape: int) -> bytes:
    dims = b"".join(blocks.field(1, 2, blocks.field(1, 0, size)) for size in shape)
    kind = blocks.field(1, 0, blocks.FLOAT) + blocks.field(2, 2, dims)
    return blocks.field(field, 2, text(1, name) + blocks.field(2, 2, blocks.field(1, 2, kind)))


def small_model() -> bytes:
    """y = x @ dequantised(w), with w [4, 2] in blocks of 2 along axis 0."""
    w, scale = np.arange(8, dtype=np.int8).reshape(4, 2), np.array([[1, 2], [3, 4]], np.float32)
    restore = (text(1, "w") + text(1, "scale") + text(1, "zero") + text(2, "restored") + text(4, "DequantizeLinear") +
               number("axis", 0) + number("block_size", 2))
    product = text(1, "x") + text(1, "restored") + text(2, "y") + text(4, "MatMul")
    graph = (blocks.field(1, 2, restore) + blocks.field(1, 2, product) + text(2, "graph") +
             tensor("w", w, blocks.INT8) + tensor("scale", scale, blocks.FLOAT) +
             tensor("zero", np.ones((2, 2), np.int8), blocks.INT8) + value_info(11, "x", 1, 4) + value_info(12, "y", 1, 2))
    return blocks.field(1, 0, 10) + blocks.field(7, 2, graph) + blocks.field(8, 2, text(1, "") + blocks.field(2, 0, 21))


def test_a_whole_file():
    plain = blocks.dequantised(small_model())
    assert b"DequantizeLinear" not in plain
    core = openvino.Core()
    model = core.compile_model(core.read_model(plain), "CPU", {"INFERENCE_PRECISION_HINT": "f32"})
    x = np.array([[1, 10, 100, 1000]], np.float32)
    weights = (np.arange(8).reshape(4, 2) - 1) * np.repeat([[1, 2], [3, 4]], 2, 0)
    np.testing.assert_allclose(model([x])[0], x @ weights)


def test_a_file_without_them_stays_as_it_is():
    graph = text(2, "empty") + value_info(11, "x", 1)
    whole = blocks.field(1, 0, 10) + blocks.field(7, 2, graph)
    assert blocks.dequantised(whole) == whole


@pytest.mark.parametrize("cut", [1, 20, 100])
def test_a_cut_file_is_refused(cut):
    with pytest.raises(ValueError, match="the ONNX file ends inside"):
        blocks.dequantised(small_model()[:-cut])


def test_numbers_of_any_size_come_back():
    for value in (0, 1, 127, 128, 300, 2**31, -1, -2**40):
        assert blocks.varint(blocks.encoded(value), 0)[0] == value
