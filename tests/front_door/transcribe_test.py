"""`smarttag transcribe`: what is said, as text in the formats that users know."""

import json
import os
import re
import subprocess

import pytest
from program import BINARY, analyze_json, data_of, environment, ffmpeg, smarttag


SAME = "aresample=16000,aformat=channel_layouts=mono"


def two_readers(media, graph, file):
    first, second = (media / "speech" / name for name in ("libri.wav", "two_cities.wav"))
    ffmpeg("-i", first, "-t", "9.5", "-i", second, "-filter_complex", graph, file)
    return file


@pytest.fixture(scope="module")
def talk(media, made):
    """Two readers in turn, 1 s apart: the first, the second, the first again."""
    graph = f"[0]{SAME},apad=pad_dur=1,asplit[a][c];[1]{SAME},apad=pad_dur=1[b];[a][b][c]concat=n=3:v=0:a=1"
    return two_readers(media, graph, made / "talk.wav")


def transcribed(*arguments) -> str:
    run = smarttag("transcribe", *arguments)
    assert run.code == 0, run
    return run.out


def test_text_is_what_is_said_and_nothing_else(talk):
    out = transcribed(talk, "--language", "en")
    assert out.count("sorrow") == 2 and out.count("best of times") == 1 and "Speaker" not in out


def test_speakers_are_named_where_they_change(talk):
    out = transcribed(talk, "--speakers", "--quiet", "--language", "en")
    assert re.findall(r"^Speaker (\d):", out, re.MULTILINE) == ["1", "2", "1"], out


def test_rttm_tells_who_speaks_when(talk):
    lines = transcribed(talk, "--format", "rttm", "--quiet").splitlines()
    assert {line.split()[7] for line in lines} == {"speaker-1", "speaker-2"}
    assert all(line.startswith("SPEAKER talk.wav 1 ") for line in lines)


def test_json_has_words_inside_their_segments(talk):
    told = json.loads(transcribed(talk, "--format", "json", "--words", "--speakers", "2", "--language", "en", "--quiet"))
    assert told["language"] == "en"
    for segment in told["segments"]:
        assert segment["speaker"] in ("speaker-1", "speaker-2")
        times = [time for word in segment["words"] for time in (word["start"], word["end"])]
        assert times == sorted(times)
        assert segment["start"] <= times[0] and times[-1] <= segment["end"]


def test_subtitles_go_to_a_file(talk, tmp_path):
    out = tmp_path / "talk.srt"
    assert transcribed(talk, "--format", "srt", "--out", out, "--quiet") == ""
    assert out.read_text(encoding="utf-8").startswith("1\n00:00:0")
    assert os.listdir(tmp_path) == ["talk.srt"]


def test_several_inputs_go_to_a_folder(talk, tmp_path):
    second = tmp_path / "second.wav"
    second.write_bytes(talk.read_bytes())
    transcribed(talk, second, "--format", "tsv", "--out", tmp_path / "out", "--quiet")
    assert sorted(os.listdir(tmp_path / "out")) == ["second.wav.tsv", "talk.wav.tsv"]


def test_an_input_of_the_same_name_does_not_replace_the_first(talk, tmp_path):
    (tmp_path / "b").mkdir()
    second = tmp_path / "b" / talk.name
    second.write_bytes(b"no sound")
    run = smarttag("transcribe", talk, second, "--language", "en", "--out", tmp_path / "out", "--quiet")
    assert run.code == 4 and "Another input of this name" in run.err, run
    assert "sorrow" in (tmp_path / "out" / f"{talk.name}.txt").read_text(encoding="utf-8")


def test_the_first_line_appears_while_the_rest_is_heard(talk, made):
    long = made / "long.wav"
    ffmpeg("-stream_loop", "4", "-i", talk, "-c", "copy", long)
    with subprocess.Popen([BINARY, "transcribe", str(long), "--language", "en"], stdout=subprocess.PIPE,
                          stderr=subprocess.DEVNULL, text=True, env=environment()) as running:
        assert "sorrow" in running.stdout.readline()
        assert running.poll() is None
        rest = running.stdout.read()
    assert running.returncode == 0 and rest.count("sorrow") == 9


@pytest.fixture(scope="module")
def call(media, made):
    """Two readers at once, one left and one right."""
    return two_readers(media, f"[0]{SAME}[a];[1]{SAME}[b];[a][b]join=inputs=2:channel_layout=stereo", made / "call.wav")


def said_by(segments, who):
    return " ".join(segment["text"] for segment in segments if segment.get("speaker") == who)


def test_channels_that_speak_at_once_are_heard_apart_and_named(call):
    segments = json.loads(transcribed(call, "--format", "json", "--language", "en", "--quiet"))["segments"]
    assert {segment["channel"] for segment in segments} == {1, 2}, segments
    first, second = said_by(segments, "channel-1"), said_by(segments, "channel-2")
    assert "sorrow" in first and "times" not in first, segments
    assert "best of times" in second and "sorrow" not in second, segments


def test_a_second_sound_track_is_named_in_the_text(call, made, tmp_path):
    file = made / "tracks.mkv"
    ffmpeg("-i", call, "-filter_complex", "[0]channelsplit[a][b]", "-map", "[a]", "-map", "[b]", file)
    out = tmp_path / "tracks.txt"
    transcribed(file, "--language", "en", "--out", out, "--quiet")
    text = out.read_text(encoding="utf-8")
    assert "Channel 1: " in text and "Channel 2: " in text and "sorrow" in text and "best of times" in text, text


def test_results_name_the_channel(call):
    details = data_of(analyze_json("--types", "ASR,NLP", "--language", "en", call).job())
    by_channel = {}
    for detail in details["ASR"]["details"]:
        by_channel.setdefault((detail["channel"], detail["speakerId"]), []).append(detail["content"])
    assert len(by_channel) == 2 and {channel for channel, _ in by_channel} == {1, 2}, by_channel
    assert len({paragraph["speakerId"] for paragraph in details["NLP"]["transcription"]["paragraphs"]}) == 2
    names = {one["speakerName"] for one in details["NLP"]["summarization"]["conversationalSummary"]}
    assert names == {"channel-1", "channel-2"}


@pytest.mark.parametrize("arguments, told", [
    ([], "Nothing to transcribe"),
    (["x.wav", "--format", "docx"], "no format 'docx'"),
    (["x.wav", "--words"], "--words needs"),
    (["x.wav", "--beam", "0"], "beam"),
])
def test_wrong_use_is_told(arguments, told):
    run = smarttag("transcribe", *arguments)
    assert run.code == 2 and told in run.err and run.out == ""


def test_a_number_of_speakers_that_cannot_be_is_told(talk):
    run = smarttag("transcribe", talk, "--speakers", "0")
    assert run.code == 2 and "speakers" in run.err


def test_a_missing_file_does_not_keep_the_next_from_being_heard(talk, tmp_path):
    run = smarttag("transcribe", tmp_path / "none.wav", talk, "--language", "en")
    assert run.code == 3 and "none.wav" in run.err and "sorrow" in run.out


def test_a_picture_has_nothing_to_transcribe(made):
    picture = made / "red.png"
    ffmpeg("-f", "lavfi", "-i", "color=red:s=64x64", "-frames:v", "1", picture)
    run = smarttag("transcribe", picture)
    assert run.code == 2 and "This is a picture" in run.err and run.out == ""


def test_help_has_examples():
    run = smarttag("transcribe", "--help")
    assert run.code == 0 and "--speakers" in run.out and "smarttag transcribe meeting.wav" in run.out
