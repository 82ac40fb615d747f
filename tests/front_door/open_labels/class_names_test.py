"""Labels by the names of what was seen, with sentence vectors, where there is no model that looks for descriptions."""

import json

import pytest
from program import data_of, smarttag


def installed() -> bool:
    return any(card["task"] == "sentence-vectors" and card["state"] in ("ready", "local")
               for card in json.loads(smarttag("models", "--json").out))


pytestmark = pytest.mark.skipif(not installed(), reason="sentence vectors are not installed: smarttag models pull sentence-vectors")

ONLY_TAGS = ("--template", '{"AnalyseTypes":"object,scene"}')


@pytest.fixture(scope="module")
def cache(caches):
    return caches("names")


def tags(run, cache, file, *labels: str, kind="VideoLabel") -> tuple[set, str]:
    asked = [part for label in labels for part in ("--label", label)]
    done = run(cache, "analyze", "--json", "--quiet", "--debug-tags", *ONLY_TAGS, *asked, file)
    assert done.code == 0, done.err
    return {(tag["mainTagName"], tag["subTagName"]) for tag in data_of(done.job())[kind]["tags"]}, done.err


def test_other_words_for_what_was_seen(run, cache, media):
    found, why = tags(run, cache, media / "video" / "cars.mp4", "automobile", "kitten", "Scene:server room", "happiness")
    assert ("Object", "automobile") in found
    assert not {("Object", "kitten"), ("Scene", "server room"), ("Object", "happiness")} & found
    assert "class-names: object:car" in why


def test_the_report_says_how_labels_were_found(run, cache, media):
    done = run(cache, "analyze", "--quiet", *ONLY_TAGS, "--label", "automobile", media / "video" / "cars.mp4")
    assert done.code == 0 and "comparing their descriptions with the names" in " ".join(done.out.split())


def test_jobs_without_labels_read_no_sentences(run, cache, media):
    done = run(cache, "analyze", "--quiet", *ONLY_TAGS, media / "video" / "cars.mp4")
    assert done.code == 0 and "descriptions" not in done.out
