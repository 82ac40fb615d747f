"""EfficientNet-Lite (efficientnet/lite/efficientnet_lite_builder.py in tensorflow/tpu) from its checkpoint to OpenVINO.

A stem, seven stages of inverted bottlenecks, a head; ReLU6, no squeeze and excitation, padding "SAME". The kernels and
channels are those of the weights, so only the depth and the size of the picture are given.
"""

import numpy as np
import openvino as ov
from openvino import opset13 as op

STRIDES = [1, 2, 2, 2, 1, 2, 1]  # of the first block of each stage
EPSILON = 1e-3  # of the batch norms


def relu6(node):
    return op.clamp(node, 0.0, 6.0)


class Builder:
    """Turns the checkpoint's entries into operations, batch norm folded into the convolution before it."""

    def __init__(self, state: dict[str, np.ndarray]):
        self.state = {key: value for key, value in state.items() if not key.endswith("num_batches_tracked")}

    def take(self, key: str) -> np.ndarray:
        return self.state.pop(key).astype(np.float32)

    def convolution(self, node, name: str, norm: str, stride: int = 1):
        """Convolution `name` with batch norm `norm`: w' = w * gamma / sqrt(var + e), b' = beta - mean * that."""
        weight = self.take(name + ".weight")
        factor = self.take(norm + ".weight") / np.sqrt(self.take(norm + ".running_var") + EPSILON)
        bias = self.take(norm + ".bias") - self.take(norm + ".running_mean") * factor
        weight = weight * factor[:, None, None, None]
        how = dict(strides=[stride, stride], pads_begin=[0, 0], pads_end=[0, 0], dilations=[1, 1], auto_pad="same_upper")
        if weight.shape[1] == 1 and weight.shape[2] > 1:  # depthwise: a group for each channel
            node = op.group_convolution(node, op.constant(weight[:, None]), **how)
        else:
            node = op.convolution(node, op.constant(weight), **how)
        return op.add(node, op.constant(bias[None, :, None, None]))

    def block(self, node, name: str, stride: int):
        """An inverted bottleneck: expansion, depthwise convolution, projection, and the way past them."""
        entry = node
        if name + "._expand_conv.weight" in self.state:
            node = relu6(self.convolution(node, name + "._expand_conv", name + "._bn0"))
        node = relu6(self.convolution(node, name + "._depthwise_conv", name + "._bn1", stride))
        node = self.convolution(node, name + "._project_conv", name + "._bn2")
        return op.add(node, entry) if stride == 1 and node.get_output_shape(0) == entry.get_output_shape(0) else node


def build(state: dict[str, np.ndarray], blocks_of_stages: list[int], size: int) -> ov.Model:
    """Pictures [1,3,size,size] in RGB, normalised, to the probability of each class [1,classes]."""
    weights = Builder(state)
    picture = op.parameter([1, 3, size, size], np.float32, name="picture")
    node = relu6(weights.convolution(picture, "_conv_stem", "_bn0", 2))
    number = 0
    for blocks, first_stride in zip(blocks_of_stages, STRIDES, strict=True):
        for repeat in range(blocks):
            node = weights.block(node, f"_blocks.{number}", first_stride if repeat == 0 else 1)
            number += 1
    node = relu6(weights.convolution(node, "_conv_head", "_bn1"))
    node = op.reduce_mean(node, op.constant(np.array([2, 3], np.int64)))
    node = op.matmul(node, op.constant(weights.take("_fc.weight")), False, True)
    node = op.softmax(op.add(node, op.constant(weights.take("_fc.bias")[None])), 1)
    if weights.state:
        raise ValueError(f"weights without a place in the network: {sorted(weights.state)[:3]}")
    node.output(0).set_names({"probabilities"})
    picture.output(0).set_names({"picture"})
    return ov.Model([node], [picture], "efficientnet-lite")
