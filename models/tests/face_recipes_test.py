"""The face models as installed, against what other runtimes compute from the files as published."""

import numpy as np
import openvino
import pytest


def pattern(side: int) -> np.ndarray:
    y, x, channel = np.ogrid[:side, :side, :3]
    return ((y * 7 + x * 3 + channel * 50) % 256).astype(np.float32)[None]


def model(folder) -> openvino.CompiledModel:
    return openvino.Core().compile_model(folder / "model.xml", "CPU", {"INFERENCE_PRECISION_HINT": "f32"})


def test_yunet(installed):
    """ONNX Runtime 1.27 on face_detection_yunet_2023mar.onnx."""
    results = model(installed("yunet"))([pattern(640).transpose(0, 3, 1, 2)])
    for output, expected in {"cls_8": [0.59100145, 0.551446, 0.55579954],
                             "bbox_32": [1.3892807, 0.19080734, 1.142717],
                             "kps_8": [0.2384369, -0.1105893, 0.9655239]}.items():
        values = results[output].reshape(-1)
        assert values[[0, 100, -1]] == pytest.approx(expected, abs=1e-4), output
    assert results["obj_16"].max() < 1e-3  # no face in a pattern


def test_yunet_takes_any_multiple_of_32(installed):
    results = model(installed("yunet"))([np.zeros((1, 3, 96, 352), np.float32)])
    assert results["bbox_8"].shape == (1, 96 * 352 // 64, 4)


def test_facemesh(installed):
    """TensorFlow.js 4.22 (CPU) on facemesh.json."""
    results = model(installed("facemesh"))([pattern(192) / 255])
    mesh = results["mesh"].reshape(-1)
    assert mesh.shape == (1404,)
    assert mesh[[0, 1, 2, 3, 99, 702, 703, 1403]] == pytest.approx(
        [96.72270, 112.97416, -13.70822, 100.93204, 53.24427, 26.31241, 82.22310, 13.77084], abs=1e-3)
    assert mesh.sum() == pytest.approx(88064.891, abs=0.1)
    assert results["presence"].item() == pytest.approx(2.41416e-05, rel=1e-2)


def test_sface(installed):
    """OpenCV 5.0 on face_recognition_sface_2021dec_int8bq.onnx; the weights are kept in float16 here."""
    vector = model(installed("sface"))([pattern(112).transpose(0, 3, 1, 2)])[0][0]
    assert vector.shape == (128,)
    assert vector[[0, 1, 2, 64, 127]] == pytest.approx(
        [0.3898224, 0.51718956, -0.05547127, -0.17188089, -0.15334009], abs=3e-3)
    assert np.linalg.norm(vector) == pytest.approx(3.8104422, abs=0.01)
