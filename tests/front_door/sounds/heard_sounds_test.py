"""What is heard besides words: its names and times in the report, as tags, and what is not told of it.

The names of sound events come from a model that only those have who pull it; without it speech, singing and music are
told, and these tests skip the rest.
"""

import json
import os
import pathlib
import re
import shutil

import pytest
from program import analyze_json, data_of, ffmpeg, smarttag

# The busy signal of North American telephones, which the model knows as well as a recording.
BUSY = "0.2*(sin(2*PI*480*t)+sin(2*PI*620*t))*lt(mod(t,1),0.5)"
CHORD = "0.15*exp(-2*mod(t,0.5))*({})".format("+".join(
    f"sin(2*PI*t*{ratio}*220*pow(2,mod(floor(t*2)*5,12)/12))" for ratio in (1, 1.26, 1.5)))
EVENTS = "yamnet"


def made(folder: pathlib.Path, name: str, expression: str, seconds: float, before: float = 0, after: float = 0,
         *more) -> pathlib.Path:
    """Sound of a formula between stretches of silence."""
    file = folder / name
    pad = f"adelay={int(before * 1000)},apad=pad_dur={after}"
    ffmpeg("-f", "lavfi", "-i", f"aevalsrc='{expression}':s=16000:d={seconds}", "-af", pad, *more, file)
    return file


@pytest.fixture(scope="module")
def events():
    listed = json.loads(smarttag("models", "--json").out)
    models = listed["models"] if isinstance(listed, dict) else listed
    if next(m for m in models if m["name"] == EVENTS)["state"] == "missing":
        pytest.skip(f"the model {EVENTS} is not installed: smarttag models pull {EVENTS}")


@pytest.fixture(scope="module")
def call(tmp_path_factory) -> pathlib.Path:
    """Twenty seconds; a busy signal from 6 to 12."""
    return made(tmp_path_factory.mktemp("sounds"), "call.flac", BUSY, 6, 6, 8)


def report_of(file, *more) -> str:
    run = smarttag("analyze", "--quiet", *more, file)
    assert run.code == 0, run.err
    return run.out


def sounds_in(report: str) -> dict[str, int]:
    """Name to the second in which it is first heard, of the report's part Sounds."""
    part = re.search(r"^Sounds\n((?:  .*\n)+)", report, re.MULTILINE)
    found = re.findall(r"^  (\S.*?)  .* from (\d+):(\d\d)$", part[1], re.MULTILINE) if part else []
    return {name: 60 * int(minutes) + int(seconds) for name, minutes, seconds in found}


def heard_from(second: float) -> object:
    """In whole seconds, as the report tells it."""
    return pytest.approx(second, abs=1)


def free_tags(file) -> dict[str, dict]:
    run = analyze_json("--quiet", "--types", "CPVLabel", file)
    assert run.code == 0, run.err
    return {tag["label"]: tag for tag in data_of(run.job())["CPVLabel"]["freeTags"]}


def test_a_sound_is_in_the_report_with_its_time(call, events):
    assert sounds_in(report_of(call)) == {"telephone": heard_from(6)}


def test_a_sound_is_a_free_tag_with_its_times(call, events):
    tag = free_tags(call)["telephone"]
    assert tag["labelLevel1"] == "Object"
    (heard,) = tag["detailInfo"]
    assert heard["startTime"] == pytest.approx(6, abs=0.5)
    assert heard["endTime"] == pytest.approx(12, abs=0.8)
    assert heard["score"] > 0.8


def test_why_a_sound_is_a_tag_is_told(call, events):
    run = smarttag("analyze", "--quiet", "--json", "--debug-tags", "--types", "CPVLabel", call)
    assert re.search(r"Object +telephone +\d\.\d\d +0:0[56]  sound:telephone \d\.\d\d", run.err), run.err


def test_times_are_those_of_the_media(tmp_path, call, events):
    """The sound begins seven seconds after the picture."""
    film = tmp_path / "late.mkv"
    ffmpeg("-f", "lavfi", "-i", "color=c=gray:s=320x180:r=5:d=28", "-itsoffset", "7", "-i", call, "-c:a", "copy", film)
    assert sounds_in(report_of(film)) == {"telephone": heard_from(13)}


def test_what_sounds_in_a_film_is_not_taken_for_what_is_seen(tmp_path, call, events):
    film = tmp_path / "call.mkv"
    ffmpeg("-f", "lavfi", "-i", "color=c=gray:s=320x180:r=5:d=20", "-i", call, "-c:a", "copy", film)
    run = analyze_json("--quiet", "--types", "VideoLabel", film)
    assert [tag["subTagName"] for tag in data_of(run.job())["VideoLabel"]["tags"]] == []
    assert sounds_in(report_of(film)) == {"telephone": heard_from(6)}


def test_music_is_told_and_no_words_are_made_of_it(tmp_path):
    music = made(tmp_path, "music.flac", CHORD, 20, 5, 5)
    report = report_of(music)
    assert sounds_in(report)["music"] == heard_from(5)
    assert "speech" not in report


def test_speech_is_words_and_no_sound(media):
    report = report_of(media / "speech" / "libri.wav")
    assert sounds_in(report) == {} and "speech" in report


def test_silence_is_nothing(tmp_path):
    silence = made(tmp_path, "silence.flac", "0", 20)
    assert "Nothing was found" in report_of(silence)


def test_a_film_without_sound_has_none(tmp_path):
    film = tmp_path / "mute.mp4"
    ffmpeg("-f", "lavfi", "-i", "color=c=gray:s=320x180:r=5:d=4", "-pix_fmt", "yuv420p", film)
    assert sounds_in(report_of(film)) == {}


def test_sounds_are_not_looked_for_where_other_results_alone_are_wanted(call):
    assert sounds_in(report_of(call, "--types", "ASR,Meta")) == {}


@pytest.fixture
def cache_without(tmp_path):
    """A folder of models that lacks some."""
    whole = pathlib.Path(os.environ.get("SMARTTAG_CACHE_DIR") or pathlib.Path(
        os.environ.get("XDG_CACHE_HOME") or pathlib.Path.home() / ".cache") / "smarttag")

    def make(*names: str) -> pathlib.Path:
        for folder in (whole / "models").iterdir():
            if folder.is_dir() and not folder.name.startswith(names):
                (tmp_path / "models").mkdir(exist_ok=True)
                shutil.copytree(folder, tmp_path / "models" / folder.name)
        return tmp_path
    return make


def test_without_the_model_of_events_music_is_still_told(tmp_path, cache_without):
    music = made(tmp_path, "music.flac", CHORD, 20)
    cache = cache_without(EVENTS, "qwen")
    assert set(sounds_in(report_of(music, "--models-cache", cache))) == {"music"}


def test_without_the_standard_model_the_error_says_what_to_run(call, cache_without):
    run = analyze_json("--quiet", "--types", "CPVLabel", "--models-cache",
                       cache_without("fireredvad", "qwen", "whisper"), call)
    assert run.code == 4
    assert "smarttag models pull" in run.err
