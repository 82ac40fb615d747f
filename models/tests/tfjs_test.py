"""The converter of TensorFlow.js graph models: small graphs against numpy, and files that are not what they should be."""

import base64
import json
import pathlib
import sys

import numpy as np
import openvino
import pytest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent))
from convert import tfjs

FLOAT = {"T": {"type": "DT_FLOAT"}}


def text(value: str) -> str:
    return base64.b64encode(value.encode()).decode()


def placeholder(*shape: int) -> dict:
    dims = [{"size": str(size)} for size in shape]
    return {"name": "x", "op": "Placeholder", "attr": {"dtype": {"type": "DT_FLOAT"}, "shape": {"shape": {"dim": dims}}}}


def fused(op: str, inputs: list[str], *pieces: str, **attributes) -> dict:
    attr = {**FLOAT, "fused_ops": {"list": {"s": [text(piece) for piece in pieces]}}, **attributes}
    return {"name": "y", "op": op, "input": inputs, "attr": attr}


def write(folder: pathlib.Path, nodes: list[dict], weights: dict[str, np.ndarray], quantised: dict = {}) -> pathlib.Path:
    """A model.json and its shards, cut where the format does not care: every 100 bytes."""
    entries, data = [], b""
    for name, value in weights.items():
        entry = {"name": name, "shape": list(value.shape), "dtype": str(value.dtype)}
        if name in quantised:
            entry |= {"dtype": "float32", "quantization": quantised[name]}
        entries.append(entry)
        data += value.tobytes()
    shards = [data[at:at + 100] for at in range(0, len(data), 100)]
    for number, shard in enumerate(shards):
        (folder / f"{number}.bin").write_bytes(shard)
    paths = [f"{number}.bin" for number in range(len(shards))]
    nodes = nodes + [{"name": name, "op": "Const", "attr": {}} for name in weights]
    (folder / "model.json").write_text(json.dumps({
        "format": "graph-model", "modelTopology": {"node": nodes},
        "signature": {"outputs": {"y": {"name": "y:0"}}},
        "weightsManifest": [{"paths": paths, "weights": entries}]}))
    return folder / "model.json"


def run(folder: pathlib.Path, file: pathlib.Path, x: np.ndarray, **options) -> np.ndarray:
    tfjs.convert_tfjs(file, folder, folder / "out.xml", **options)
    model = openvino.Core().compile_model(folder / "out.xml", "CPU", {"INFERENCE_PRECISION_HINT": "f32"})
    return model([x])[0]


RANDOM = np.random.default_rng(5)
X = RANDOM.normal(size=(2, 3)).astype(np.float32)
W = RANDOM.normal(size=(3, 4)).astype(np.float32)
B = np.array([0.5, -1, 2, -0.25], np.float32)
SLOPE = np.array([0.1, 0.5, -2, 3], np.float32)
PRODUCT = {"transpose_a": {"b": False}, "transpose_b": {"b": False}, "num_args": {"i": "1"}, "epsilon": {"f": 0}}

ACTIVATIONS = {
    (): lambda v: v,
    ("Relu",): lambda v: np.maximum(v, 0),
    ("Relu6",): lambda v: np.clip(v, 0, 6),
    ("Elu",): lambda v: np.where(v > 0, v, np.expm1(v)),
    ("Sigmoid",): lambda v: 1 / (1 + np.exp(-v)),
    ("LeakyRelu",): lambda v: np.where(v > 0, v, 0.3 * v),
    ("Prelu",): lambda v: np.where(v > 0, v, SLOPE * v),
}


@pytest.mark.parametrize("activation", ACTIVATIONS, ids=lambda a: a[0] if a else "none")
def test_fused_product(tmp_path, activation):
    inputs = ["x", "w", "b"] + (["slope"] if activation == ("Prelu",) else [])
    node = fused("_FusedMatMul", inputs, "BiasAdd", *activation, **PRODUCT, leakyrelu_alpha={"f": 0.3})
    file = write(tmp_path, [placeholder(2, 3), node], {"w": W, "b": B, "slope": SLOPE})
    np.testing.assert_allclose(run(tmp_path, file, X), ACTIVATIONS[activation](X @ W + B), rtol=1e-4, atol=1e-5)


WINDOW = {"strides": {"list": {"i": ["1", "1", "1", "1"]}}, "dilations": {"list": {"i": ["1", "1", "1", "1"]}},
          "padding": {"s": text("VALID")}, "data_format": {"s": text("NHWC")}, "num_args": {"i": "1"}}
PICTURE = RANDOM.normal(size=(1, 4, 5, 3)).astype(np.float32)


def test_fused_convolution(tmp_path):
    kernel = RANDOM.normal(size=(1, 1, 3, 4)).astype(np.float32)
    node = fused("_FusedConv2D", ["x", "k", "b"], "BiasAdd", "Relu", **WINDOW)
    file = write(tmp_path, [placeholder(1, 4, 5, 3), node], {"k": kernel, "b": B})
    np.testing.assert_allclose(run(tmp_path, file, PICTURE), np.maximum(PICTURE @ kernel[0, 0] + B, 0), rtol=1e-4, atol=1e-5)


def test_fused_depthwise_convolution(tmp_path):
    kernel = RANDOM.normal(size=(2, 2, 3, 1)).astype(np.float32)
    node = fused("FusedDepthwiseConv2dNative", ["x", "k", "b"], "BiasAdd", **WINDOW)
    file = write(tmp_path, [placeholder(1, 4, 5, 3), node], {"k": kernel, "b": B[:3]})
    expected = sum(PICTURE[:, i:i + 3, j:j + 4] * kernel[i, j, :, 0] for i in (0, 1) for j in (0, 1)) + B[:3]
    np.testing.assert_allclose(run(tmp_path, file, PICTURE), expected, rtol=1e-4, atol=1e-5)


@pytest.mark.parametrize("how", ["uint8", "float16"])
def test_quantised_weights(tmp_path, how):
    if how == "uint8":
        stored, note = RANDOM.integers(0, 256, (3, 4), np.uint8), {"dtype": "uint8", "min": -1.5, "scale": 0.01}
        plain = stored.astype(np.float32) * 0.01 - 1.5
    else:
        stored, note = W.astype(np.float16), {"dtype": "float16"}
        plain = stored.astype(np.float32)
    node = {"name": "y", "op": "MatMul", "input": ["x", "w"], "attr": {**FLOAT, "transpose_a": {"b": False}}}
    file = write(tmp_path, [placeholder(2, 3), node], {"w": stored}, {"w": note})
    np.testing.assert_allclose(run(tmp_path, file, X), X @ plain, rtol=1e-4, atol=1e-5)


def test_a_sparse_constant_is_folded(tmp_path):
    sparse = {"name": "d", "op": "SparseToDense", "input": ["at", "shape", "values", "default"], "attr": {}}
    pad = {"name": "y", "op": "Reshape", "input": ["x", "d"], "attr": {**FLOAT, "Tshape": {"type": "DT_INT32"}}}
    weights = {"at": np.array([[1]], np.int32), "shape": np.array([2], np.int32), "values": np.array([6], np.int32),
               "default": np.array(1, np.int32)}
    file = write(tmp_path, [placeholder(2, 3), sparse, pad], weights)
    np.testing.assert_array_equal(run(tmp_path, file, X), X.reshape(1, 6))


def test_shapes_and_outputs_may_be_chosen(tmp_path):
    nodes = [placeholder(-1, 3), {"name": "half", "op": "Relu", "input": ["x"], "attr": FLOAT},
             {"name": "y", "op": "Neg", "input": ["half"], "attr": FLOAT}]
    file = write(tmp_path, nodes, {"unused": B})
    model = tfjs.convert_tfjs(file, tmp_path, tmp_path / "out.xml", inputs={"x": [2, 3]}, outputs={"kept": "half"})
    assert [list(output.shape) for output in model.outputs] == [[2, 3]]
    assert model.outputs[0].names == {"kept"}


MATMUL = {"name": "y", "op": "MatMul", "input": ["x", "w"], "attr": FLOAT}


def test_what_is_no_graph_model_is_refused(tmp_path):
    (tmp_path / "model.json").write_text('{"modelTopology": {"model_config": {}}}')
    with pytest.raises(ValueError, match="not a TensorFlow.js graph model"):
        tfjs.convert_tfjs(tmp_path / "model.json", tmp_path, tmp_path / "out.xml")


def test_missing_and_surplus_weights_are_refused(tmp_path):
    file = write(tmp_path, [placeholder(2, 3), MATMUL], {"w": W})
    shard = tmp_path / "0.bin"
    whole = shard.read_bytes()
    with pytest.raises(ValueError, match="1 weight files, 2 were given"):
        tfjs.convert_tfjs(file, [shard, shard], tmp_path / "out.xml")
    shard.write_bytes(whole[:-1])
    with pytest.raises(ValueError, match="w reaches past the end"):
        tfjs.convert_tfjs(file, [shard], tmp_path / "out.xml")
    shard.write_bytes(whole + b"1234")
    with pytest.raises(ValueError, match="4 bytes of weights are left over"):
        tfjs.convert_tfjs(file, [shard], tmp_path / "out.xml")


def test_what_it_cannot_convert_is_named(tmp_path):
    file = write(tmp_path, [placeholder(2, 3), fused("_FusedMatMul", ["x", "w"], "Softsign", **PRODUCT)], {"w": W})
    with pytest.raises(ValueError, match="y: the fused operation Softsign"):
        tfjs.convert_tfjs(file, tmp_path, tmp_path / "out.xml")
    file = write(tmp_path, [placeholder(2, 3), MATMUL], {"w": W})
    with pytest.raises(ValueError, match="no output nothing"):
        tfjs.convert_tfjs(file, tmp_path, tmp_path / "out.xml", outputs=["nothing"])
    with pytest.raises(ValueError, match="no input z"):
        tfjs.convert_tfjs(file, tmp_path, tmp_path / "out.xml", inputs={"z": [1]})
