"""The converted picture models against what their original runtimes give for the same numbers.

NanoDet: TensorFlow.js 4.22.0 (its cpu backend) on the original graph; EfficientNet-Lite2: PyTorch 1.12.1 with the
package efficientnet-lite-pytorch 0.1.0, softmax applied. The input is sin(0.013 i) over the flattened tensor.
"""

import os
import pathlib
import sys
import unittest

import numpy as np
import openvino as ov

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent))
from zoo.install import install
from zoo.recipe import load
from zoo.storage import cache_folder

DATA = pathlib.Path(__file__).resolve().parent.parent.parent / "data"


def wave(*shape: int) -> np.ndarray:
    return np.sin(np.arange(np.prod(shape), dtype=np.float64) * 0.013).astype(np.float32).reshape(shape)


class ObjectRecipes(unittest.TestCase):
    def model(self, name: str):
        entry = next(entry for entry in load() if entry.recipe.name == name)
        cache = cache_folder(None)
        install(entry, cache)  # at once when it is there
        file = cache / "models" / entry.folder / "model.xml"
        options = {"INFERENCE_PRECISION_HINT": "f32", "INFERENCE_NUM_THREADS": os.cpu_count()}
        return entry.recipe, ov.Core().compile_model(file, "CPU", options)

    def test_nanodet_gives_the_scores_of_tensorflow_js(self):
        recipe, model = self.model("nanodet")
        self.assertEqual((model.output("scores").shape, model.output("distances").shape),
                         (ov.Shape([1, 3549, 80]), ov.Shape([1, 3549, 44])))
        result = model(wave(1, 3, recipe.input["height"], recipe.input["width"]))
        scores, distances = result["scores"][0], result["distances"][0]
        self.assertAlmostEqual(float(scores.sum(dtype=np.float64)), 1133.91869, delta=0.01)
        self.assertEqual(np.unravel_index(scores.argmax(), scores.shape), (3451, 20))
        for (row, column), value in {(3451, 20): 0.486707, (3452, 20): 0.4592, (3464, 20): 0.437396}.items():
            self.assertAlmostEqual(float(scores[row, column]), value, delta=1e-4)
        for row, values in {0: [2.674823, 2.434667, 0.550122], 3000: [-0.332901, -0.005708, -0.119494],
                            3548: [0.075811, 0.515538, 0.400289]}.items():  # one of each stride
            np.testing.assert_allclose(distances[row, :3], values, atol=1e-4)

    def test_efficientnet_gives_the_probabilities_of_pytorch(self):
        recipe, model = self.model("efficientnet-lite2")
        probabilities = model(wave(1, 3, recipe.input["height"], recipe.input["width"]))["probabilities"][0]
        self.assertEqual(probabilities.shape, (1000,))
        self.assertAlmostEqual(float(probabilities.sum()), 1, delta=1e-4)
        expected = {813: 0.0298382, 473: 0.0279659, 902: 0.0252606, 499: 0.0245094, 418: 0.0214442}
        self.assertEqual(list(probabilities.argsort()[::-1][:5]), list(expected))
        for number, value in expected.items():
            self.assertAlmostEqual(float(probabilities[number]), value, delta=1e-6)

    def test_each_has_a_name_for_every_class(self):
        for name, output, count in (("nanodet", "scores", 80), ("efficientnet-lite2", "probabilities", 1000)):
            recipe, model = self.model(name)
            names = (DATA / recipe.labels_file).read_text().splitlines()
            self.assertEqual(len(set(names)), count)
            self.assertEqual(model.output(output).shape[-1], count)


if __name__ == "__main__":
    unittest.main()
