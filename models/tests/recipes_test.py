"""Rules that every recipe of the tree keeps, and the manifest made from them."""

import pathlib
import re
import shutil
import subprocess
import sys

import pytest

from scratch_zoo import MODELS
from zoo import recipe

ENTRIES = recipe.load()
TASKS = {"text-detection", "text-recognition", "speaker-turns", "voice-activity", "voice-vector", "speech",
         "face-detection", "face-landmarks", "face-vector", "objects", "picture-classes", "language", "shots", "safety", "sentence-vectors",
         "sound-kinds", "sound-events", "emotion"}
# What may be shipped and used for any purpose; anything else must be asked for by name.
PERMISSIVE = {"Apache-2.0", "MIT", "BSD-2-Clause", "BSD-3-Clause", "BSL-1.0", "CC0-1.0", "Unlicense"}


def each(test):
    return pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.recipe.name)(test)


@each
def test_what_it_says_is_complete(entry):
    made = entry.recipe
    assert re.fullmatch(r"[a-z0-9.-]+", made.name)
    assert made.task in TASKS
    assert made.version and made.upstream.startswith("https://")
    assert made.size > 0 and made.files and len(set(made.files)) == len(made.files)
    assert any(file.endswith((".xml", ".gguf")) for file in made.files)
    for converter in made.converters:
        assert (MODELS / "convert" / f"{converter}.py").is_file()


@each
def test_its_sources_are_pinned(entry):
    assert entry.recipe.sources
    for source in entry.recipe.sources:
        assert source.registry in {"pypi", "npm"}
        assert re.fullmatch(r"\d+(\.\d+)*", source.version) and source.version in source.file
        assert source.members
        for checksum in (source.sha256, *source.members.values()):
            assert re.fullmatch(r"[0-9a-f]{64}", checksum)


@each
def test_only_permissive_models_are_standard(entry):
    assert set(re.split(r" AND ", entry.recipe.licence)) <= PERMISSIVE or not entry.recipe.standard


@each
def test_its_labels_are_there(entry):
    file = entry.recipe.labels_file
    assert not (file and entry.recipe.labels), "labels or labels_file, not both"
    if file and file not in entry.recipe.files:
        assert (MODELS.parent / "data" / file).read_text(encoding="utf-8").strip()


@each
def test_its_input_contract_is_whole(entry):
    contract = entry.recipe.input
    if contract:
        assert set(contract) == {"width", "height", "colour", "mean", "scale"}
        assert contract["colour"] in {"bgr", "rgb", "grey"}
        assert len(contract["mean"]) == len(contract["scale"]) == 3 and all(contract["scale"])


def test_the_manifest_is_fresh():
    done = subprocess.run([sys.executable, MODELS / "zoo_cli.py", "manifest", "--check"], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


def test_a_stale_manifest_is_told(tmp_path):
    shutil.copytree(MODELS, tmp_path / "models", ignore=shutil.ignore_patterns("tests", "__pycache__"))
    manifest = tmp_path / "models" / "manifest.json"
    manifest.write_text(manifest.read_text().replace('"MIT"', '"GPL-3.0-only"'))
    done = subprocess.run([sys.executable, MODELS / "zoo_cli.py", "--models", tmp_path / "models", "manifest", "--check"],
                          capture_output=True, text=True)
    assert done.returncode == 4 and "models/manifest.json is stale" in done.stderr


def copied(entry: recipe.Entry, folder: pathlib.Path) -> tuple[pathlib.Path, pathlib.Path]:
    """A recipe's file and its folder of converters, to be changed."""
    shutil.copytree(MODELS / "convert", folder / "convert")
    (file,) = [f for f in (MODELS / "recipes").glob("*.py") if f'"{entry.recipe.name}"' in f.read_text()]
    return pathlib.Path(shutil.copy(file, folder)), folder


def test_the_key_follows_recipe_and_converters(tmp_path):
    entry = next(e for e in ENTRIES if e.recipe.converters)
    file, models = copied(entry, tmp_path)
    assert recipe.key_of(entry.recipe, file, models) == entry.key
    file.write_text(file.read_text() + "\n")
    changed = recipe.key_of(entry.recipe, file, models)
    converter = models / "convert" / f"{entry.recipe.converters[0]}.py"
    converter.write_text(converter.read_text() + "\n")
    assert len({entry.key, changed, recipe.key_of(entry.recipe, file, models)}) == 3


def test_two_recipes_of_one_name_are_refused(zoo):
    zoo.pypi_model()
    recipes = zoo.root / "models" / "recipes"
    shutil.copy(recipes / "tiny.py", recipes / "copy.py")
    done = zoo.run("list")
    assert done.returncode == 4 and "Two recipes have the name tiny" in done.stderr
