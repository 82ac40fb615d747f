"""The results of generated media in many containers and codecs: their shape, units, times and boxes."""

import re

import subprocess

import pytest
from program import analyze_json, data_of, ffmpeg
from shape import check_job


@pytest.fixture(scope="module")
def job_of_clip(clip):
    run = analyze_json("--quiet", clip)
    assert run.code == 0, run.err
    return run.job()


def test_a_video(job_of_clip):
    results = check_job(job_of_clip, 640, 360, 6.0)
    assert sorted(results) == ["ASR", "Meta", "NLP", "OCR", "Subtitle", "TextLabel", "VideoLabel"]
    assert results["Meta"]["title"] == "card.mp4"


def test_text_is_told_for_the_time_in_which_it_is_seen(job_of_clip):
    seen = [detail["timestamp"] for detail in data_of(job_of_clip)["OCR"]["details"]
            if any(line["content"] == "Harbour office 4711" for line in detail["info"])]
    assert seen and min(seen) < 0.6 and 2.0 <= max(seen) <= 3.1


def test_a_tone_is_no_speech(job_of_clip):
    assert data_of(job_of_clip)["ASR"] == {"details": []}


def test_usage_is_counted_in_whole_seconds(job_of_clip):
    usage = {u["Type"]: u["Quota"] for u in job_of_clip["Usages"]["Usage"]}
    assert usage == {"video": 6, "audio": 6}


def test_ids_look_like_those_of_the_service(job_of_clip):
    assert re.fullmatch(r"[0-9a-f]{32}", job_of_clip["JobId"])
    assert re.fullmatch(r"[0-9A-F]{8}(-[0-9A-F]{4}){3}-[0-9A-F]{12}", job_of_clip["RequestId"])


def test_a_picture(made, clip):
    picture = made / "card.png"
    ffmpeg("-i", clip, "-frames:v", "1", picture)
    run = analyze_json("--quiet", picture)
    results = check_job(run.job(), 640, 360, 0.0)
    assert sorted(results) == ["ImageLabel", "Meta", "OCR", "TextLabel"]
    assert [line["content"] for line in results["OCR"]["details"][0]["info"]] == ["Harbour office 4711"]
    assert run.job()["Usages"]["Usage"] == [{"Type": "image", "Quota": 1}]


def test_sound_alone(made, clip):
    sound = made / "tone.m4a"
    ffmpeg("-i", clip, "-vn", "-c:a", "copy", sound)
    results = check_job(analyze_json("--quiet", sound).job(), 0, 0, 6.1)
    assert sorted(results) == ["ASR", "Meta", "NLP", "Subtitle", "TextLabel"]


def test_a_cpv_label_of_each_kind_of_media(made, clip):
    picture, sound = made / "cpv.png", made / "cpv.m4a"
    ffmpeg("-i", clip, "-frames:v", "1", picture)
    ffmpeg("-i", clip, "-vn", "-c:a", "copy", sound)
    for media, width, height, duration in ((clip, 640, 360, 6.0), (picture, 640, 360, 0.0), (sound, 0, 0, 6.1)):
        results = check_job(analyze_json("--quiet", "--types", "CPVLabel,Meta", media).job(), width, height, duration)
        assert sorted(results) == ["CPVLabel", "Meta"]
        assert results["CPVLabel"]["type"] == "auto"


def test_video_without_sound(made, clip):
    silent = made / "silent.mkv"
    ffmpeg("-i", clip, "-an", "-c:v", "copy", silent)
    results = check_job(analyze_json("--quiet", silent).job(), 640, 360, 6.0)
    assert results["ASR"] == {"details": []}


def test_boxes_lie_in_the_displayed_picture_when_it_is_turned(made, clip):
    turned = made / "turned.mp4"
    try:  # the way of FFmpeg 6 and later, then that of FFmpeg 5
        ffmpeg("-display_rotation", "90", "-i", clip, "-c", "copy", turned)
    except subprocess.CalledProcessError:
        ffmpeg("-i", clip, "-c", "copy", "-metadata:s:v:0", "rotate=90", turned)
    run = analyze_json("--quiet", "--types", "VideoLabel,OCR", turned)
    check_job(run.job(), 360, 640, 6.0)


@pytest.mark.parametrize("name", ["card.mov", "card.mkv", "card.ts", "card.flv"])
def test_the_same_streams_in_other_containers(made, clip, name):
    other = made / name
    ffmpeg("-i", clip, "-c", "copy", other)
    results = check_job(analyze_json("--quiet", "--types", "OCR", other).job(), 640, 360, 6.1)
    assert any(line["content"] == "Harbour office 4711" for d in results["OCR"]["details"] for line in d["info"])


CODECS = [("card.webm", ["-c:v", "libvpx-vp9", "-deadline", "realtime", "-c:a", "libopus"]),
          ("vp8.webm", ["-c:v", "libvpx", "-deadline", "realtime", "-c:a", "libvorbis"]),
          ("hevc.mp4", ["-c:v", "libx265", "-preset", "ultrafast", "-x265-params", "log-level=error"]),
          ("ten_bit.mkv", ["-c:v", "libx265", "-preset", "ultrafast", "-pix_fmt", "yuv420p10le", "-x265-params",
                           "log-level=error"]),
          ("mpeg4.avi", ["-c:v", "mpeg4", "-q:v", "3", "-c:a", "mp3"]),
          ("mpeg2.ts", ["-c:v", "mpeg2video", "-r", "25", "-q:v", "3", "-c:a", "mp2"]),
          ("mjpeg.avi", ["-c:v", "mjpeg", "-q:v", "3", "-c:a", "pcm_s16le"]),
          ("card.gif", ["-an"])]


@pytest.mark.parametrize("name,options", CODECS, ids=[name for name, _ in CODECS])
def test_other_codecs(made, clip, name, options):
    other = made / name
    ffmpeg("-i", clip, *options, other)
    results = check_job(analyze_json("--quiet", "--types", "OCR", other).job(), 640, 360, 6.2)
    assert any(line["content"] == "Harbour office 4711" for d in results["OCR"]["details"] for line in d["info"])
