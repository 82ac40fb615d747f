"""The reader of PyTorch checkpoints: files written here byte by byte as PyTorch writes them."""

import collections
import io
import pathlib
import pickle
import struct
import sys
import tempfile
import unittest
import zipfile

import numpy as np

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent))
from convert import torch_pickle

PROTOCOL = 2  # of the pickles that PyTorch writes


class Global:
    """Pickles as a name of a module that need not exist here."""

    def __init__(self, module, name):
        self.module, self.name = module, name


class Call:
    """Pickles as the call of a Global."""

    def __init__(self, function, *arguments):
        self.function, self.arguments = function, arguments


class Storage(collections.namedtuple("Storage", "kind key values")):
    def reference(self):
        return ("storage", Global("torch", self.kind), self.key, "cpu", len(self.values))


class Pickler(pickle._Pickler):  # the one in Python, whose save() can be extended
    def persistent_id(self, thing):
        return thing.reference() if isinstance(thing, Storage) else None

    def save(self, thing, save_persistent_id=True):
        if isinstance(thing, Global):
            self.write(pickle.GLOBAL + f"{thing.module}\n{thing.name}\n".encode())
        elif isinstance(thing, Call):
            self.save(thing.function)
            self.save(thing.arguments)
            self.write(pickle.REDUCE)
        else:
            super().save(thing, save_persistent_id)


def pickled(thing) -> bytes:
    stream = io.BytesIO()
    Pickler(stream, PROTOCOL).dump(thing)
    return stream.getvalue()


def tensor(storage, size, stride, offset=0):
    return Call(Global("torch._utils", "_rebuild_tensor_v2"), storage, offset, size, stride, False,
                collections.OrderedDict())


def legacy(thing, storages=(), machine=None) -> bytes:
    head = [torch_pickle.MAGIC, torch_pickle.PROTOCOL, machine or {"little_endian": True}]
    out = b"".join(pickled(part) for part in head) + pickled(thing)
    out += pickled([storage.key for storage in storages])
    return out + b"".join(struct.pack("<q", len(s.values)) + s.values.tobytes() for s in storages)


def zipped(thing, storages=(), byteorder=b"little") -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("name/data.pkl", pickled(thing))
        archive.writestr("name/byteorder", byteorder)
        for storage in storages:
            archive.writestr(f"name/data/{storage.key}", storage.values.tobytes())
    return stream.getvalue()


class TorchPickle(unittest.TestCase):
    def read(self, content: bytes):
        with tempfile.TemporaryDirectory() as folder:
            path = pathlib.Path(folder) / "checkpoint.pth"
            path.write_bytes(content)
            return torch_pickle.read(path)

    def refused(self, content: bytes, why: str):
        with self.assertRaisesRegex(torch_pickle.RefusedPickle, why):
            self.read(content)

    def setUp(self):
        self.numbers = Storage("FloatStorage", "0", np.arange(6, dtype="<f4"))

    def test_both_layouts_give_the_tensors(self):
        longs = Storage("LongStorage", "1", np.array([7], "<i8"))
        state = collections.OrderedDict(weight=tensor(self.numbers, (2, 3), (3, 1)), count=tensor(longs, (), ()))
        for write in (legacy, zipped):
            with self.subTest(write.__name__):
                read = self.read(write(state, [self.numbers, longs]))
                self.assertEqual(list(read), ["weight", "count"])
                np.testing.assert_array_equal(read["weight"], [[0, 1, 2], [3, 4, 5]])
                self.assertEqual(read["count"].shape, ())
                self.assertEqual(read["count"], 7)

    def test_a_view_has_its_offset_and_strides(self):
        state = {"turned": tensor(self.numbers, (3, 2), (1, 3)), "tail": tensor(self.numbers, (2,), (2,), 3)}
        read = self.read(legacy(state, [self.numbers]))
        np.testing.assert_array_equal(read["turned"], [[0, 3], [1, 4], [2, 5]])
        np.testing.assert_array_equal(read["tail"], [3, 5])

    def test_a_parameter_is_its_tensor(self):
        parameter = Call(Global("torch._utils", "_rebuild_parameter"), tensor(self.numbers, (6,), (1,)), True,
                         collections.OrderedDict())
        self.assertEqual(self.read(zipped([parameter], [self.numbers]))[0].shape, (6,))

    def test_an_empty_tensor(self):
        empty = Storage("FloatStorage", "0", np.zeros(0, "<f4"))
        self.assertEqual(self.read(legacy([tensor(empty, (0, 4), (4, 1))], [empty]))[0].shape, (0, 4))

    def test_a_call_that_is_not_admitted_is_not_made(self):
        with tempfile.TemporaryDirectory() as folder:
            trace = pathlib.Path(folder) / "trace"
            for module, name, argument in (("os", "mkdir", str(trace)), ("builtins", "eval", "1"),
                                           ("torch", "load", "x"), ("numpy", "load", "x")):
                for write in (legacy, zipped):
                    with self.subTest(f"{write.__name__} {module}.{name}"):
                        self.refused(write({"weight": Call(Global(module, name), argument)}), f"{module}.{name}")
            self.assertFalse(trace.exists())

    def test_a_call_before_the_content_is_not_made(self):
        head = pickled(Call(Global("os", "getcwd")))
        self.refused(head + legacy({}), "os.getcwd")

    def test_a_tensor_must_lie_in_its_storage(self):
        for size, stride, offset in (((7,), (1,), 0), ((2, 3), (4, 1), 0), ((1,), (1,), 6), ((2,), (-1,), 5),
                                     ((1,), (1,), -1)):
            with self.subTest(f"{size} {stride} {offset}"):
                self.refused(legacy([tensor(self.numbers, size, stride, offset)], [self.numbers]), "tensor")

    def test_a_file_that_is_cut_is_refused(self):
        for write in (legacy, zipped):
            whole = write([tensor(self.numbers, (6,), (1,))], [self.numbers])
            for length in range(0, len(whole) - 1, 7):
                with self.subTest(f"{write.__name__} {length}"), self.assertRaises(torch_pickle.RefusedPickle):
                    self.read(whole[:length])

    def test_a_storage_larger_than_its_file_is_refused(self):
        class Huge(Storage):
            def reference(self):
                return ("storage", Global("torch", self.kind), self.key, "cpu", 1 << 50)

        huge = Huge("FloatStorage", "0", np.zeros(1, "<f4"))
        self.refused(legacy([tensor(huge, (1,), (1,))], [huge]), "larger than the file")
        self.refused(zipped([tensor(huge, (1,), (1,))], [huge]), "cut short")

    def test_what_is_no_checkpoint_is_refused(self):
        self.refused(b"", "checkpoint")
        self.refused(b"\x89PNG\r\n\x1a\n" * 9, "")
        self.refused(pickled(5) + pickled(6), "not a PyTorch checkpoint")
        self.refused(legacy({}, machine={"little_endian": False}), "little-endian")
        self.refused(zipped({}, byteorder=b"big"), "little-endian")
        self.refused(legacy([Storage("BFloat16Storage", "0", np.zeros(1, "<i2"))]), "BFloat16Storage")


if __name__ == "__main__":
    unittest.main()
