"""YAMNet (Plakal and Ellis; tensorflow/models, research/audioset/yamnet) from an ONNX file with steps of quantisation
to OpenVINO in float32, with its log mel bins.

The file's weights are float32, the steps that would round them and the values between layers to 8 bits are left out.
Field numbers are those of onnx.proto.
"""

import numpy as np
import openvino as ov
from convert import sound_bins
from convert.onnx_blocks import fields, tensor, varints
from openvino import opset13 as op

ROUNDING = ("QuantizeLinear", "DequantizeLinear")
PATCH = 96  # frames that are judged together
STEP = 48   # frames from one patch to the next
BANDS = 64


def read_node(data):
    """(operation, inputs, output, attributes as lists of whole numbers)"""
    node = {"op": "", "inputs": [], "outputs": [], "given": {}}
    for number, _, value in fields(data):
        if number in (1, 2):
            node["inputs" if number == 1 else "outputs"].append(bytes(value).decode())
        elif number == 4:
            node["op"] = bytes(value).decode()
        elif number == 5:
            name, values = "", []
            for part, wire, found in fields(value):
                if part == 1:
                    name = bytes(found).decode()
                elif part == 3:
                    values.append(found)
                elif part == 8:
                    values.extend(varints(found) if wire == 2 else [found])
            node["given"][name] = values
    return node


def read_tensor(data, outside: bytes):
    """(name, values); large ones lie in the file beside the model."""
    dims, name, where, is_outside = [], "", {}, False
    for number, wire, value in fields(data):
        if number == 1:
            dims.extend(varints(value) if wire == 2 else [value])
        elif number == 8:
            name = bytes(value).decode()
        elif number == 13:
            key, text = (bytes(part).decode() for _, _, part in fields(value))
            where[key] = text
        elif number == 14:
            is_outside = value == 1
    if not is_outside:
        return tensor(data)
    return name, np.frombuffer(outside, "<f4", int(np.prod(dims)), int(where["offset"])).reshape(dims)


def convolution(node, inputs, weights):
    kernel, bias = (weights[name] for name in inputs)
    top, left, bottom, right = node["given"].get("pads", [0, 0, 0, 0])
    strides, dilations = node["given"].get("strides", [1, 1]), node["given"].get("dilations", [1, 1])
    groups = node["given"].get("group", [1])[0]
    around = (strides, [top, left], [bottom, right], dilations)
    if groups == 1:
        found = op.convolution(node["on"], op.constant(kernel), *around)
    else:
        kernel = kernel.reshape(groups, kernel.shape[0] // groups, *kernel.shape[1:])
        found = op.group_convolution(node["on"], op.constant(kernel), *around)
    return op.add(found, op.constant(bias.reshape(1, -1, 1, 1)))


def network(onnx: bytes, outside: bytes, patches):
    """From patches [n, 1, PATCH, BANDS] to scores [n, classes]."""
    graph = next(value for number, _, value in fields(onnx) if number == 7)
    weights = dict(read_tensor(value, outside) for number, _, value in fields(graph) if number == 5)
    nodes = [read_node(value) for number, _, value in fields(graph) if number == 1]
    found, same = {}, {}

    def source(name: str) -> str:
        while name in same:
            name = same[name]
        return name

    node = None
    for step in nodes:
        inputs = [source(name) for name in step["inputs"]]
        output = step["outputs"][0]
        if step["op"] in ROUNDING:
            same[output] = inputs[0]
            continue
        step["on"] = found.get(inputs[0], patches)
        if step["op"] == "Conv":
            node = convolution(step, inputs[1:], weights)
        elif step["op"] == "Relu":
            node = op.relu(step["on"])
        elif step["op"] == "GlobalAveragePool":
            node = op.reduce_mean(step["on"], op.constant([2, 3]), False)
        elif step["op"] == "Reshape":
            node = step["on"]
        elif step["op"] == "Gemm" and step["given"].get("transB") == [1]:
            node = op.add(op.matmul(step["on"], op.constant(weights[inputs[1]]), False, True),
                          op.constant(weights[inputs[2]]))
        else:
            raise ValueError(f"the operation {step['op']} is not known")
        found[output] = node
    return op.sigmoid(node)


def samples_for(patches: int) -> int:
    frames = PATCH + STEP * (patches - 1)
    return (frames - 1) * sound_bins.HOP + sound_bins.FRAME


def build(onnx: bytes, outside: bytes, patches: int) -> ov.Model:
    """Input sound [1, samples_for(patches)] of 16 kHz, -1 to 1. Output scores [patches, classes]: the probability of
    each class in each patch of 96 frames."""
    samples = samples_for(patches)
    sound = op.parameter([1, samples], np.float32, name="sound")
    bins, _ = sound_bins.log_bins(sound, 1, samples, sound_bins.hann_steps(), sound_bins.triangles(BANDS, 125, 7500),
                                  power=False, floor=0.0, offset=0.001)
    parts = [op.slice(bins, op.constant([STEP * i]), op.constant([STEP * i + PATCH]), op.constant([1]),
                      op.constant([1])) for i in range(patches)]
    patch = op.reshape(op.concat(parts, 0), op.constant([patches, 1, PATCH, BANDS]), False)
    scores = op.result(network(onnx, outside, patch))
    scores.get_output_tensor(0).set_names({"scores"})
    sound.get_output_tensor(0).set_names({"sound"})
    return ov.Model([scores], [sound], "yamnet")
