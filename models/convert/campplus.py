"""CAM++ (Wang and others 2023, arXiv 2303.00332; modelscope/3D-Speaker, speakerlab/models/campplus) from its checkpoint
to OpenVINO.

A small two-dimensional network over the spectrum, three blocks of densely connected time-delay layers, each with a mask
that is made from its context, mean and deviation over time, and a vector. Any number of frames from 2 on.
"""

import numpy as np
import openvino as ov
from openvino import opset13 as op

BLOCKS = [(12, 1), (24, 2), (16, 2)]  # layers and dilation of each dense block
SEGMENT = 100  # frames whose mean a layer's mask sees, beside the mean of all
EPSILON = 1e-5  # of the batch norms


def numbers(*values: int):
    return op.constant(np.array(values, np.int64))


class Builder:
    def __init__(self, state: dict[str, np.ndarray]):
        self.state = {key: value for key, value in state.items() if not key.endswith("num_batches_tracked")}
        self.shares = None

    def take(self, key: str) -> np.ndarray:
        return self.state.pop(key).astype(np.float32)

    def norm(self, node, name: str, dimensions: int, affine: bool = True):
        factor = 1 / np.sqrt(self.take(name + ".running_var") + EPSILON)
        if affine:
            factor = factor * self.take(name + ".weight")
        bias = -self.take(name + ".running_mean") * factor
        if affine:
            bias = bias + self.take(name + ".bias")
        shape = (1, -1) + (1,) * dimensions
        return op.add(op.multiply(node, op.constant(factor.reshape(shape))), op.constant(bias.reshape(shape)))

    def plane(self, node, name: str, norm: str, stride: int):
        """Convolution over frequency and time, of which only the frequencies are taken in strides."""
        weight = self.take(name + ".weight")
        pads = [weight.shape[2] // 2, weight.shape[3] // 2]
        return self.norm(op.convolution(node, op.constant(weight), [stride, 1], pads, pads, [1, 1]), norm, 2)

    def line(self, node, name: str, stride: int = 1, dilation: int = 1, bias: bool = False):
        weight = self.take(name + ".weight")
        pad = (weight.shape[2] - 1) // 2 * dilation
        node = op.convolution(node, op.constant(weight), [stride], [pad], [pad], [dilation])
        return op.add(node, op.constant(self.take(name + ".bias").reshape(1, -1, 1))) if bias else node

    def head(self, node):
        node = op.relu(self.plane(node, "head.conv1", "head.bn1", 1))
        for layer in ("head.layer1", "head.layer2"):
            for block, stride in ((f"{layer}.0", 2), (f"{layer}.1", 1)):
                inner = op.relu(self.plane(node, block + ".conv1", block + ".bn1", stride))
                inner = self.plane(inner, block + ".conv2", block + ".bn2", 1)
                if stride == 2:
                    node = self.plane(node, block + ".shortcut.0", block + ".shortcut.1", stride)
                node = op.relu(op.add(inner, node))
        return op.relu(self.plane(node, "head.conv2", "head.bn2", 2))

    def means(self, node):
        """The mean of each 100 frames; silence fills up the last ones."""
        zero = op.constant(np.float32(0))
        filled = op.pad(node, numbers(0, 0, 0), numbers(0, 0, SEGMENT - 1), "constant", zero)
        return op.avg_pool(filled, [SEGMENT], [0], [0], [SEGMENT], False)

    def context(self, node):
        """The mean of each 100 frames, or of how many there are of them, repeated for its frames, plus the mean of all."""
        if self.shares is None:  # of each 100 frames, how many there are
            one = op.slice(node, numbers(0), numbers(1), numbers(1), numbers(1))
            self.shares = self.means(op.add(op.multiply(one, op.constant(np.float32(0))), op.constant(np.float32(1))))
        means = op.divide(self.means(node), self.shares)
        repeated = op.tile(op.unsqueeze(means, numbers(3)), numbers(1, 1, 1, SEGMENT))
        channels = node.get_output_partial_shape(0)[1].get_length()
        frames = op.gather(op.shape_of(node), numbers(2), op.constant(np.int64(0)))
        line = op.slice(op.reshape(repeated, numbers(1, channels, -1), False), numbers(0), frames, numbers(1), numbers(2))
        return op.add(line, op.reduce_mean(node, numbers(2), True))

    def dense_layer(self, node, name: str, dilation: int):
        inner = self.line(op.relu(self.norm(node, name + ".nonlinear1.batchnorm", 1)), name + ".linear1")
        inner = op.relu(self.norm(inner, name + ".nonlinear2.batchnorm", 1))
        local = self.line(inner, name + ".cam_layer.linear_local", dilation=dilation)
        mask = op.relu(self.line(self.context(inner), name + ".cam_layer.linear1", bias=True))
        mask = op.sigmoid(self.line(mask, name + ".cam_layer.linear2", bias=True))
        return op.concat([node, op.multiply(local, mask)], 1)


def build(state: dict[str, np.ndarray]) -> ov.Model:
    """Input frames [1, T, 80], Kaldi filter banks of 16 kHz sound with their mean over time taken off; output vector
    [1, 192], not of unit length."""
    builder = Builder(state)
    frames = op.parameter(ov.PartialShape([1, -1, 80]), np.float32, name="frames")
    node = builder.head(op.unsqueeze(op.transpose(frames, numbers(0, 2, 1)), numbers(1)))
    node = op.reshape(node, numbers(1, 320, -1), False)
    node = builder.line(node, "xvector.tdnn.linear", stride=2)
    node = op.relu(builder.norm(node, "xvector.tdnn.nonlinear.batchnorm", 1))
    for block, (layers, dilation) in enumerate(BLOCKS, 1):
        for layer in range(1, layers + 1):
            node = builder.dense_layer(node, f"xvector.block{block}.tdnnd{layer}", dilation)
        transit = f"xvector.transit{block}"
        node = builder.line(op.relu(builder.norm(node, transit + ".nonlinear.batchnorm", 1)), transit + ".linear")
    node = op.relu(builder.norm(node, "xvector.out_nonlinear.batchnorm", 1))

    mean = op.reduce_mean(node, numbers(2), True)
    count = op.convert(op.gather(op.shape_of(node), numbers(2), op.constant(np.int64(0))), np.float32)
    squares = op.reduce_sum(op.power(op.subtract(node, mean), op.constant(np.float32(2))), numbers(2), True)
    deviation = op.sqrt(op.divide(squares, op.subtract(count, op.constant(np.float32(1)))))
    node = builder.line(op.concat([mean, deviation], 1), "xvector.dense.linear")
    node = builder.norm(node, "xvector.dense.nonlinear.batchnorm", 1, affine=False)
    vector = op.result(op.reshape(node, numbers(1, 192), False))
    vector.get_output_tensor(0).set_names({"vector"})
    frames.get_output_tensor(0).set_names({"frames"})
    if builder.state:
        raise ValueError(f"weights that CAM++ does not have: {', '.join(sorted(builder.state)[:3])}")
    return ov.Model([vector], [frames], "campplus")
