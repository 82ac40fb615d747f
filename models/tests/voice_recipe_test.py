"""The converted voice activity detector against what ONNX Runtime gives for silero_vad.onnx of the same package,
the variant that its authors' own Python code runs."""

import numpy
import openvino
import pytest

CHUNK, CONTEXT, RATE = 512, 64, 16000


def vowel(chunks: int) -> numpy.ndarray:
    """Harmonics of 120 Hz under the formants of an "a", swelling four times a second: speech enough to be found."""
    time = numpy.arange(chunks * CHUNK) / RATE
    phase = numpy.cumsum(120 * (1 + 0.05 * numpy.sin(2 * numpy.pi * 3 * time))) / RATE
    sound = numpy.zeros(len(time))
    for harmonic in range(1, 40):
        loudness = sum(1 / (1 + ((harmonic * 120 - centre) / width) ** 2)
                       for centre, width in ((700, 80), (1100, 90), (2500, 120)))
        sound += loudness * numpy.sin(2 * numpy.pi * harmonic * phase)
    sound *= 0.5 * (1 - numpy.cos(2 * numpy.pi * 4 * time))
    return (0.3 * sound / numpy.abs(sound).max()).astype(numpy.float32)


def probabilities(model: openvino.CompiledModel, sound: numpy.ndarray, at_once: int) -> list[float]:
    before = numpy.concatenate([numpy.zeros(CONTEXT, numpy.float32), sound])
    chunks = numpy.stack([before[start:start + CONTEXT + CHUNK] for start in range(0, len(sound), CHUNK)])
    h = c = numpy.zeros((1, 1, 128), numpy.float32)
    found: list[float] = []
    for start in range(0, len(chunks), at_once):
        answer = model({"input": chunks[start:start + at_once], "h": h, "c": c})
        found += answer["speech_probs"].tolist()
        h, c = answer["hn"], answer["cn"]
    return found


@pytest.fixture(scope="module")
def model(installed) -> openvino.CompiledModel:
    return openvino.Core().compile_model(installed("silero-vad") / "model.xml", "CPU",
                                         {"INFERENCE_PRECISION_HINT": "f32"})


@pytest.mark.parametrize("at_once", [1, 7, 40])
def test_silence_a_voice_and_silence(model, at_once):
    silence = numpy.zeros(8 * CHUNK, numpy.float32)
    found = probabilities(model, numpy.concatenate([silence, vowel(24), silence]), at_once)
    numpy.testing.assert_allclose(found, [
        0.0017, 0.0069, 0.0089, 0.0079, 0.0059, 0.0060, 0.0059, 0.0056, 0.0822, 0.5119, 0.6808, 0.7928, 0.7803, 0.7980,
        0.9482, 0.9130, 0.9399, 0.9181, 0.9095, 0.8749, 0.8268, 0.8384, 0.8568, 0.8617, 0.7950, 0.7317, 0.7514, 0.6637,
        0.6494, 0.6428, 0.7076, 0.7189, 0.4224, 0.3376, 0.1800, 0.0873, 0.0531, 0.0381, 0.0308, 0.0274], atol=2e-3)


def test_noise_is_no_voice(model):
    noise = numpy.random.RandomState(1).uniform(-0.1, 0.1, 20 * CHUNK).astype(numpy.float32)
    assert max(probabilities(model, noise, 20)) < 0.5
