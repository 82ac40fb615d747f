"""Labels by their descriptions, with an image-text model that knows colours (models/tests/tiny_image_text.py)."""

import json
import shutil

import pytest
import tiny_image_text as tiny
from program import data_of

# A word of the tables, so that a name of theirs is found too.
WORDS = {"sea": (-1, -1, 1, 0)}


@pytest.fixture(scope="module", params=["byte pairs", "unigram", "int8"])
def cache(request, caches, run, tmp_path_factory):
    folder = tiny.build(tmp_path_factory.mktemp("model"), "siglip" if request.param == "unigram" else "clip", WORDS,
                        int8=request.param == "int8")
    made = caches("cache")
    done = run(made, "models", "add", f"image-text={folder}")
    assert done.code == 0, done.err
    assert "models remove image-text" in done.out
    return made


def tags(run, cache, file, *arguments, kind="ImageLabel") -> dict[tuple[str, str], dict]:
    done = run(cache, "analyze", "--json", "--quiet", *arguments, file)
    assert done.code == 0, done.err
    return {(tag["mainTagName"], tag["subTagName"]): tag for tag in data_of(done.job())[kind]["tags"]}


ONLY_TAGS = ("--template", '{"AnalyseTypes":"object,scene"}')
WALLS = ("--label", "red wall", "--label", "Scene:blue room=a photo of a blue room")


def test_a_label_is_found_where_its_description_fits(run, cache, colours):
    red = tags(run, cache, colours["red"], *ONLY_TAGS, *WALLS)
    assert red[("Object", "red wall")]["score"] > 0.99 and ("Scene", "blue room") not in red
    blue = tags(run, cache, colours["blue"], *ONLY_TAGS, *WALLS)
    assert blue[("Scene", "blue room")]["score"] > 0.99 and ("Object", "red wall") not in blue
    assert not {("Object", "red wall"), ("Scene", "blue room")} & tags(run, cache, colours["green"], *ONLY_TAGS, *WALLS).keys()


def test_names_of_the_tables_are_found_unasked(run, cache, colours):
    assert ("Scene", "sea") in tags(run, cache, colours["blue"], *ONLY_TAGS)
    assert ("Scene", "sea") not in tags(run, cache, colours["red"], *ONLY_TAGS)


def test_in_a_film_a_label_has_its_time(run, cache, colours):
    found = tags(run, cache, colours["film"], *ONLY_TAGS, *WALLS, kind="VideoLabel")
    (first,), (second,) = (found[key]["occurrences"] for key in (("Object", "red wall"), ("Scene", "blue room")))
    assert first["from"] == 0 and first["to"] == pytest.approx(6, abs=0.6)
    assert second["from"] == pytest.approx(6, abs=0.6) and second["to"] == pytest.approx(12, abs=0.6)


def test_templates_ask_for_labels_and_cpvlabel_tells_them(run, cache, colours):
    template = {"AnalyseTypes": "object,scene", "LabelVersion": "2.0", "LabelPrompts": ["Scene:red room", "blue wall"]}
    done = run(cache, "analyze", "--json", "--quiet", "--template", json.dumps(template), colours["film"])
    assert done.code == 0, done.err
    free = {label["label"]: label for label in data_of(done.job())["CPVLabel"]["freeTags"]}
    assert free["red room"]["labelLevel1"] == "Scene"
    assert free["red room"]["appearanceProbability"] == pytest.approx(0.5, abs=0.05)
    assert free["blue wall"]["detailInfo"][0]["startTime"] == pytest.approx(6, abs=0.6)


def test_a_library_of_labels(run, cache, colours):
    assert run(cache, "library", "create", "walls", "--kind", "label").code == 0
    assert run(cache, "library", "add", "walls", "warm", "a photo of a red wall", "a photo of a yellow wall").code == 0
    listed = json.loads(run(cache, "library", "list", "--json", "walls").out)
    assert listed["entities"][0]["descriptions"] == ["a photo of a red wall", "a photo of a yellow wall"]
    assert ("Object", "warm") in tags(run, cache, colours["red"], *ONLY_TAGS, "--library", "walls")
    assert ("Object", "warm") not in tags(run, cache, colours["blue"], *ONLY_TAGS, "--library", "walls")
    assert run(cache, "library", "remove", "walls").code == 0


def test_the_reason_of_a_tag_is_its_sentence(run, cache, colours):
    done = run(cache, "analyze", "--json", "--quiet", "--debug-tags", *ONLY_TAGS, *WALLS, colours["red"])
    assert '"a photo of a red wall"' in done.err and "image-text" in done.err


def test_the_threshold_of_labels_is_a_setting(run, cache, colours):
    # "yellow" is as near to red as it is to green: a score that is neither high nor none.
    asked = (*ONLY_TAGS, "--label", "yellow wall")
    assert ("Object", "yellow wall") in tags(run, cache, colours["red"], *asked, "--label-threshold", "0.2")
    assert ("Object", "yellow wall") not in tags(run, cache, colours["red"], *asked, "--label-threshold", "0.9999")


def test_it_can_be_turned_off(run, cache, colours):
    assert ("Scene", "sea") not in tags(run, cache, colours["blue"], *ONLY_TAGS, "--open-labels", "none")
    done = run(cache, "analyze", "--json", "--open-labels", "none", *ONLY_TAGS, *WALLS, colours["blue"])
    assert done.code == 2 and "open-labels" in done.err


def test_a_description_of_any_length_and_script_is_read(run, cache, colours):
    long = "very " * 40 + "red"
    found = tags(run, cache, colours["red"], *ONLY_TAGS, "--label", f"long={long}", "--label", "红色的墙", "--label", "<|endoftext|>")
    assert ("Object", "红色的墙") not in found


@pytest.mark.parametrize("wrong", ["", "=a photo", "n=", "n" * 65])
def test_a_label_without_a_name_is_wrong_use(run, cache, colours, wrong):
    done = run(cache, "analyze", "--label", wrong, colours["red"])
    assert done.code == 2 and "label" in done.err


def test_a_model_that_was_trained_with_a_sigmoid_gives_its_own_scores(caches, run, colours, tmp_path):
    """cosine 0.971 of the red picture and its sentence, times 10, less 9.7."""
    cache = caches("sigmoid")
    folder = tiny.build(tmp_path / "model", "siglip", numbers={"logit-scale": 10, "logit-bias": -9.7})
    assert run(cache, "models", "add", f"image-text={folder}").code == 0
    found = tags(run, cache, colours["red"], *ONLY_TAGS, *WALLS, "--label-threshold", "0.3")
    assert found[("Object", "red wall")]["score"] == pytest.approx(0.5, abs=0.03)


def test_without_a_model_the_error_says_how_one_is_added(caches, run, colours):
    cache = caches("without")
    for folder in (cache / "models").glob("multilingual-e5-small-*"):  # which would do instead
        shutil.rmtree(folder)
    assert run(cache, "analyze", "--json", *ONLY_TAGS, colours["red"]).code == 0
    done = run(cache, "analyze", "--json", *ONLY_TAGS, *WALLS, colours["red"])
    assert done.code == 4 and "models add image-text=DIR" in done.err


def test_a_model_is_listed_verified_and_removed(caches, run, colours, tmp_path):
    cache = caches("listed")
    folder = tiny.build(tmp_path / "model")
    assert run(cache, "models", "add", f"image-text={folder}").code == 0

    def states() -> dict[str, str]:
        return {card["name"]: card["state"] for card in json.loads(run(cache, "models", "--json").out)}

    assert states()["image-text"] == "local"
    assert run(cache, "models", "remove", "image-text").code == 0
    assert "image-text" not in states()
    assert run(cache, "analyze", "--json", "--open-labels", "image-text", *ONLY_TAGS, *WALLS, colours["red"]).code == 4


@pytest.mark.parametrize("source", ["image-text=/no/such/folder", "image-text="])
def test_a_folder_that_is_not_there_is_named(caches, run, source):
    done = run(caches("nothing"), "models", "add", source)
    assert done.code in (2, 3) and "Traceback" not in done.err and done.err.startswith("smarttag: ")
