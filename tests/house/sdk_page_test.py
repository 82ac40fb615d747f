"""The quick starts on docs/sdk.md are the files that tests/sdk/run runs."""

import pathlib
import re

import pytest

ROOT = pathlib.Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "sdk.md").read_text(encoding="utf-8")
SHOWN = dict(re.findall(r"`(tests/sdk/[^`]+)`:\n\n```[a-z]+\n(.*?)```\n", PAGE, re.DOTALL))


def quick_starts() -> list[str]:
    return sorted(str(file.relative_to(ROOT)) for file in ROOT.glob("tests/sdk/*/[qQ]uickstart.*"))


def test_each_language_is_on_the_page():
    assert len(quick_starts()) == 4
    assert sorted(SHOWN) == quick_starts()


@pytest.mark.parametrize("name", quick_starts())
def test_the_page_shows_the_file(name):
    assert SHOWN[name] == (ROOT / name).read_text(encoding="utf-8")


@pytest.mark.parametrize("name", ["tests/sdk/node/package-lock.json", "tests/sdk/java/pom.xml", "tests/sdk/go/go.mod"])
def test_no_pinned_list_names_a_registry(name):
    text = (ROOT / name).read_text(encoding="utf-8").replace("http://maven.apache.org/POM/4.0.0", "")
    assert not re.findall(r"https?://\S+", text)
