"""Tags of main name Emotion: only where they are asked for, and only of faces that clearly look so."""

import json

import pytest
from program import analyze_json, data_of, ffmpeg

ASKED = ("--template", json.dumps({"AnalyseTypes": "emotion"}))


def emotions(file, *arguments, kind="ImageLabel") -> dict[str, dict]:
    run = analyze_json("--quiet", *arguments, file)
    assert run.code == 0, run.err
    return {tag["subTagName"]: tag for tag in data_of(run.job())[kind]["tags"] if tag["mainTagName"] == "Emotion"}


@pytest.mark.parametrize("photo", ["photos/obama.jpg", "photos/biden2.jpg"])
def test_a_smile_is_happy(media, photo):
    found = emotions(media / photo, *ASKED)
    assert list(found) == ["happy"] and found["happy"]["score"] > 0.9


@pytest.mark.parametrize("photo", ["photos/biden.jpg", "photos/obama2.jpg", "text/latin.jpg"])
def test_a_serious_face_a_speaking_one_and_no_face_are_nothing(media, photo):
    assert emotions(media / photo, *ASKED) == {}


def test_nobody_asked_nothing_is_told(media):
    assert emotions(media / "photos" / "obama.jpg") == {}


def test_in_a_film_a_smile_has_its_time(media, made):
    film = made / "smile.mp4"
    ffmpeg("-loop", "1", "-t", "5", "-i", media / "photos" / "obama.jpg", "-loop", "1", "-t", "5", "-i", media / "photos" / "biden.jpg",
           "-filter_complex", "[0]scale=640:640,setsar=1,fps=10[a];[1]scale=640:640,setsar=1,fps=10[b];[a][b]concat=n=2,format=yuv420p", film)
    (happy,) = emotions(film, *ASKED, kind="VideoLabel")["happy"]["occurrences"]
    assert happy["from"] == 0 and happy["to"] == pytest.approx(5, abs=0.3)


def test_the_reason_is_the_face(media):
    run = analyze_json("--quiet", "--debug-tags", *ASKED, media / "photos" / "obama.jpg")
    assert "emotion:happy" in run.err
