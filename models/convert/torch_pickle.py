"""Reads the tensors of a PyTorch checkpoint without PyTorch and without trusting it.

A checkpoint is a pickle, and a pickle may name any function to be called. This unpickler admits the few names
that build dictionaries of tensors and refuses every other, so a changed file can spoil the weights but run nothing.

Two layouts exist (PyTorch's torch/serialization.py describes both):
- zip, since 1.6: NAME/data.pkl and one file NAME/data/KEY for each storage;
- legacy, before: the pickles of a magic number, a protocol version, facts of the machine, the object and the list
  of storage keys, then for each key an int64 count and that many little-endian numbers.
The tar layout of 2016 and bfloat16 are refused.
"""

import collections
import io
import math
import pathlib
import pickle
import struct
import zipfile

import numpy as np

MAGIC = 0x1950A86A20F9469CFC6C
PROTOCOL = 1001

# PyTorch's name of a storage class -> type of its numbers.
STORAGES = {
    "DoubleStorage": "<f8", "FloatStorage": "<f4", "HalfStorage": "<f2", "LongStorage": "<i8", "IntStorage": "<i4",
    "ShortStorage": "<i2", "CharStorage": "i1", "ByteStorage": "u1", "BoolStorage": "?",
}


class RefusedPickle(ValueError):
    """The file is not a checkpoint of plain tensors."""


class _StorageType:
    def __init__(self, name: str):
        self.dtype = np.dtype(STORAGES[name])


def _tensor(storage: np.ndarray, offset: int, size: tuple, stride: tuple, *_rest) -> np.ndarray:
    """torch._utils._rebuild_tensor_v2: a view of a storage, checked to lie inside it."""
    if not isinstance(storage, np.ndarray) or len(size) != len(stride):
        raise RefusedPickle("a tensor without storage")
    if offset < 0 or any(n < 0 for n in (*size, *stride)):
        raise RefusedPickle("a tensor with a negative size")
    last = offset + sum((n - 1) * step for n, step in zip(size, stride))
    if math.prod(size) and last >= storage.size:
        raise RefusedPickle("a tensor that reaches past its storage")
    bytes_of = storage.itemsize
    return np.lib.stride_tricks.as_strided(storage[offset:], size, [step * bytes_of for step in stride])


def _parameter(tensor: np.ndarray, *_rest) -> np.ndarray:
    """torch._utils._rebuild_parameter: what a parameter adds to its tensor is of no use here."""
    return tensor


ADMITTED = {
    ("collections", "OrderedDict"): collections.OrderedDict,
    ("torch", "Size"): tuple,
    ("torch._utils", "_rebuild_tensor_v2"): _tensor,
    ("torch._utils", "_rebuild_parameter"): _parameter,
}


class _Unpickler(pickle.Unpickler):
    """`storage_of(dtype, key, count)` gives the array behind a storage named in the pickle."""

    def __init__(self, file, storage_of=None):
        super().__init__(file, encoding="utf-8")
        self._storage_of = storage_of

    def find_class(self, module: str, name: str):
        if module == "torch" and name in STORAGES:
            return _StorageType(name)
        try:
            return ADMITTED[module, name]
        except KeyError:
            raise RefusedPickle(f"the checkpoint calls {module}.{name}, which is not admitted") from None

    def persistent_load(self, saved_id):
        if not isinstance(saved_id, tuple) or len(saved_id) < 5 or saved_id[0] != "storage":
            raise RefusedPickle("an unknown kind of reference")
        kind, key, _location, count = saved_id[1:5]
        if self._storage_of is None or not isinstance(kind, _StorageType) or not isinstance(count, int) or count < 0:
            raise RefusedPickle("a storage where none may be")
        if len(saved_id) > 5 and saved_id[5] is not None:
            raise RefusedPickle("a view of a storage, from before PyTorch 0.4")
        return self._storage_of(kind.dtype, key, count)


def _read_zip(path: pathlib.Path):
    with zipfile.ZipFile(path) as archive:
        pickles = [name for name in archive.namelist() if name.endswith("/data.pkl")]
        if len(pickles) != 1:
            raise RefusedPickle("a zip archive without one data.pkl")
        root = pickles[0].removesuffix("data.pkl")
        if root + "byteorder" in archive.namelist() and archive.read(root + "byteorder") != b"little":
            raise RefusedPickle("numbers that are not little-endian")
        storages: dict[str, np.ndarray] = {}

        def storage_of(dtype, key, count):
            if key not in storages:
                content = archive.read(f"{root}data/{key}")
                if len(content) < count * dtype.itemsize:
                    raise RefusedPickle(f"storage {key} is cut short")
                storages[key] = np.frombuffer(content, dtype, count)
            return storages[key]

        return _Unpickler(io.BytesIO(archive.read(pickles[0])), storage_of).load()


def _read_legacy(path: pathlib.Path):
    most = path.stat().st_size
    with path.open("rb") as file:
        if _Unpickler(file).load() != MAGIC or _Unpickler(file).load() != PROTOCOL:
            raise RefusedPickle("not a PyTorch checkpoint")
        if not _Unpickler(file).load().get("little_endian"):
            raise RefusedPickle("numbers that are not little-endian")
        storages: dict[str, np.ndarray] = {}

        def storage_of(dtype, key, count):  # the numbers follow after the pickle: room for them now
            if count * dtype.itemsize > most:
                raise RefusedPickle(f"storage {key} is larger than the file")
            return storages.setdefault(key, np.empty(count, dtype))

        content = _Unpickler(file, storage_of).load()
        for key in _Unpickler(file).load():
            header = file.read(8)
            if key not in storages or len(header) < 8 or struct.unpack("<q", header)[0] != storages[key].size:
                raise RefusedPickle(f"storage {key} does not have the size that was announced")
            if file.readinto(memoryview(storages[key]).cast("B")) != storages[key].nbytes:
                raise RefusedPickle(f"storage {key} is cut short")
            del storages[key]
        if storages:
            raise RefusedPickle("storages without numbers")
        return content


def read(path: pathlib.Path):
    """The object in the checkpoint, usually a dictionary, with a numpy array for each tensor.

    Raises RefusedPickle when the file is anything but plain tensors in a layout described above.
    """
    try:
        return _read_zip(path) if zipfile.is_zipfile(path) else _read_legacy(path)
    except RefusedPickle:
        raise
    except (pickle.UnpicklingError, EOFError, KeyError, IndexError, TypeError, ValueError, AttributeError,
            UnicodeDecodeError, zipfile.BadZipFile) as error:
        raise RefusedPickle(f"{path.name} is not a checkpoint that can be read: {error}") from error
