"""Reads the weights of a CTranslate2 model (model.bin).

Layout, little-endian: u32 format version; string specification name; u32 revision; u32 number of variables; for
each variable: string name, u8 rank, u32 for each dimension, u8 type, u32 number of bytes, the data in row-major
order; u32 number of aliases; for each alias: string name, string name of the variable it stands for. A string is
a u16 length, counting a closing zero, and that many bytes. Source: CTranslate2, python/ctranslate2/specs.
"""

import pathlib
import struct
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

FORMAT_VERSION = 6
# Codes of the library's enum DataType; bfloat16 (5) has no type in numpy and is refused.
TYPES = {0: np.float32, 1: np.int8, 2: np.int16, 3: np.int32, 4: np.float16}


class FormatError(Exception):
    """The file is not what the layout says; the text names what is wrong."""


@dataclass(frozen=True)
class Model:
    """specification: "WhisperSpec"; variables: by full name ("decoder/layer_0/ffn/linear_0/weight")."""

    specification: str
    revision: int
    variables: dict[str, np.ndarray]


class _Reader:
    def __init__(self, data: bytes):
        self.data = memoryview(data)
        self.at = 0

    def take(self, count: int) -> memoryview:
        if self.at + count > len(self.data):
            raise FormatError(f"the model file ends early: {count} bytes wanted at {self.at} of {len(self.data)}")
        self.at += count
        return self.data[self.at - count : self.at]

    def number(self, code: str) -> int:
        return struct.unpack("<" + code, self.take(struct.calcsize(code)))[0]

    def string(self) -> str:
        return bytes(self.take(self.number("H"))).rstrip(b"\0").decode()

    def variable(self) -> tuple[str, np.ndarray]:
        name = self.string()
        shape = [self.number("I") for _ in range(self.number("B"))]
        code = self.number("B")
        if code not in TYPES:
            raise FormatError(f"{name} has data of type {code}, which is not read here")
        data = np.frombuffer(self.take(self.number("I")), TYPES[code])
        if data.size != int(np.prod(shape)):
            raise FormatError(f"{name} holds {data.size} values, its shape {shape} wants {int(np.prod(shape))}")
        return name, data.reshape(shape)


def parse(data: bytes) -> Model:
    """Raises FormatError on bytes that do not follow the layout."""
    reader = _Reader(data)
    version = reader.number("I")
    if version != FORMAT_VERSION:
        raise FormatError(f"model file of format version {version}; {FORMAT_VERSION} is read here")
    specification = reader.string()
    revision = reader.number("I")
    variables = dict(reader.variable() for _ in range(reader.number("I")))
    for _ in range(reader.number("I")):
        alias, name = reader.string(), reader.string()
        if name not in variables:
            raise FormatError(f"{alias} stands for {name}, which the file does not hold")
        variables[alias] = variables[name]
    if reader.at != len(data):
        raise FormatError(f"{len(data) - reader.at} bytes follow the end of the model")
    return Model(specification, revision, variables)


def read(parts: Iterable[pathlib.Path]) -> Model:
    """Reads a model.bin that may be cut into parts, given in order."""
    return parse(b"".join(part.read_bytes() for part in parts))
