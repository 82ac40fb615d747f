"""The recipe of the language model: parts joined in order, and nothing altered gets through."""

import hashlib
import importlib.util

import pytest

from scratch_zoo import MODELS

_spec = importlib.util.spec_from_file_location("language_recipe", MODELS / "recipes" / "qwen25_coder.py")
recipe = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(recipe)


@pytest.fixture
def sources(tmp_path):
    files = {}
    for number in range(1, len(recipe.PARTS) + 1):
        files[recipe._member(number)] = tmp_path / f"part{number}"
        files[recipe._member(number)].write_bytes(f"<{number}>".encode())
    for name in recipe.LIBRARIES:
        files[f"{recipe.FOLDER}/{name}"] = tmp_path / name
        files[f"{recipe.FOLDER}/{name}"].write_bytes(name.encode())
    return files


def test_the_parts_are_joined_in_order(sources, tmp_path, monkeypatch):
    whole = "".join(f"<{number}>" for number in range(1, len(recipe.PARTS) + 1)).encode()
    monkeypatch.setattr(recipe, "WEIGHTS", hashlib.sha256(whole).hexdigest())
    out = tmp_path / "out"
    out.mkdir()
    recipe.convert(sources, out)
    assert (out / "model.gguf").read_bytes() == whole
    assert sorted(file.name for file in out.iterdir()) == sorted(recipe.RECIPE.files)


def test_altered_weights_are_refused(sources, tmp_path):
    out = tmp_path / "out"
    out.mkdir()
    with pytest.raises(ValueError, match="another SHA-256"):
        recipe.convert(sources, out)


def test_it_is_pulled_only_when_it_is_asked_for():
    assert not recipe.RECIPE.standard
