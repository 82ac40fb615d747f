"""The reader of CTranslate2's weights: known bytes, and files that are not what they should be."""

import pathlib
import struct
import sys
import tempfile
import unittest

import numpy as np

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent))
from convert import ctranslate2


def string(text):
    return struct.pack("<H", len(text) + 1) + text.encode() + b"\0"


def variable(name, data, code):
    shape = struct.pack(f"<B{data.ndim}I", data.ndim, *data.shape)
    return string(name) + shape + struct.pack("<BI", code, data.nbytes) + data.tobytes()


def model(variables, aliases=(), version=6):
    text = struct.pack("<I", version) + string("WhisperSpec") + struct.pack("<II", 3, len(variables))
    text += b"".join(variable(*v) for v in variables) + struct.pack("<I", len(aliases))
    return text + b"".join(string(a) + string(b) for a, b in aliases)


HALF = np.array([[1, -2.5, 3], [4, 5, 65504]], np.float16)


class Reader(unittest.TestCase):
    def test_reads_variables_and_aliases(self):
        data = model([("a/weight", HALF, 4), ("heads", np.array(8, np.int16), 2)], [("b/weight", "a/weight")])
        read = ctranslate2.parse(data)
        self.assertEqual((read.specification, read.revision), ("WhisperSpec", 3))
        np.testing.assert_array_equal(read.variables["b/weight"], HALF)
        self.assertEqual(read.variables["b/weight"].dtype, np.float16)
        self.assertEqual(int(read.variables["heads"]), 8)

    def test_joins_parts_cut_anywhere(self):
        data = model([("a/weight", HALF, 4)])
        with tempfile.TemporaryDirectory() as folder:
            parts = [pathlib.Path(folder, name) for name in ("1", "2")]
            parts[0].write_bytes(data[:37])
            parts[1].write_bytes(data[37:])
            np.testing.assert_array_equal(ctranslate2.read(parts).variables["a/weight"], HALF)

    def test_every_cut_is_refused(self):
        data = model([("a/weight", HALF, 4)], [("b", "a/weight")])
        for length in range(len(data)):
            with self.assertRaises(ctranslate2.FormatError, msg=f"cut at {length}"):
                ctranslate2.parse(data[:length])

    def test_what_follows_the_end_is_refused(self):
        with self.assertRaisesRegex(ctranslate2.FormatError, "1 bytes follow"):
            ctranslate2.parse(model([("a", HALF, 4)]) + b"\0")

    def test_other_versions_and_types_are_refused(self):
        with self.assertRaisesRegex(ctranslate2.FormatError, "version 5"):
            ctranslate2.parse(model([], version=5))
        with self.assertRaisesRegex(ctranslate2.FormatError, "type 5"):
            ctranslate2.parse(model([("a", HALF, 5)]))

    def test_a_shape_that_does_not_fit_is_refused(self):
        with self.assertRaisesRegex(ctranslate2.FormatError, "holds 3 values"):
            ctranslate2.parse(model([("a", HALF, 3)]))  # six halves are three int32

    def test_an_alias_of_nothing_is_refused(self):
        with self.assertRaisesRegex(ctranslate2.FormatError, "does not hold"):
            ctranslate2.parse(model([("a", HALF, 4)], [("b", "c")]))


if __name__ == "__main__":
    unittest.main()
