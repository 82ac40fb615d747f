"""TransNetV2 against what PyTorch 2.5.1 gives with the package's own code for the same frames."""

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

FRAMES = 200


def waves_with_a_cut() -> np.ndarray:
    """A sine over the flattened frames; from frame 120 on upside down and darker."""
    numbers = np.arange(FRAMES * 27 * 48 * 3, dtype=np.float64) * 0.013
    frames = ((1 + np.sin(numbers)) * 127.5).astype(np.uint8).reshape(FRAMES, 27, 48, 3)
    frames[120:] = frames[120:][:, ::-1] // 2
    return frames


def histograms(frames: np.ndarray) -> np.ndarray:
    coarse = (frames >> 5).astype(np.int64)
    bins = coarse[..., 0] << 6 | coarse[..., 1] << 3 | coarse[..., 2]
    return np.stack([np.bincount(frame.ravel(), minlength=512) for frame in bins]).astype(np.float32)


class ShotsRecipe(unittest.TestCase):
    def test_it_gives_the_probabilities_of_pytorch(self):
        entry = next(entry for entry in load() if entry.recipe.name == "transnetv2")
        cache = cache_folder(None)
        install(entry, cache)  # at once when it is there
        file = cache / "models" / entry.folder / "model.xml"
        options = {"INFERENCE_PRECISION_HINT": "f32", "INFERENCE_NUM_THREADS": os.cpu_count()}
        model = ov.Core().compile_model(file, "CPU", options)
        frames = waves_with_a_cut()
        result = model({"frames": frames.astype(np.float32), "histograms": histograms(frames)})
        transitions, every = result["transitions"], result["all"]
        self.assertEqual(transitions.shape, (FRAMES,))
        self.assertEqual(transitions.argmax(), 119)
        self.assertAlmostEqual(float(transitions.sum(dtype=np.float64)), 1.0896553, delta=1e-4)
        self.assertAlmostEqual(float(every.sum(dtype=np.float64)), 1.7536262, delta=1e-4)
        expected = {0: (5.28185e-05, 0.000183807), 118: (0.000585726, 0.01035867), 119: (0.70882856, 0.785716),
                    120: (0.18658331, 0.54791641), 199: (0.04286927, 0.01553191)}
        for number, (middle, any_) in expected.items():
            self.assertAlmostEqual(float(transitions[number]), middle, delta=1e-5)
            self.assertAlmostEqual(float(every[number]), any_, delta=1e-5)


if __name__ == "__main__":
    unittest.main()
