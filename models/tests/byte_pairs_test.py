"""Byte-pair encoding: merges in the order of their rank, bytes as printable characters."""

import pathlib
import sys
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent))
from convert import byte_pairs

# In this vocabulary "lo" is merged before "ow", so "low" is "lo" and "w".
TOKENIZER = {"model": {"merges": ["l o", "o w", "Ġ lo", "ä ½"],
                       "vocab": {"l": 0, "o": 1, "w": 2, "lo": 3, "ow": 4, "Ġ": 5, "Ġlo": 6, "ä½": 7, "ł": 8}}}


class Encode(unittest.TestCase):
    def test_the_first_merge_of_the_list_comes_first(self):
        self.assertEqual(byte_pairs.encode(["low"], TOKENIZER), [3, 2])
        self.assertEqual(byte_pairs.encode([" low", "ow"], TOKENIZER), [6, 2, 4])

    def test_merges_given_as_pairs(self):
        pairs = [merge.split(" ") for merge in TOKENIZER["model"]["merges"]]
        self.assertEqual(byte_pairs.encode(["low"], {"model": {**TOKENIZER["model"], "merges": pairs}}), [3, 2])

    def test_bytes_beyond_ascii(self):
        self.assertEqual("你".encode(), b"\xe4\xbd\xa0")
        self.assertEqual(byte_pairs.encode(["你"], TOKENIZER), [7, 8])

    def test_nothing_and_the_unknown(self):
        self.assertEqual(byte_pairs.encode([], TOKENIZER), [])
        with self.assertRaises(KeyError):
            byte_pairs.encode(["x"], TOKENIZER)

    def test_the_alphabet_is_one_to_one(self):
        letters = byte_pairs.alphabet()
        self.assertEqual(len(set(letters.values())), 256)
        self.assertEqual(letters[0x20], "Ġ")
        self.assertEqual(letters[0x0A], "Ċ")
        self.assertTrue(all(letter.isprintable() for letter in letters.values()))


if __name__ == "__main__":
    unittest.main()
