"""A page of a film whose content is known, and a browser to look at it with, where there is one."""

import pathlib
import sys

import pytest

HERE = pathlib.Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent)]

import browser as browsers  # noqa: E402  (the path comes first)
from program import ffmpeg, smarttag  # noqa: E402


@pytest.fixture(scope="session")
def news_page(media, tmp_path_factory) -> pathlib.Path:
    """Of 18 seconds of news."""
    folder = tmp_path_factory.mktemp("news")
    film = folder / "news.mp4"
    ffmpeg("-t", "18", "-i", media / "video" / "news.mp4", "-c", "copy", film)
    page = folder / "page.html"
    run = smarttag("analyze", "--quiet", "--report", page, film)
    assert run.code == 0, run.err
    return page


@pytest.fixture(scope="session")
def chromium():
    found = browsers.find()
    if found is None:
        pytest.skip("no Chromium to look at the page with: setup/system system-browser")
    with browsers.Browser(found) as browser:
        yield browser
