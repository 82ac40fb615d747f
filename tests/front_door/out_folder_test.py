"""--out DIR: each result as a file, the subtitles, and nothing half-written."""

import json
import re
import subprocess
import urllib.request

import pytest
from program import analyze_json, data_of, ffmpeg, smarttag

CUE = r"\d+\n\d\d:\d\d:\d\d,\d{3} --> \d\d:\d\d:\d\d,\d{3}\n.+\n(\n|$)"


@pytest.fixture(scope="module")
def spoken(made):
    """Two sentences by a speech synthesiser, a pause between."""
    for number, text in enumerate(["Good morning. This is the harbour office.", "The next ship leaves at nine."]):
        subprocess.run(["espeak-ng", "-v", "en-us", "-s", "140", "-w", made / f"part{number}.wav", text], check=True)
    sound = made / "spoken.wav"
    ffmpeg("-i", made / "part0.wav", "-i", made / "part1.wav", "-filter_complex",
           "[0:a]adelay=500[a];[1:a]adelay=2000[b];[a][b]concat=n=2:v=0:a=1", sound)
    return sound


def test_each_result_and_the_subtitles_are_written(spoken, tmp_path):
    out = tmp_path / "new" / "results"
    run = analyze_json("--quiet", "--out", out, spoken)
    assert run.code == 0, run
    names = sorted(file.name for file in out.iterdir())
    assert {"ASR.json", "Meta.json", "Subtitle.json", "job.json", "subtitles.srt", "subtitles.vtt"} <= set(names)
    assert not [name for name in names if name.endswith(".part")]
    results = data_of(run.job())
    for name, data in results.items():
        assert json.loads((out / f"{name}.json").read_text(encoding="utf-8")) == data
    assert json.loads((out / "job.json").read_text(encoding="utf-8")) == run.job()


def test_subtitles_say_what_was_recognised_at_its_time(spoken, tmp_path):
    run = analyze_json("--quiet", "--out", tmp_path, spoken)
    srt = (tmp_path / "subtitles.srt").read_text(encoding="utf-8")
    assert re.fullmatch(f"({CUE})+", srt), srt
    said = data_of(run.job())["ASR"]["details"]
    assert said, "nothing was recognised"
    for detail in said:
        assert detail["content"].split()[0] in srt
    vtt = (tmp_path / "subtitles.vtt").read_text(encoding="utf-8")
    assert vtt.startswith("WEBVTT\n")
    assert vtt.count("-->") == srt.count("-->")


def test_subtitle_urls_lead_to_the_files(spoken, tmp_path):
    run = analyze_json("--quiet", "--types", "Subtitle", "--out", tmp_path / "with space", spoken)
    (detail,) = data_of(run.job())["Subtitle"]["details"]
    text = urllib.request.urlopen(detail["allResultUrl"]).read().decode()
    assert re.match(CUE, text)


def test_without_a_folder_the_subtitles_are_in_the_url(spoken):
    (detail,) = data_of(analyze_json("--quiet", "--types", "Subtitle", spoken).job())["Subtitle"]["details"]
    assert re.match(CUE, urllib.request.urlopen(detail["allResultUrl"]).read().decode())


def test_several_inputs_get_folders_of_their_own(spoken, clip, tmp_path):
    assert smarttag("analyze", "--quiet", "--types", "Meta", "--out", tmp_path, spoken, clip, clip).code == 0
    assert sorted(folder.name for folder in tmp_path.iterdir()) == ["1-spoken.wav", "2-card.mp4", "3-card.mp4"]
    assert (tmp_path / "2-card.mp4" / "Meta.json").is_file()


def test_a_failed_input_leaves_no_results(tmp_path):
    broken = tmp_path / "broken.mp4"
    broken.write_text("no film")
    assert smarttag("analyze", "--quiet", "--out", tmp_path / "out", broken).code == 3
    assert not list((tmp_path / "out").glob("*Label.json"))


def test_a_folder_that_cannot_be_made_is_told(clip, tmp_path):
    (tmp_path / "file").write_text("in the way")
    run = analyze_json("--quiet", "--types", "Meta", "--out", tmp_path / "file" / "out", clip)
    assert run.code == 4
    assert run.job()["JobStatus"] == "Fail"
    assert "file" in run.job()["Message"]
