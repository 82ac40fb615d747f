"""The converted model of emotions against what TensorFlow.js 4.22.0 (its cpu backend) gives with the package's own file.

The input is sin(f i) over the flattened tensor, for two f.
"""

import numpy as np
import openvino
import pytest
from zoo.recipe import load

EXPECTED = {
    0.013: [0.002739636, 0.9148535, 8.874904e-7, 0.07878587, 9.747371e-9, 2.520224e-9, 0.003620074],
    0.0731: [0.06739487, 0.932605, 2.711397e-8, 5.96781e-11, 1.119597e-17, 2.763893e-9, 6.642228e-18],
}


@pytest.mark.parametrize("frequency", EXPECTED)
def test_it_gives_the_probabilities_of_tensorflow_js(installed, frequency):
    model = openvino.Core().compile_model(installed("emotion") / "model.xml", "CPU", {"INFERENCE_PRECISION_HINT": "f32"})
    side = 64
    picture = np.sin(np.arange(side * side, dtype=np.float64) * frequency).astype(np.float32).reshape(1, side, side, 1)
    assert model([picture])["probabilities"][0] == pytest.approx(EXPECTED[frequency], abs=1e-5)


def test_each_probability_has_its_name():
    (recipe,) = (entry.recipe for entry in load() if entry.recipe.name == "emotion")
    assert recipe.labels == ["angry", "disgusted", "afraid", "happy", "sad", "surprised", "neutral"]
    assert recipe.input["width"] == recipe.input["height"] == 64
