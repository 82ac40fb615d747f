"""From sound to log mel bins, as a part of a network: frames of 25 ms every 10 ms of 16 kHz sound.

All that is linear up to the spectrum (taking off the mean, emphasis, window, Fourier transform) is one matrix, so that
a network that holds this takes sound as it is.
"""

import numpy as np
from openvino import opset13 as op

RATE = 16000
FRAME = 400
HOP = 160
FOURIER = 512
BINS = FOURIER // 2 + 1


def mel(hertz: np.ndarray) -> np.ndarray:
    return 1127 * np.log1p(np.asarray(hertz, np.float64) / 700)


def triangles(count: int, low: float, high: float) -> np.ndarray:
    """[BINS, count]: filters that are triangles on the mel scale (Kaldi, mel-computations.cc; TensorFlow,
    linear_to_mel_weight_matrix). The frequency 0 belongs to none."""
    edges = np.linspace(mel(low), mel(high), count + 2)
    at = mel(np.arange(BINS) * RATE / FOURIER)[:, None]
    left, middle, right = edges[:-2], edges[1:-1], edges[2:]
    weights = np.maximum(0, np.minimum((at - left) / (middle - left), (right - at) / (right - middle)))
    weights[0] = 0
    return weights


def kaldi_steps() -> np.ndarray:
    """What Kaldi does to a frame before the transform (feature-window.cc): its mean is taken off, each sample loses
    0.97 of the one before it, Povey's window."""
    without_mean = np.eye(FRAME) - np.full((FRAME, FRAME), 1 / FRAME)
    emphasis = np.eye(FRAME) - 0.97 * np.eye(FRAME, k=-1)
    emphasis[0, 0] = 1 - 0.97
    window = (0.5 - 0.5 * np.cos(2 * np.pi * np.arange(FRAME) / (FRAME - 1))) ** 0.85
    return window[:, None] * (emphasis @ without_mean)


def hann_steps() -> np.ndarray:
    """The window alone, periodic, as TensorFlow's stft has it."""
    return np.diag(0.5 - 0.5 * np.cos(2 * np.pi * np.arange(FRAME) / FRAME))


def constant(values: np.ndarray):
    return op.constant(np.ascontiguousarray(values, np.float32))


def frames_of(sound, rows: int, samples: int):
    """[rows, samples] to [rows, frames, FRAME]: a frame is two hops and a half."""
    count = 1 + (samples - FRAME) // HOP

    def hops(first: int, width: int):
        whole = op.slice(sound, op.constant([first * HOP]), op.constant([(first + count) * HOP]), op.constant([1]),
                         op.constant([1]))
        whole = op.reshape(whole, op.constant([rows, count, HOP]), False)
        return whole if width == HOP else op.slice(whole, op.constant([0]), op.constant([width]), op.constant([1]),
                                                   op.constant([2]))

    # The last hop of the last frame is not whole.
    missing = (count + 2) * HOP - samples
    if missing > 0:
        sound = op.concat([sound, constant(np.zeros((rows, missing)))], 1)
    return op.concat([hops(0, HOP), hops(1, HOP), hops(2, FRAME - 2 * HOP)], 2), count


def log_bins(sound, rows: int, samples: int, steps: np.ndarray, filters: np.ndarray, power: bool, floor: float,
             offset: float):
    """log(max(floor, offset + filters of the spectrum)): [rows, samples] to [rows, frames, filters]; the spectrum is of
    power or of magnitude."""
    frames, count = frames_of(sound, rows, samples)
    angles = 2 * np.pi * np.outer(np.arange(FRAME), np.arange(BINS)) / FOURIER
    matrix = np.concatenate([steps.T @ np.cos(angles), steps.T @ np.sin(angles)], 1)
    spectrum = op.matmul(frames, constant(matrix), False, False)
    squares = op.multiply(spectrum, spectrum)
    both = op.split(squares, op.constant(2), 2)
    energy = op.add(both.output(0), both.output(1))
    if not power:
        energy = op.sqrt(energy)
    bins = op.add(op.matmul(energy, constant(filters), False, False), constant(np.array(offset)))
    return op.log(op.maximum(bins, constant(np.array(floor)))), count
