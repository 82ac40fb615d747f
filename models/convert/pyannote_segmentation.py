"""PyanNet (pyannote.audio, models/segmentation/PyanNet.py and blocks/sincnet.py) from its checkpoint to OpenVINO.

Filters that are differences of sincs (Ravanelli and Bengio 2018), two convolutions, four bidirectional LSTMs, two linear
layers, a softmax over sets of speakers.
"""

import numpy as np
import openvino as ov
from openvino import opset13 as op

RATE = 16000
HIDDEN = 128
LAYERS = 4  # of the LSTM
LEAST_HERTZ = 50  # lowest frequency and least width of a filter


def sinc_filters(state: dict[str, np.ndarray]) -> np.ndarray:
    """The band-pass filters [80, 1, 251] that the learned frequencies stand for: 40 even ones and 40 odd ones
    (asteroid_filterbanks, param_sinc_fb.py)."""
    prefix = "sincnet.conv1d.0.filterbank."
    low = LEAST_HERTZ + np.abs(state.pop(prefix + "low_hz_"))
    high = np.clip(low + LEAST_HERTZ + np.abs(state.pop(prefix + "band_hz_")), LEAST_HERTZ, RATE / 2)
    band = (high - low)[:, 0]
    half = state.pop(prefix + "n_").reshape(1, -1)
    window = state.pop(prefix + "window_").reshape(1, -1)
    even = (np.sin(high @ half) - np.sin(low @ half)) / (half / 2) * window
    odd = (np.cos(low @ half) - np.cos(high @ half)) / (half / 2) * window
    filters = np.concatenate([np.concatenate([even, 2 * band[:, None], even[:, ::-1]], 1),
                              np.concatenate([odd, np.zeros((len(band), 1)), -odd[:, ::-1]], 1)])
    return (filters / np.concatenate([2 * band, 2 * band])[:, None])[:, None].astype(np.float32)


class Builder:
    def __init__(self, state: dict[str, np.ndarray]):
        self.state = dict(state)

    def take(self, key: str) -> np.ndarray:
        return self.state.pop(key).astype(np.float32)

    def instance_norm(self, node, name: str):
        node = op.mvn(node, op.constant(np.array([2])), True, 1e-5, "inside_sqrt")
        scaled = op.multiply(node, op.constant(self.take(name + ".weight").reshape(1, -1, 1)))
        return op.add(scaled, op.constant(self.take(name + ".bias").reshape(1, -1, 1)))

    def lstm(self, node, layer: int, frames: int):
        def gates(kind: str) -> np.ndarray:  # PyTorch: input, forget, cell, output; OpenVINO: forget, input, cell, output
            both = []
            for direction in ("", "_reverse"):
                i, f, c, o = np.split(self.take(f"lstm.{kind}_l{layer}{direction}"), 4)
                both.append(np.concatenate([f, i, c, o]))
            return np.stack(both)

        zero = op.constant(np.zeros((1, 2, HIDDEN), np.float32))
        out = op.lstm_sequence(node, zero, zero, op.constant(np.array([frames], np.int32)),
                               op.constant(gates("weight_ih")), op.constant(gates("weight_hh")),
                               op.constant(gates("bias_ih") + gates("bias_hh")), HIDDEN, "bidirectional").output(0)
        return op.reshape(op.transpose(out, op.constant(np.array([0, 2, 1, 3]))),
                          op.constant(np.array([1, frames, 2 * HIDDEN])), False)

    def linear(self, node, name: str):
        node = op.matmul(node, op.constant(self.take(name + ".weight")), False, True)
        return op.add(node, op.constant(self.take(name + ".bias")))


def leaky(node):
    return op.prelu(node, op.constant(np.array([0.01], np.float32)))


def build(state: dict[str, np.ndarray], samples: int) -> ov.Model:
    """Input sound [1, 1, samples] at 16 kHz; output sets [1, frames, 7], the probability that nobody, A, B, C, A and B,
    A and C, B and C speak."""
    filters = sinc_filters(state)
    builder = Builder(state)
    sound = op.parameter([1, 1, samples], np.float32, name="sound")
    node = builder.instance_norm(sound, "sincnet.wav_norm1d")
    for stage in range(3):
        if stage == 0:
            node = op.abs(op.convolution(node, op.constant(filters), [10], [0], [0], [1]))
        else:
            name = f"sincnet.conv1d.{stage}"
            node = op.convolution(node, op.constant(builder.take(name + ".weight")), [1], [0], [0], [1])
            node = op.add(node, op.constant(builder.take(name + ".bias").reshape(1, -1, 1)))
        node = op.max_pool(node, [3], [1], [0], [0], [3]).output(0)
        node = leaky(builder.instance_norm(node, f"sincnet.norm1d.{stage}"))
    node = op.transpose(node, op.constant(np.array([0, 2, 1])))
    frames = node.get_output_partial_shape(0)[1].get_length()
    for layer in range(LAYERS):
        node = builder.lstm(node, layer, frames)
    for layer in range(2):
        node = leaky(builder.linear(node, f"linear.{layer}"))
    sets = op.result(op.softmax(builder.linear(node, "classifier"), -1))
    sets.get_output_tensor(0).set_names({"sets"})
    sound.get_output_tensor(0).set_names({"sound"})
    if builder.state:
        raise ValueError(f"weights that the network does not have: {', '.join(sorted(builder.state)[:3])}")
    return ov.Model([sets], [sound], "pyannote-segmentation")
