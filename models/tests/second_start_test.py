"""What OpenVINO keeps of a compiled model answers as the model compiled anew: every file of every model but
tokenizers.

The options are those of src/inference/engine.cc. With CACHE_MODE=OPTIMIZE_SIZE the voice detector fails here.
"""

import numpy
import openvino
import pytest

from zoo import recipe

# Tokenizers take texts, by operations of an extension; nothing of them is compiled.
FILES = [(entry.recipe.name, file) for entry in recipe.load() for file in entry.recipe.files
         if file.endswith(".xml") and not file.endswith("tokenizer.xml")]


def dimension(port: openvino.Output, number: int) -> int:
    length = port.partial_shape[number]
    if length.is_static:
        return length.get_length()
    # One of a batch or of tokens; else enough for the strides of pictures and the windows of sound.
    return 1 if number == 0 or not port.element_type.is_real() else max(64, length.min_length)


def inputs(model: openvino.CompiledModel) -> dict[str, numpy.ndarray]:
    made = {}
    for port in model.inputs:
        shape = [dimension(port, number) for number in range(len(port.partial_shape))]
        values = numpy.sin(numpy.arange(numpy.prod(shape)) * 0.013) if port.element_type.is_real() else numpy.zeros(1)
        made[port.any_name] = numpy.resize(values, shape).astype(port.element_type.to_dtype())
    return made


@pytest.mark.parametrize("name, file", FILES, ids=[f"{name}/{file}" for name, file in FILES])
def test_the_kept_model_answers_the_same(installed, tmp_path, name, file):
    options = {"PERFORMANCE_HINT": "LATENCY", "INFERENCE_PRECISION_HINT": "f32", "CACHE_DIR": str(tmp_path),
               "CACHE_MODE": "OPTIMIZE_SPEED"}
    answers, kept = [], []
    for _ in range(2):
        model = openvino.Core().compile_model(installed(name) / file, "CPU", options)
        kept.append(model.get_property("LOADED_FROM_CACHE"))
        answers.append([value.copy() for value in model(inputs(model)).values()])
    assert kept == [False, True]
    assert answers[0]
    for first, second in zip(*answers, strict=True):
        assert numpy.isfinite(first).all()
        numpy.testing.assert_array_equal(first, second)
