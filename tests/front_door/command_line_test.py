"""Flags, exit codes, what stands on which stream."""

import os
import pty
import re
import subprocess

import pytest
from program import BINARY, analyze_json, data_of, environment, ffmpeg, smarttag


def on_a_terminal(*arguments: str) -> str:
    """Standard error of a call whose standard error is a terminal."""
    reader, writer = pty.openpty()
    process = subprocess.Popen([BINARY, *arguments], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                               stderr=writer, env=environment())
    os.close(writer)
    shown = b""
    try:
        while piece := os.read(reader, 4096):
            shown += piece
    except OSError:  # Linux tells the end of a terminal so
        pass
    os.close(reader)
    assert process.wait(timeout=120) == 0, shown
    return shown.decode(errors="replace")


USAGE = [
    [],
    ["analyse"],
    ["analyze"],
    ["analyze", "--no-such-flag", "x.mp4"],
    ["analyze", "--types", "ASR,Faces", "x.mp4"],
    ["analyze", "--precision", "f64", "x.mp4"],
    ["analyze", "--threads", "many", "x.mp4"],
    ["analyze", "--threads", "-1", "x.mp4"],
    ["analyze", "--params", "{", "x.mp4"],
    ["analyze", "--params", "[]", "x.mp4"],
    ["analyze", "--params", '{"needEverything":true}', "x.mp4"],
    ["analyze", "--config", "no-such-file.toml", "x.mp4"],
    ["analyze", "--max-bytes", "12 apples", "x.mp4"],
]


@pytest.mark.parametrize("arguments", USAGE, ids=" ".join)
def test_a_wrong_call_ends_with_2_and_says_why_on_standard_error(arguments):
    run = smarttag(*arguments)
    assert run.code == 2, run
    assert run.out == ""
    assert len(run.err.strip()) > 10


@pytest.mark.parametrize("arguments", [["--help"], ["analyze", "--help"], ["models", "--help"], ["--version"]],
                         ids=" ".join)
def test_help_is_no_error(arguments):
    run = smarttag(*arguments)
    assert (run.code, run.err) == (0, "")
    assert run.out.strip()


def test_the_version_names_the_commit():
    run = smarttag("--version")
    assert re.fullmatch(r"smarttag \d+\.\d+\.\d+ \(([0-9a-f]{7,40}(-dirty)?|unknown)\)\n", run.out), run


def test_help_of_analyze_names_every_flag_of_the_command_line():
    text = smarttag("analyze", "--help").out
    flags = ["--json", "--out", "--types", "--title", "--params", "--config", "--precision", "--threads", "--quiet",
             "--sample", "--allow-private"]
    assert not [flag for flag in flags if flag not in text]


def test_unknown_keys_of_a_configuration_file_are_refused(tmp_path):
    config = tmp_path / "smarttag.toml"
    config.write_text("threads = 1\ncolour = 'red'\n")
    run = smarttag("analyze", "--config", config, "x.mp4")
    assert run.code == 2
    assert "colour" in run.err


def test_a_setting_of_the_environment_is_checked_like_a_flag():
    run = smarttag("analyze", "x.mp4", SMARTTAG_THREADS="plenty")
    assert run.code == 2
    assert "threads" in run.err.lower()


def test_a_flag_counts_more_than_the_configuration_file(tmp_path, clip):
    config = tmp_path / "smarttag.toml"
    config.write_text("max-bytes = '1KiB'\n")
    assert smarttag("analyze", "--types", "Meta", "--config", config, clip).code == 3
    assert smarttag("analyze", "--types", "Meta", "--config", config, "--max-bytes", "1GiB", clip).code == 0


def test_report_for_people(clip):
    run = smarttag("analyze", "--quiet", "--types", "OCR", clip)
    assert (run.code, run.err) == (0, "")
    assert "Harbour office 4711" in run.out
    assert "\033[" not in run.out, "colours only on a terminal"
    assert not run.out.lstrip().startswith("{")


def test_json_is_alone_on_standard_output_and_progress_stands_in_plain_lines(clip):
    run = analyze_json("--types", "OCR", clip)
    assert run.code == 0
    assert len(run.objects()) == 1
    lines = run.err.splitlines()
    assert lines, "no progress"
    assert all(re.search(r"\d %", line) for line in lines), run.err
    assert "\r" not in run.err and "\033" not in run.err


def test_progress_rewrites_its_line_on_a_terminal(clip):
    shown = on_a_terminal("analyze", "--json", "--types", "OCR", str(clip))
    assert "\r\033[K" in shown
    assert re.search(r"\d %", shown)


def test_quiet_shows_no_progress(clip):
    run = analyze_json("--quiet", "--types", "Meta", clip)
    assert (run.code, run.err) == (0, "")


def test_only_the_wanted_types_are_returned(clip):
    run = analyze_json("--quiet", "--types", "ocr,Meta", "--title", "Am Hafen 港口", clip)
    results = data_of(run.job())
    assert sorted(results) == ["Meta", "OCR"]
    assert results["Meta"] == {"title": "Am Hafen 港口"}


def title_of(*arguments) -> str:
    return data_of(analyze_json("--quiet", "--types", "Meta", *arguments).job())["Meta"]["title"]


@pytest.mark.parametrize("container", ["mp4", "mkv", "mp3"])
def test_the_title_that_stands_in_the_file(tmp_path, container):
    file = tmp_path / f"a.{container}"
    ffmpeg("-f", "lavfi", "-i", "sine=d=1", "-metadata", "title=Am Hafen 港口", file)
    assert title_of(file) == "Am Hafen 港口"
    assert title_of("--title", "Another", file) == "Another", "the one given goes before"


@pytest.mark.parametrize("title", ["", "   ", "\n"])
def test_an_empty_title_in_the_file_is_none(tmp_path, title):
    ffmpeg("-f", "lavfi", "-i", "sine=d=1", "-metadata", f"title={title}", tmp_path / "a.mp4")
    assert title_of(tmp_path / "a.mp4") == "a.mp4"


def test_params_mean_what_they_mean_in_the_service(clip):
    run = analyze_json("--quiet", "--params", '{"needOcrData":true,"needMetaData":false}', clip)
    assert sorted(data_of(run.job())) == ["OCR", "VideoLabel"]


def test_two_inputs_give_two_objects_in_their_order(clip, made):
    missing = made / "nothing-here.mp4"
    run = analyze_json("--quiet", "--types", "Meta", clip, missing, clip)
    first, second, third = run.objects()
    assert [j["JobStatus"] for j in (first, second, third)] == ["Success", "Fail", "Success"]
    assert run.code == 3, "the failure of one input is the code of the call"
    assert len({first["JobId"], second["JobId"], third["JobId"]}) == 3
    assert "nothing-here.mp4" in second["Message"]


def test_user_data_comes_back(clip):
    run = analyze_json("--quiet", "--types", "Meta", "--user-data", '{"userId":"1"}', clip)
    assert run.job()["UserData"] == '{"userId":"1"}'


def test_a_full_disk_behind_standard_output_is_an_error(clip):
    with open("/dev/full", "wb") as full:
        done = subprocess.run([BINARY, "analyze", "--json", "--quiet", "--types", "Meta", str(clip)], stdout=full,
                              stderr=subprocess.PIPE, env=environment(), timeout=120, check=False)
    assert done.returncode == 4
    assert b"output" in done.stderr.lower()
