"""The converted PP-OCRv6 models against what ONNX Runtime gives for the packages' own ONNX files."""

import pathlib

import numpy
import openvino
import pytest

# A line of white text on black, 320x48: "Tag 7 智能标签 ok" in WenQuanYi Micro Hei, 34 pixels.
LINE = pathlib.Path(__file__).parent / "data" / "line.pbm"


def line() -> numpy.ndarray:
    magic, size, bits = LINE.read_bytes().split(b"\n", 2)
    assert magic == b"P4"
    width, height = map(int, size.split())
    rows = numpy.frombuffer(bits, numpy.uint8).reshape(height, -1)
    return 1 - numpy.unpackbits(rows, axis=1)[:, :width].astype(numpy.float32)


def run(folder: pathlib.Path, picture: numpy.ndarray) -> numpy.ndarray:
    """The answer in f32 for a picture of values 0 and 1, normalised as the recipes say."""
    model = openvino.Core().compile_model(folder / "model.xml", "CPU", {"INFERENCE_PRECISION_HINT": "f32"})
    return model(numpy.repeat((picture[None, None] * 255 - 127.5) / 127.5, 3, axis=1))[0]


def test_the_recogniser_reads_the_line(installed):
    folder = installed("pp-ocrv6-rec-small")
    characters = (folder / "characters.txt").read_text(encoding="utf-8").split("\n")[:-1]
    answer = run(folder, line())[0]
    assert answer.shape == (40, len(characters)) == (40, 18710)
    classes = answer.argmax(axis=1)
    assert classes.tolist() == [0, 0, 62, 0, 69, 0, 75, 0, 18709, 0, 40, 18709, 18709, 0, 6706, 0, 0, 0, 11601, 0, 0, 0,
                                0, 6999, 0, 0, 0, 10530, 0, 18709, 18709, 83, 0, 0, 79, 0, 0, 0, 0, 0]
    repeated = numpy.concatenate([[False], classes[1:] == classes[:-1]])
    assert "".join(characters[i] for i in classes[~repeated]) == "Tag 7 智能标签 ok"
    # Where the runtimes could differ: the least certain steps.
    numpy.testing.assert_allclose(answer.max(axis=1)[[7, 8, 9, 11, 13, 29, 30]],
                                  [0.97505, 0.98696, 0.58707, 0.94424, 0.88088, 0.81911, 0.92204], atol=2e-3)


def test_the_characters_are_one_a_class_with_blank_and_space(installed):
    characters = (installed("pp-ocrv6-rec-small") / "characters.txt").read_text(encoding="utf-8").split("\n")[:-1]
    assert characters[0] == "" and characters[-1] == " "
    assert characters[1:4] == ["!", '"', "#"]
    assert len(set(characters)) == len(characters)
    assert all(len(character) == 1 for character in characters[1:])


def test_the_recogniser_takes_any_width_and_number_of_lines(installed):
    model = openvino.Core().read_model(installed("pp-ocrv6-rec-small") / "model.xml")
    shape = model.inputs[0].get_partial_shape()
    assert [shape[0].is_dynamic, shape[1].get_length(), shape[2].get_length(), shape[3].is_dynamic] == [True, 3, 48, True]


def test_the_detector_finds_two_lines(installed):
    page = numpy.zeros((192, 384), numpy.float32)
    page[32:80, 32:352] = line()
    page[112:160, 32:192] = line()[:, :160]
    answer = run(installed("pp-ocrv6-det-small"), page)[0, 0]
    assert answer.shape == page.shape
    assert int((answer > 0.3).sum()) == pytest.approx(7285, abs=5)
    assert float(answer.sum()) == pytest.approx(7061.3, abs=2)
    inside = (answer > 0.3).mean(axis=1) > 0.1
    assert numpy.flatnonzero(numpy.diff(inside.astype(int))).tolist() == [45, 64, 124, 146]
    # Across the upper and the lower line, edges included.
    numpy.testing.assert_allclose(answer[44:68:2, 100], [0.0005, 0.0346, 0.9853, 0.9988, 0.9994, 0.9994, 0.9996, 0.9993,
                                                         0.9990, 0.9943, 0.1927, 0.0027], atol=5e-3)
    numpy.testing.assert_allclose(answer[122:128:2, 100], [0.0003, 0.0019, 0.8134], atol=5e-3)


def test_the_detector_finds_nothing_on_an_empty_page(installed):
    assert run(installed("pp-ocrv6-det-small"), numpy.zeros((64, 96), numpy.float32)).max() < 0.3
