"""The setting `safety`: pictures are rated by a model that only those have who ask for it."""

import json
import os
import pathlib
import re
import shutil

import pytest
from program import smarttag

MODEL = "open-nsfw"


@pytest.fixture(scope="module")
def models() -> list[dict]:
    listed = json.loads(smarttag("models", "--json").out)
    return listed["models"] if isinstance(listed, dict) else listed


def state(models: list[dict], name: str) -> str:
    return next(m for m in models if m["name"] == name)["state"]


def rated(*arguments) -> tuple[int, list[float], str]:
    """The exit code, the scores of the line Safety, standard error."""
    run = smarttag("analyze", "--quiet", "--json", "--debug-tags", "--types", "ImageLabel,VideoLabel", *arguments)
    return run.code, [float(s) for s in re.findall(r"^ +Safety +explicit +([\d.]+)", run.err, re.MULTILINE)], run.err


def test_it_is_off_unless_an_operator_asks_for_it(media):
    assert rated(media / "photos" / "obama.jpg")[:2] == (0, [])


@pytest.mark.parametrize("name", ["photos/obama.jpg", "photos/two_people.jpg", "text/latin.jpg", "video/cars.mp4"])
def test_harmless_pictures_are_rated_low(media, models, name):
    if state(models, MODEL) == "missing":
        pytest.skip(f"the model {MODEL} is not installed: smarttag models pull {MODEL}")
    code, scores, _ = rated("--safety", "true", media / name)
    assert code == 0 and len(scores) == 1
    assert scores[0] < 0.3


def test_without_the_model_the_error_says_what_to_run(media, tmp_path):
    """In a cache that has every other model of the task."""
    cache = pathlib.Path(os.environ.get("SMARTTAG_CACHE_DIR") or pathlib.Path(
        os.environ.get("XDG_CACHE_HOME") or pathlib.Path.home() / ".cache") / "smarttag")
    for folder in (cache / "models").iterdir():
        if folder.is_dir() and not folder.name.startswith((MODEL, "qwen", "whisper")):  # the large ones serve other tasks
            shutil.copytree(folder, tmp_path / "models" / folder.name)
    code, scores, error = rated("--safety", "true", "--models-cache", tmp_path, media / "photos" / "obama.jpg")
    assert (code, scores) == (4, [])
    assert f"smarttag models pull {MODEL}" in error


def test_a_value_that_is_no_boolean_is_wrong_use(media):
    assert rated("--safety", "often", media / "photos" / "obama.jpg")[0] == 2
