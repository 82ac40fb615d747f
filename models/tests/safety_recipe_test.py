"""Open NSFW against what ONNX Runtime 1.23 gives with the package's own file for the same pictures."""

import pathlib
import sys
import unittest

import numpy as np
import openvino as ov

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent))
from zoo.install import install
from zoo.recipe import load
from zoo.storage import cache_folder

SIZE = 224


def waves() -> np.ndarray:
    """A sine over the flattened picture, height by width by colour."""
    numbers = np.arange(SIZE * SIZE * 3, dtype=np.float64) * 0.013
    return ((1 + np.sin(numbers)) * 127.5).astype(np.uint8).reshape(1, SIZE, SIZE, 3)


def skin() -> np.ndarray:
    return np.full((1, SIZE, SIZE, 3), [180, 160, 150], np.uint8)


class SafetyRecipe(unittest.TestCase):
    def test_it_gives_the_probabilities_of_the_packages_own_file(self):
        entry = next(entry for entry in load() if entry.recipe.name == "open-nsfw")
        self.assertFalse(entry.recipe.standard, "nobody gets it who does not ask for it")
        cache = cache_folder(None)
        install(entry, cache)  # at once when it is there
        file = cache / "models" / entry.folder / "model.xml"
        model = ov.Core().compile_model(file, "CPU", {"INFERENCE_PRECISION_HINT": "f32"})
        mean = np.array(entry.recipe.input["mean"], np.float32)
        for picture, expected in ((waves(), 1.4038866e-04), (skin(), 0.07779076)):
            given = (picture.astype(np.float32) - mean).transpose(0, 3, 1, 2)
            (harmless, explicit), = model({"picture": given})["probabilities"]
            self.assertAlmostEqual(float(explicit), expected, delta=max(1e-6, 1e-3 * expected))
            self.assertAlmostEqual(float(harmless + explicit), 1, delta=1e-5)


if __name__ == "__main__":
    unittest.main()
