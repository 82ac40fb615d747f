"""An OpenVINO model as ONNX, for ONNX Runtime: the operations that NanoDet uses, and no others."""

import numpy as np
import onnx
import openvino as ov
from onnx import helper, numpy_helper


def _constant(node: ov.Node, index: int) -> np.ndarray:
    return node.input_value(index).get_node().data


def _attributes(node: ov.Node) -> tuple[str, list[int], dict]:
    """ONNX operator, which inputs it takes over, attributes. Raises KeyError on an operation that is not known."""
    kind, given = node.get_type_name(), node.get_attributes()
    if kind in ("Convolution", "MaxPool"):
        pads = [*given["pads_begin"], *given["pads_end"]]
        same = {"strides": list(given["strides"]), "pads": list(pads), "dilations": list(given["dilations"])}
        if kind == "MaxPool":
            return "MaxPool", [0], same | {"kernel_shape": list(given["kernel"]),
                                           "ceil_mode": int(given["rounding_type"] == "ceil")}
        return "Conv", [0, 1], same
    return {
        "Add": lambda: ("Add", [0, 1], {}),
        "Sigmoid": lambda: ("Sigmoid", [0], {}),
        "Convert": lambda: ("Cast", [0], {"to": onnx.TensorProto.FLOAT}),
        "PRelu": lambda: ("LeakyRelu", [0], {"alpha": float(_constant(node, 1).item())}),
        "Concat": lambda: ("Concat", list(range(node.get_input_size())), {"axis": given["axis"]}),
        "Transpose": lambda: ("Transpose", [0], {"perm": [int(i) for i in _constant(node, 1)]}),
        "Reshape": lambda: ("Reshape", [0], {}),
        "Pad": lambda: ("Pad", [0], {"mode": "constant"}),
        "VariadicSplit": lambda: ("Split", [0], {"axis": int(_constant(node, 1).item())}),
        "Interpolate": lambda: ("Resize", [0], {"mode": "linear", "coordinate_transformation_mode": "half_pixel"}),
    }[kind]()


class _Graph:
    def __init__(self, model: ov.Model) -> None:
        self.nodes, self.initializers = [], []
        for node in model.get_ordered_ops():
            self.add(node)
        used = {name for made in self.nodes for name in made.input}
        self.initializers = [value for value in self.initializers if value.name in used]
        self.inputs = [self.described(p.output(0)) for p in model.get_parameters()]
        self.outputs = [self.described(r.input_value(0)) for r in model.get_results()]

    @staticmethod
    def name(output: ov.Output) -> str:
        return f"{output.get_node().get_friendly_name()}:{output.get_index()}"

    def described(self, output: ov.Output):
        return helper.make_tensor_value_info(self.name(output), onnx.TensorProto.FLOAT, list(output.get_shape()))

    def value(self, name: str, data: np.ndarray) -> str:
        self.initializers.append(numpy_helper.from_array(np.ascontiguousarray(data), name))
        return name

    def extra_inputs(self, node: ov.Node) -> list[str]:
        """What OpenVINO has as other inputs, and ONNX as inputs of its own form."""
        name, kind = node.get_friendly_name(), node.get_type_name()
        if kind == "Pad":
            return [self.value(f"{name}/pads", np.concatenate([_constant(node, 1), _constant(node, 2)]).astype(np.int64))]
        if kind == "Reshape":
            return [self.value(f"{name}/shape", _constant(node, 1).astype(np.int64))]
        if kind == "VariadicSplit":
            return [self.value(f"{name}/sizes", _constant(node, 2).astype(np.int64))]
        if kind == "Interpolate":
            return ["", "", self.value(f"{name}/size", np.array(node.output(0).get_shape(), np.int64))]
        return []

    def add(self, node: ov.Node) -> None:
        kind = node.get_type_name()
        if kind in ("Parameter", "Result"):
            return
        if kind == "Constant":
            self.value(self.name(node.output(0)), node.data)
            return
        operator, kept, attributes = _attributes(node)
        inputs = [self.name(node.input_value(i)) for i in kept] + self.extra_inputs(node)
        self.nodes.append(helper.make_node(operator, inputs, [self.name(o) for o in node.outputs()], **attributes))


def save_onnx(model: ov.Model, file: str) -> None:
    """Writes the model. Raises KeyError, with its name, for an operation that is not known."""
    graph = _Graph(model)
    made = helper.make_graph(graph.nodes, "model", graph.inputs, graph.outputs, graph.initializers)
    onnx.save(helper.make_model(made, opset_imports=[helper.make_opsetid("", 17)], ir_version=9), file)
