"""Image-text models: from the folder of an ONNX export to what the program runs."""

import json
import pathlib

import numpy
import openvino
import pytest
import tiny_image_text as tiny
from zoo import image_text
from zoo.recipe import ZooError


def added(folder: pathlib.Path, cache: pathlib.Path, variant: str | None = None) -> tuple[pathlib.Path, dict]:
    """The installed folder, and its card."""
    image_text.add(folder, variant, cache)
    entry = json.loads((cache / "models" / "local.json").read_text())["models"]["image-text"]
    return cache / "models" / entry["folder"], entry["card"]


def compiled(folder: pathlib.Path, part: str):
    core = openvino.Core()
    core.add_extension(str(folder / "libopenvino_tokenizers.so"))
    return core.compile_model(folder / f"{part}.xml", "CPU")


def ids(folder: pathlib.Path, text: str) -> list[int]:
    return compiled(folder, "tokenizer")([text])["ids"][0].tolist()


def test_byte_pairs_are_those_of_the_file(tmp_path):
    folder, card = added(tiny.build(tmp_path / "model"), tmp_path / "cache")
    model = json.loads((tmp_path / "model" / "tokenizer.json").read_text())["model"]
    token = model["vocab"]
    start, end = token["<|startoftext|>"], token["<|endoftext|>"]
    assert ids(folder, "  A  RED\tphoto!") == [start, token["a</w>"], token["red</w>"], token["photo</w>"], token["!</w>"], end]
    assert ids(folder, "reds") == [start, token["re"], token["d"], token["s</w>"], end]
    assert ids(folder, "é") == [start, token["Ã"], token["©</w>"], end]  # the bytes of UTF-8
    assert card["numbers"]["pad-token"] == end and card["numbers"]["text-length"] == tiny.TEXT_LENGTH


def test_unigram_pieces_are_those_of_the_file(tmp_path):
    folder, card = added(tiny.build(tmp_path / "model", "siglip"), tmp_path / "cache")
    pieces = [p for p, _ in json.loads((tmp_path / "model" / "tokenizer.json").read_text())["model"]["vocab"]]
    token = {piece: i for i, piece in enumerate(pieces)}
    assert ids(folder, "Red, photo.") == [token["▁red"], token["▁photo"], token["</s>"]]
    assert ids(folder, "ox") == [token["▁"], token["o"], token["x"], token["</s>"]]
    assert ids(folder, "ü") == [token["▁"], token["<unk>"], token["</s>"]]
    assert card["numbers"]["pad-token"] == token["</s>"] and card["numbers"]["cut-middle"] == 0


@pytest.mark.parametrize("family", ["clip", "siglip"])
def test_pictures_are_fed_as_the_preprocessor_says(tmp_path, family):
    folder, _ = added(tiny.build(tmp_path / "model", family), tmp_path / "cache")
    picture = numpy.zeros((1, tiny.SIZE, tiny.SIZE, 3), dtype=numpy.uint8)
    picture[..., 2] = 255  # red, in BGR
    assert compiled(folder, "vision")(picture)["vector"][0] == pytest.approx([1, -1, -1, 0.5], abs=0.01)


def test_files_of_integers_give_nearly_the_same(tmp_path):
    folder, _ = added(tiny.build(tmp_path / "model", int8=True), tmp_path / "cache")
    picture = numpy.full((1, tiny.SIZE, tiny.SIZE, 3), 64, dtype=numpy.uint8)
    assert compiled(folder, "vision")(picture)["vector"][0] == pytest.approx([-0.5, -0.5, -0.5, 0.5], abs=0.02)


def test_a_variant_is_chosen_by_its_name(tmp_path):
    source = tiny.build(tmp_path / "model")
    with pytest.raises(ZooError, match="vision_model_int8.onnx"):
        added(source, tmp_path / "cache", "int8")
    tiny.build(source, int8=True)
    plain, _ = added(source, tmp_path / "cache")
    small, _ = added(source, tmp_path / "cache", "int8")
    assert small != plain and not plain.exists()  # the earlier addition is replaced


def test_the_card_beside_it_adds_what_the_export_does_not_say(tmp_path):
    source = tiny.build(tmp_path / "model", "siglip", numbers={"logit-scale": 117.5, "logit-bias": -12.5})
    _, card = added(source, tmp_path / "cache")
    assert card["numbers"]["logit-bias"] == -12.5 and card["licence"] == "CC0-1.0"


def test_other_additions_stay_in_the_list(tmp_path):
    listed = tmp_path / "cache" / "models" / "local.json"
    listed.parent.mkdir(parents=True)
    listed.write_text(json.dumps({"models": {"nanodet": {"folder": "local/nanodet-1", "card": {}}}}))
    added(tiny.build(tmp_path / "model"), tmp_path / "cache")
    assert set(json.loads(listed.read_text())["models"]) == {"nanodet", "image-text"}


def cut(file: pathlib.Path) -> None:
    file.write_bytes(file.read_bytes()[:60])


def change(name: str, **values):
    def do(folder: pathlib.Path) -> None:
        file = folder / name
        file.write_text(json.dumps({**json.loads(file.read_text()), **values}))
    return do


@pytest.mark.parametrize(("spoil", "names"), [
    (lambda f: (f / "tokenizer.json").unlink(), "tokenizer.json"),
    (lambda f: (f / "tokenizer.json").write_text("{"), "tokenizer.json is not JSON"),
    (lambda f: (f / "tokenizer.json").write_text("[]"), "not a JSON object"),
    (change("tokenizer.json", model={"type": "Unheard"}), "tokenizer.json cannot be converted"),
    (lambda f: (f / "preprocessor_config.json").unlink(), "preprocessor_config.json"),
    (change("preprocessor_config.json", crop_size={"height": 10**6, "width": 32}), "size of pictures"),
    (lambda f: (f / "onnx" / "vision_model.onnx").unlink(), "vision_model.onnx"),
    (lambda f: cut(f / "onnx" / "text_model.onnx"), "cannot read text_model.onnx"),
    (change("card.json", colour="blue"), "unknown key colour"),
    (change("card.json", numbers={"logit-scale": "a lot"}), "numbers that are none"),
], ids=["no tokenizer", "no JSON", "a list", "another tokenizer", "no preprocessor", "too large", "no vision", "cut", "key", "number"])
def test_a_folder_that_does_not_fit_is_refused_whole(tmp_path, spoil, names):
    source = tiny.build(tmp_path / "model")
    spoil(source)
    with pytest.raises(ZooError, match=names) as refused:
        image_text.add(source, None, tmp_path / "cache")
    assert refused.value.exit_code == 2
    assert not (tmp_path / "cache" / "models" / "local.json").exists()
    assert not list((tmp_path / "cache" / "models").glob("**/image-text-*"))
    assert not list((tmp_path / "cache" / "models").glob(".partial*"))


def test_models_of_different_lengths_are_refused(tmp_path, monkeypatch):
    source = tiny.build(tmp_path / "model")
    monkeypatch.setattr(tiny, "DIMENSIONS", 5)
    monkeypatch.setattr(tiny, "WORDS", {word: (*vector, 0) for word, vector in tiny.WORDS.items()})
    description, _ = tiny.byte_pair_tokenizer(tiny.WORDS)
    table = [[0.0] * 5 for _ in description["model"]["vocab"]]
    monkeypatch.setattr(tiny, "_tensor", _with_five(tiny._tensor))
    tiny._text(source / "onnx" / "text_model.onnx", "text_embeds", table, with_mask=True)
    with pytest.raises(ZooError, match="vectors of 5 numbers and pictures of 4"):
        image_text.add(source, None, tmp_path / "cache")


def _with_five(tensor):
    def write(name, element, shape, values):
        return tensor(name, element, shape, [0] * 5 if name == "bias" else values)
    return write
