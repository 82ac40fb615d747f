"""The converted speaker models against what PyTorch 2.5.1 gives for the same numbers, with the code of the package that
they come in: its own PyanNet for the segmentation, its TorchScript trace for the voice vector (which ends in a ReLU
that the published network does not have, so only what is above zero is compared)."""

import numpy as np
import openvino as ov
import pytest

F32 = {"INFERENCE_PRECISION_HINT": "f32"}


@pytest.fixture(scope="module")
def voice(installed) -> ov.CompiledModel:
    return ov.Core().compile_model(installed("campplus-zh-en") / "model.xml", "CPU", F32)


@pytest.mark.parametrize("frames, total, values", [
    (50, 57.748505, {2: 0.376933, 5: 0.355696, 50: 0.275038, 100: 1.192499, 150: 0, 178: 1.451957}),
    (150, 67.24309, {2: 0.514568, 5: 1.085664, 50: 0.388542, 100: 0.781040, 150: 0, 108: 1.734965}),
    (300, 72.53029, {2: 0.561830, 5: 1.268199, 50: 0.385326, 100: 0.724798, 150: 0, 140: 1.916351})])
def test_the_voice_vector_is_that_of_pytorch_at_any_length(voice, frames, total, values):
    wave = np.sin(np.arange(frames * 80, dtype=np.float64) * 0.013).astype(np.float32).reshape(1, frames, 80)
    vector = np.maximum(voice(wave)["vector"][0], 0)
    assert vector.shape == (192,)
    assert float(vector.sum()) == pytest.approx(total, abs=1e-3)
    for number, value in values.items():
        assert float(vector[number]) == pytest.approx(value, abs=1e-5)


def test_who_speaks_is_that_of_pytorch(installed):
    model = ov.Core().compile_model(installed("pyannote-segmentation") / "model.xml", "CPU", F32)
    sound = (0.3 * np.sin(np.arange(160000, dtype=np.float64) ** 1.3 * 0.013)).astype(np.float32)
    sets = model(sound[None, None])["sets"][0]
    assert sets.shape == (589, 7)
    np.testing.assert_allclose(sets.sum(1), 1, atol=1e-5)
    for frame, expected in {0: [0.3425, 0.0157, 0.3222, 0.2725, 0.0043, 0.006, 0.0368],
                            2: [0.326, 0.0088, 0.4074, 0.2084, 0.0038, 0.0038, 0.0417],
                            120: [0.9847, 0.0004, 0.005, 0.0096, 0, 0.0001, 0.0002],
                            588: [0.9547, 0.0031, 0.0169, 0.0247, 0.0001, 0.0001, 0.0004]}.items():
        np.testing.assert_allclose(sets[frame], expected, atol=1e-4)
