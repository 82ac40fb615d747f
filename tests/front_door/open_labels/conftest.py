"""A cache with the installed models and, where a test adds it, an image-text model of a few numbers."""

import pathlib
import sys

import pytest

HERE = pathlib.Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent), str(HERE.parent / "language_model"), str(HERE.parents[2] / "models" / "tests")]

from model_caches import fill  # noqa: E402  (the path comes first)
from program import ffmpeg, smarttag  # noqa: E402

LARGE = ("qwen", "whisper")  # of tasks that are not looked at here


@pytest.fixture(scope="session")
def caches(tmp_path_factory):
    """Makes caches with every installed model but large ones."""
    return lambda name: fill(tmp_path_factory.mktemp(name), without=LARGE)


@pytest.fixture(scope="session")
def colours(tmp_path_factory) -> dict[str, pathlib.Path]:
    """Pictures of one colour, and a film that is red for six seconds and then blue."""
    folder = tmp_path_factory.mktemp("colours")
    made = {}
    for colour in ("red", "blue", "green"):
        made[colour] = folder / f"{colour}.png"
        ffmpeg("-f", "lavfi", "-i", f"color={'lime' if colour == 'green' else colour}:s=320x180", "-frames:v", "1", made[colour])
    made["film"] = folder / "film.mp4"
    ffmpeg("-f", "lavfi", "-i", "color=red:s=320x180:r=10:d=6", "-f", "lavfi", "-i", "color=blue:s=320x180:r=10:d=6",
           "-filter_complex", "[0][1]concat=n=2,format=yuv444p", made["film"])
    return made


@pytest.fixture(scope="session")
def run():
    """The program, in a cache of the test's own."""

    def call(cache: pathlib.Path, *arguments, **variables: str):
        return smarttag(*arguments, SMARTTAG_CACHE_DIR=str(cache), XDG_DATA_HOME=str(cache / "data"), **variables)

    return call
