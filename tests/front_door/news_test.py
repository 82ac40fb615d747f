"""A news film whose every scene is known: six scenes, captions and speech in two languages, two persons, a car."""

import json

import pytest
from program import analyze_json, data_of
from measure import character_error_rate, overlap, share_read, word_error_rate
from shape import check_job

MARGIN = 0.5  # seconds by which a time may lie outside its scene
LIMIT = {"en": (word_error_rate, 0.08), "zh": (character_error_rate, 0.20)}


@pytest.fixture(scope="module")
def scenes(truth):
    return truth["video/news.mp4"]["scenes"]


@pytest.fixture(scope="module")
def results(media):
    run = analyze_json(media / "video" / "news.mp4", timeout=300)
    assert run.code == 0, run.err
    return check_job(run.job(), 1280, 720, 52.7)


def test_every_caption_is_read_within_its_scene(results, scenes):
    missed = []
    for scene in scenes:
        lines = [line["content"] for detail in results["OCR"]["details"]
                 if scene["from"] <= detail["timestamp"] <= scene["to"] for line in detail["info"]]
        for caption in scene["captions"]:
            best = max(lines, key=lambda line: share_read(caption, line), default="")
            if share_read(caption, best) < 0.97:
                missed.append(f"{caption!r} was read as {best!r}")
    assert not missed, "\n".join(missed)


def test_every_speech_segment_is_recognised_in_its_language(results, scenes):
    wrong = []
    for scene in scenes:
        if not scene["speech"]:
            continue
        heard = " ".join(d["content"] for d in results["ASR"]["details"]
                         if scene["from"] <= (d["from"] + d["to"]) / 2 < scene["to"])
        rate, limit = LIMIT[scene["language"]]
        if (error := rate(scene["speech"], heard)) > limit:
            wrong.append(f"{error:.1%} of {scene['speech']!r}: {heard!r}")
    assert not wrong, "\n".join(wrong)


def test_nobody_speaks_in_the_last_scene(results, scenes):
    assert not [d for d in results["ASR"]["details"] if d["to"] > scenes[-1]["from"] + MARGIN]


def scenes_of(occurrences, scenes) -> set[int]:
    return {i for i, scene in enumerate(scenes) for o in occurrences
            if overlap(o["from"], o["to"], scene["from"], scene["to"]) > MARGIN}


def test_exactly_two_persons_each_in_the_right_scenes(results, scenes):
    truth = {}
    for number, scene in enumerate(scenes):
        for name in scene["persons"]:
            truth.setdefault(name, set()).add(number)
    found = [scenes_of(person["occurrences"], scenes) for person in results["VideoLabel"]["persons"]]
    assert sorted(map(sorted, found)) == sorted(map(sorted, truth.values()))


def test_a_car_stands_in_the_last_scene(results, scenes):
    cars = [tag for tag in results["VideoLabel"]["tags"] if tag["subTagName"].lower() == "car"]
    assert cars, [tag["subTagName"] for tag in results["VideoLabel"]["tags"]]
    assert len(scenes) - 1 in scenes_of(cars[0]["occurrences"], scenes)


def test_ratios_are_the_share_of_the_film(results):
    for person in results["VideoLabel"]["persons"]:
        seen = sum(o["to"] - o["from"] for o in person["occurrences"])
        assert person["ratio"] == pytest.approx(seen / 52.66, abs=0.02)


def test_a_subtitle_file_for_each_language(media, tmp_path, results):
    del results
    run = analyze_json("--quiet", "--types", "Subtitle", "--out", tmp_path, media / "video" / "news.mp4")
    (detail,) = data_of(run.job())["Subtitle"]["details"]
    assert all(detail[key] for key in ("allResultUrl", "chResultUrl", "engResultUrl")), json.dumps(detail)
