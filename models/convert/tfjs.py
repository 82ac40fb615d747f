"""TensorFlow.js graph model (model.json and weight shards) to OpenVINO IR, without TensorFlow.

The JSON topology is a GraphDef written as JSON. It is encoded as a frozen GraphDef (protobuf wire format, field
numbers of tensorflow/core/framework/{graph,node_def,attr_value,tensor,tensor_shape,types}.proto), which the TensorFlow
frontend of OpenVINO reads. Operations that only TensorFlow.js has are split first:
  _FusedConv2D, FusedDepthwiseConv2dNative, _FusedMatMul -> product, BiasAdd, activation
  Prelu -> Relu(x) + slope * -Relu(-x), which OpenVINO fuses back into one PRelu
  SparseToDense over constants -> constant
Quantised weights (uint8, uint16, float16) become float32, as the TensorFlow.js loader makes them.
"""

import base64
import json
import struct
import tempfile
from pathlib import Path

import numpy as np
import openvino as ov
from openvino.frontend import FrontEndManager

DATA_TYPES = {"DT_FLOAT": 1, "DT_DOUBLE": 2, "DT_INT32": 3, "DT_UINT8": 4, "DT_INT16": 5, "DT_INT8": 6, "DT_STRING": 7,
              "DT_INT64": 9, "DT_BOOL": 10, "DT_RESOURCE": 20, "DT_VARIANT": 21, "DT_HALF": 19}
TYPE_OF_WEIGHT = {"float32": "DT_FLOAT", "int32": "DT_INT32", "bool": "DT_BOOL"}
FUSED = {"_FusedConv2D": "Conv2D", "FusedDepthwiseConv2dNative": "DepthwiseConv2dNative", "_FusedMatMul": "MatMul"}
NOT_IN_PLAIN = {"fused_ops", "num_args", "epsilon", "leakyrelu_alpha", "TArgs", "num_host_args", "use_cudnn_on_gpu",
                "host_args"}


def convert_tfjs(model_json, weights, out_xml, *, inputs=None, outputs=None, compress_f16=False):
    """Writes out_xml and its .bin, and returns the model.

    model_json    the model's JSON file, of format "graph-model"
    weights       the weight shards in the order of the manifest, or the folder that holds them
    inputs        {placeholder: shape} to fix shapes; the model's own signature where left out
    outputs       names of the nodes ("a" or "a:0") to keep, or {name in the result: node}; those of the signature
                  where left out
    compress_f16  stores the weights as float16
    """
    described = json.loads(Path(model_json).read_text(encoding="utf-8"))
    topology = described.get("modelTopology", {})
    if "node" not in topology:
        raise ValueError(f"{model_json} is not a TensorFlow.js graph model")
    values = read_weights(described["weightsManifest"], weights)
    nodes = split_fused(fold_sparse(with_values(topology["node"], values)))
    signature = described.get("signature") or described.get("userDefinedMetadata", {}).get("signature") or {}
    outputs = outputs or [entry["name"] for entry in signature["outputs"].values()]
    if inputs is None:
        inputs = {node["name"]: placeholder_shape(node) for node in nodes if node["op"] == "Placeholder"}
    with tempfile.TemporaryDirectory() as scratch:
        frozen = Path(scratch) / "frozen.pb"
        frozen.write_bytes(graph_def(nodes))
        model = load_frozen(frozen, inputs, list(outputs.values()) if isinstance(outputs, dict) else outputs)
    if isinstance(outputs, dict):
        for result, name in zip(model.outputs, outputs):
            result.get_tensor().set_names({name})
    Path(out_xml).parent.mkdir(parents=True, exist_ok=True)
    ov.save_model(model, out_xml, compress_to_fp16=compress_f16)
    return model


def load_frozen(frozen, inputs, outputs):
    frontend = FrontEndManager().load_by_framework("tf")
    graph = frontend.load(str(frozen))
    for name, shape in inputs.items():
        place = graph.get_place_by_tensor_name(tensor_name(name))
        if place is None:
            raise ValueError(f"the graph has no input {name}")
        graph.set_partial_shape(place, ov.PartialShape(shape))
    places = [graph.get_place_by_tensor_name(tensor_name(name)) for name in outputs]
    if None in places:
        raise ValueError(f"the graph has no output {outputs[places.index(None)]}")
    graph.override_all_outputs(places)
    return frontend.convert(graph)


def tensor_name(name):
    return name if ":" in name else f"{name}:0"


def read_weights(manifest, weights):
    """{name: array} of a weight manifest: groups of shards, in each group the tensors one after another."""
    count = sum(len(group["paths"]) for group in manifest)
    if isinstance(weights, (str, Path)):
        files = [Path(weights) / path for group in manifest for path in group["paths"]]
    else:
        files = [Path(path) for path in weights]
    if len(files) != count:
        raise ValueError(f"the manifest names {count} weight files, {len(files)} were given")
    values = {}
    for group in manifest:
        shards, files = files[:len(group["paths"])], files[len(group["paths"]):]
        data = b"".join(shard.read_bytes() for shard in shards)
        at = 0
        for entry in group["weights"]:
            values[entry["name"]], at = read_weight(entry, data, at)
        if at != len(data):
            raise ValueError(f"{len(data) - at} bytes of weights are left over after the last tensor")
    return values


def read_weight(entry, data, at):
    shape, quantised = entry["shape"], entry.get("quantization")
    if entry["dtype"] not in TYPE_OF_WEIGHT:
        raise ValueError(f"weight {entry['name']} has type {entry['dtype']}, which is not handled")
    stored = np.dtype(quantised["dtype"] if quantised else entry["dtype"]).newbyteorder("<")
    count = int(np.prod(shape))
    end = at + count * stored.itemsize
    if end > len(data):
        raise ValueError(f"weight {entry['name']} reaches past the end of its file")
    value = np.frombuffer(data, stored, count, at).reshape(shape)
    if quantised and "scale" in quantised:
        value = value.astype(np.float32) * np.float32(quantised["scale"]) + np.float32(quantised["min"])
        if entry["dtype"] == "int32":
            value = np.rint(value)
    return value.astype(entry["dtype"]), end


def with_values(nodes, values):
    """Nodes with their constants' values under the key "value"."""
    filled = []
    for node in nodes:
        if node["op"] == "Const":
            if node["name"] not in values:
                raise ValueError(f"no weight is stored for the constant {node['name']}")
            node = {"name": node["name"], "op": "Const", "value": values[node["name"]]}
        filled.append(node)
    return filled


def fold_sparse(nodes):
    constants = {node["name"]: node["value"] for node in nodes if "value" in node}
    folded = []
    for node in nodes:
        if node["op"] == "SparseToDense":
            at, shape, values, default = (constants[plain_name(name)] for name in node["input"][:4])
            dense = np.full(shape, default, values.dtype)
            at = np.asarray(at).reshape(-1, 1) if dense.ndim == 1 else np.atleast_2d(at)
            dense[tuple(at.T)] = values
            node = {"name": node["name"], "op": "Const", "value": dense}
        folded.append(node)
    return folded


def split_fused(nodes):
    split = []
    for node in nodes:
        if node["op"] in FUSED:
            split.extend(split_product(node))
        elif node["op"] == "Prelu":
            split.extend(prelu(node["name"], node["input"][0], node["input"][1]))
        else:
            split.append(node)
    return split


def split_product(node):
    """Product, BiasAdd and activation; the last of them bears the fused node's name."""
    attributes = node["attr"]
    kinds = [text(value) for value in attributes.get("fused_ops", {}).get("list", {}).get("s", [])]
    pieces = [FUSED[node["op"]], *kinds]
    arguments = list(node["input"][2:])
    made, before = [], None
    for number, piece in enumerate(pieces):
        name = node["name"] if number == len(pieces) - 1 else f"{node['name']}/{number}_{piece}"
        if number == 0:
            kept = {key: value for key, value in attributes.items() if key not in NOT_IN_PLAIN}
            made.append({"name": name, "op": piece, "input": node["input"][:2], "attr": kept})
        elif piece == "BiasAdd":
            order = attributes.get("data_format", {"s": base64.b64encode(b"NHWC").decode()})
            made.append({"name": name, "op": "BiasAdd", "input": [before, arguments.pop(0)],
                         "attr": {"T": {"type": "DT_FLOAT"}, "data_format": order}})
        elif piece == "Prelu":
            made.extend(prelu(name, before, arguments.pop(0)))
        elif piece == "LeakyRelu":
            slope = attributes.get("leakyrelu_alpha", {"f": 0.2})
            made.append(elementwise("LeakyRelu", name, [before], alpha=slope))
        elif piece in ("Relu", "Relu6", "Elu", "Sigmoid", "Tanh"):
            made.append(elementwise(piece, name, [before]))
        else:
            raise ValueError(f"{node['name']}: the fused operation {piece} is not handled")
        before = name
    return made


def prelu(name, x, slope):
    part = {key: f"{name}/{key}" for key in ("positive", "minus", "rest", "negative", "sloped")}
    return [elementwise("Relu", part["positive"], [x]), elementwise("Neg", part["minus"], [x]),
            elementwise("Relu", part["rest"], [part["minus"]]), elementwise("Neg", part["negative"], [part["rest"]]),
            elementwise("Mul", part["sloped"], [part["negative"], slope]),
            elementwise("AddV2", name, [part["positive"], part["sloped"]])]


def elementwise(op, name, inputs, **attributes):
    return {"name": name, "op": op, "input": inputs, "attr": {"T": {"type": "DT_FLOAT"}, **attributes}}


def plain_name(reference):
    return reference.lstrip("^").split(":")[0]


def placeholder_shape(node):
    return [int(dim["size"]) for dim in node["attr"].get("shape", {}).get("shape", {}).get("dim", [])]


def text(stored):
    """A string attribute: base64 text, or a list of character codes."""
    return (base64.b64decode(stored) if isinstance(stored, str) else bytes(stored)).decode()


# The protobuf wire format: a field is its number and wire type, then a varint, four bytes, or a length and bytes.

def varint(value):
    value &= (1 << 64) - 1
    out = bytearray()
    while value >= 0x80:
        out.append(value & 0x7F | 0x80)
        value >>= 7
    out.append(value)
    return bytes(out)


def whole(field, value):
    return varint(field << 3) + varint(int(value))


def block(field, data):
    data = data.encode() if isinstance(data, str) else data
    return varint(field << 3 | 2) + varint(len(data)) + data


def real(field, value):
    return varint(field << 3 | 5) + struct.pack("<f", float(value))


def graph_def(nodes):
    versions = whole(1, 1087)  # a producer of TensorFlow 2
    return b"".join(block(1, node_def(node)) for node in nodes) + block(4, versions)


def node_def(node):
    out = block(1, node["name"]) + block(2, node["op"])
    for name in node.get("input", []):
        out += block(3, name)
    if "value" in node:
        kind = TYPE_OF_WEIGHT[str(node["value"].dtype)]
        attributes = {"dtype": whole(6, DATA_TYPES[kind]), "value": block(8, tensor_proto(node["value"], kind))}
    else:
        attributes = {key: attr_value(value) for key, value in node.get("attr", {}).items()}
    for key, value in attributes.items():
        out += block(5, block(1, key) + block(2, value))
    return out


def attr_value(value):
    if "list" in value:
        return block(1, b"".join(scalar(entry_kind, entry) for entry_kind, entries in value["list"].items()
                                 for entry in entries))
    return b"".join(scalar(kind, entry) for kind, entry in value.items())


def scalar(kind, value):
    if kind == "s":
        return block(2, base64.b64decode(value) if isinstance(value, str) else bytes(value))
    if kind == "f":
        return real(4, value)
    if kind == "type":
        return whole(6, value if isinstance(value, int) else DATA_TYPES[value])
    if kind == "shape":
        return block(7, shape_proto([int(dim["size"]) for dim in value.get("dim", [])]))
    if kind in ("i", "b"):
        return whole({"i": 3, "b": 5}[kind], value)
    raise ValueError(f"attribute of kind {kind} is not handled")


def shape_proto(shape):
    return b"".join(block(2, whole(1, size)) for size in shape)


def tensor_proto(value, kind):
    return whole(1, DATA_TYPES[kind]) + block(2, shape_proto(value.shape)) + block(4, value.tobytes())
