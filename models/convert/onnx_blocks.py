"""Weights of an ONNX file that are stored as small integers with a scale for each block, back to float32.

OpenCV's model collection stores "int8bq" files: each weight is a DequantizeLinear (opset 21, block_size) over three
initialisers. OpenVINO reads that only where the blocks fill the axis, so the recipe computes the weights here and
OpenVINO sees plain ones. Field numbers are those of onnx.proto (ModelProto, GraphProto, NodeProto, TensorProto).
"""

import numpy as np

FLOAT, UINT8, INT8, INT32, INT64 = 1, 2, 3, 6, 7
NUMPY = {FLOAT: np.float32, UINT8: np.uint8, INT8: np.int8, INT32: np.int32, INT64: np.int64}


def dequantised(onnx):
    """The bytes of an ONNX model without DequantizeLinear over initialisers; the rest as it was."""
    model = list(fields(onnx))
    return b"".join(field(number, kind, dequantised_graph(value) if number == 7 else value)
                    for number, kind, value in model)


def dequantised_graph(graph):
    parts = list(fields(graph))
    tensors = {}
    for number, _, value in parts:
        if number == 5:
            name, array = tensor(value)
            tensors[name] = array
    out, spent = [], set()
    for number, kind, value in parts:
        node = described(value) if number == 1 else None
        if node and node["op"] == "DequantizeLinear" and all(name in tensors for name in node["inputs"]):
            spent.update(node["inputs"])
            values = [tensors[name] for name in node["inputs"]]
            out.append(field(5, 2, float_tensor(node["outputs"][0], dequantise(*values, **node["numbers"]))))
        elif number != 5:
            out.append(field(number, kind, value))
    kept = [field(5, 2, value) for number, _, value in parts if number == 5 and tensor(value)[0] not in spent]
    return b"".join(out + kept)


def dequantise(x, scale, zero=None, axis=1, block_size=0):
    """(x - zero) * scale, as DequantizeLinear of opset 21 says: a scale for all, for each index of the axis, or for
    each block of block_size indices of it."""
    if scale.ndim == x.ndim and block_size:
        spread = [np.repeat(part, block_size, axis).take(range(x.shape[axis]), axis)
                  for part in (scale, scale * 0 if zero is None else zero)]
    else:
        shape = [-1 if at == axis % max(x.ndim, 1) else 1 for at in range(x.ndim)] if scale.size > 1 else []
        spread = [part.reshape(shape) for part in (scale, scale * 0 if zero is None else zero)]
    return (x.astype(np.float32) - spread[1].astype(np.float32)) * spread[0]


def described(node):
    found = {"op": "", "inputs": [], "outputs": [], "numbers": {}}
    for number, _, value in fields(node):
        if number in (1, 2):
            found["inputs" if number == 1 else "outputs"].append(value.decode())
        elif number == 4:
            found["op"] = value.decode()
        elif number == 5:
            attribute = {number: value for number, _, value in fields(value)}
            if 3 in attribute:
                found["numbers"][attribute[1].decode()] = attribute[3]
    return found


def tensor(data):
    dims, kind, name, raw, listed = [], 0, "", None, []
    for number, wire, value in fields(data):
        if number == 1:
            dims.extend(varints(value) if wire == 2 else [value])
        elif number == 2:
            kind = value
        elif number == 8:
            name = value.decode()
        elif number == 9:
            raw = value
        elif number in (5, 7):
            listed.extend(varints(value) if wire == 2 else [value])
        elif number == 4:
            raw = value
    if kind not in NUMPY:
        return name, None
    if raw is None:
        return name, np.array(listed, np.int64).astype(NUMPY[kind]).reshape(dims)
    return name, np.frombuffer(raw, NUMPY[kind]).reshape(dims)


def float_tensor(name, array):
    dims = b"".join(field(1, 0, size) for size in array.shape)
    return dims + field(2, 0, FLOAT) + field(8, 2, name.encode()) + field(9, 2, array.astype("<f4").tobytes())


def fields(data):
    """(number, wire type, value) of each field of a message; value is an int, or bytes."""
    at = 0
    while at < len(data):
        key, at = varint(data, at)
        wire = key & 7
        if wire == 0:
            value, at = varint(data, at)
        elif wire in (1, 5):
            size = 8 if wire == 1 else 4
            value, at = data[at:at + size], at + size
        elif wire == 2:
            size, at = varint(data, at)
            value, at = data[at:at + size], at + size
        else:
            raise ValueError(f"wire type {wire} is not one of protobuf's")
        if at > len(data):
            raise ValueError("the ONNX file ends inside a field")
        yield key >> 3, wire, value


def varint(data, at):
    value = shift = 0
    while True:
        if at >= len(data):
            raise ValueError("the ONNX file ends inside a number")
        byte = data[at]
        value, shift, at = value | (byte & 0x7F) << shift, shift + 7, at + 1
        if byte < 0x80:
            return value - (1 << 64) if value >= 1 << 63 else value, at


def varints(data):
    at, values = 0, []
    while at < len(data):
        value, at = varint(data, at)
        values.append(value)
    return values


def field(number, wire, value):
    key = encoded(number << 3 | wire)
    if wire == 0:
        return key + encoded(value)
    return key + value if wire in (1, 5) else key + encoded(len(value)) + value


def encoded(value):
    value &= (1 << 64) - 1
    out = bytearray()
    while value >= 0x80:
        out.append(value & 0x7F | 0x80)
        value >>= 7
    return bytes(out + bytes([value]))
