"""Input that is broken, hostile or beyond a limit ends as Fail with a reason, soon, and the next input is not hurt."""

import os
import random
import re
import shutil
import struct
import zlib

import pytest
from program import analyze_json, data_of, ffmpeg, smarttag


def refused(path, *more, code: int = 3, **options) -> str:
    """Analyses what must fail; returns the reason told."""
    run = analyze_json("--quiet", *more, path, **options)
    assert run.code == code, run
    job = run.job()
    assert job["JobStatus"] == "Fail"
    assert job["Results"]["Result"] == []
    assert job["Code"]
    assert job["Message"] in run.err, "a person and a program are told the same"
    assert run.seconds < 30
    return job["Message"]


def written(folder, name: str, content: bytes | str):
    file = folder / name
    file.write_bytes(content.encode() if isinstance(content, str) else content)
    return file


def test_missing(tmp_path):
    assert "nothing.mp4" in refused(tmp_path / "nothing.mp4")


def test_empty(tmp_path):
    assert "empty" in refused(written(tmp_path, "empty.mp4", b"")).lower()


def test_a_folder(tmp_path):
    refused(tmp_path)


def test_a_named_pipe_does_not_hang(tmp_path):
    os.mkfifo(tmp_path / "pipe.mp4")
    refused(tmp_path / "pipe.mp4")


def test_text_that_is_called_mp4(tmp_path):
    refused(written(tmp_path, "notes.mp4", "Minutes of the meeting.\n" * 500))


def test_random_bytes(tmp_path):
    refused(written(tmp_path, "noise.mkv", random.Random(1).randbytes(200_000)))


def test_a_video_with_nothing_but_its_beginning(tmp_path, clip):
    content = clip.read_bytes()
    assert "cut.mp4" in refused(written(tmp_path, "cut.mp4", content[:len(content) // 50]))


@pytest.mark.parametrize("share", [0.3, 0.7, 0.95])
def test_a_truncated_video_keeps_what_is_there_and_tells_where_it_ends(tmp_path, clip, share):
    content = clip.read_bytes()
    cut = written(tmp_path, "cut.mp4", content[:int(len(content) * share)])
    told = smarttag("analyze", "--types", "OCR", cut)
    assert told.code == 0, told
    end = re.search(r"The file is cut off: it ends at ([0-9.]+) s", told.out)
    assert end and float(end[1]) <= 6 * share + 0.5, told
    (remark,) = smarttag("analyze", "--types", "OCR", "--json", cut).job()["Remarks"]
    assert remark == end.string[end.start():].splitlines()[0]


def test_a_video_whose_index_is_missing(tmp_path, clip):
    index_last = tmp_path / "index_last.mp4"
    ffmpeg("-i", clip, "-c", "copy", index_last)
    content = index_last.read_bytes()
    refused(written(tmp_path, "no_index.mp4", content[:content.rfind(b"moov") - 4]))


def test_a_truncated_picture(tmp_path, clip):
    picture = tmp_path / "whole.jpg"
    ffmpeg("-i", clip, "-frames:v", "1", picture)
    content = picture.read_bytes()
    refused(written(tmp_path, "cut.jpg", content[:len(content) // 2]))


@pytest.mark.parametrize("seed", range(6))
def test_flipped_bits_never_crash(tmp_path, clip, seed):
    content = bytearray(clip.read_bytes())
    chance = random.Random(seed)
    for _ in range(200):
        content[chance.randrange(len(content))] ^= 1 << chance.randrange(8)
    run = analyze_json("--quiet", "--types", "OCR,ASR", written(tmp_path, "flipped.mp4", bytes(content)))
    assert run.code in (0, 3), run
    job = run.job()
    assert (job["JobStatus"] == "Success") == (run.code == 0)
    assert run.seconds < 60


PLAYLISTS = {
    "hls_file": "#EXTM3U\n#EXT-X-TARGETDURATION:10\n#EXTINF:10,\nfile://{secret}\n#EXT-X-ENDLIST\n",
    "hls_path": "#EXTM3U\n#EXT-X-TARGETDURATION:10\n#EXTINF:10,\n{secret}\n#EXT-X-ENDLIST\n",
    "hls_url": "#EXTM3U\n#EXT-X-TARGETDURATION:10\n#EXTINF:10,\nhttp://127.0.0.1:9/a.ts\n#EXT-X-ENDLIST\n",
    "hls_self": "#EXTM3U\n#EXT-X-STREAM-INF:BANDWIDTH=1\n{self}\n",
    "concat": "ffconcat version 1.0\nfile '{secret}'\n",
    "concat_protocol": "concat:{secret}|{secret}",
    "dash": "<?xml version='1.0'?><MPD type='static' mediaPresentationDuration='PT6S'><Period><AdaptationSet "
            "mimeType='video/mp4'><Representation id='1' bandwidth='1'><BaseURL>{secret}</BaseURL></Representation>"
            "</AdaptationSet></Period></MPD>",
    "sdp": "v=0\no=- 0 0 IN IP4 127.0.0.1\ns=x\nc=IN IP4 127.0.0.1\nt=0 0\nm=video 9 RTP/AVP 96\n"
           "a=rtpmap:96 H264/90000\n",
    "imf": "<?xml version='1.0'?><CompositionPlaylist xmlns='http://www.smpte-ra.org/schemas/2067-3/2016'>"
           "<Id>urn:uuid:1</Id></CompositionPlaylist>",
}


@pytest.mark.parametrize("suffix", ["m3u8", "mp4"])
@pytest.mark.parametrize("kind", PLAYLISTS)
def test_a_playlist_that_names_other_files_is_not_followed(tmp_path, clip, kind, suffix):
    file = tmp_path / f"{kind}.{suffix}"
    file.write_text(PLAYLISTS[kind].format(secret=clip, self=file.name))
    reason = refused(file)
    assert str(clip) not in reason


def test_longer_than_allowed(clip):
    assert "max-duration" in refused(clip, "--max-duration", "5s")


def test_larger_than_allowed(clip):
    assert "max-bytes" in refused(clip, "--max-bytes", "1KiB")


def test_more_pixels_than_allowed(clip):
    assert "max-pixels" in refused(clip, "--max-pixels", "10000")


def test_more_streams_than_allowed(tmp_path, clip):
    many = tmp_path / "many.mkv"
    ffmpeg("-i", clip, *["-map", "0:a"] * 5, "-c", "copy", many)
    assert "max-streams" in refused(many, "--max-streams", "4")


def chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def test_a_picture_that_unpacks_to_gigabytes(tmp_path):
    side = 60_000
    packer = zlib.compressobj(9)
    row = b"\0" * (side // 8 + 1)
    packed = b"".join(packer.compress(row) for _ in range(side)) + packer.flush()
    bomb = (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0))
            + chunk(b"IDAT", packed) + chunk(b"IEND", b""))
    assert "max-pixels" in refused(written(tmp_path, "bomb.png", bomb))


def test_a_codec_that_is_not_on_the_list(tmp_path, clip):
    odd = tmp_path / "odd.avi"
    ffmpeg("-i", clip, "-an", "-c:v", "zmbv", odd)
    assert "zmbv" in refused(odd).lower()


def test_a_container_that_is_not_on_the_list(tmp_path, clip):
    odd = tmp_path / "odd.nut"
    ffmpeg("-i", clip, "-c", "copy", odd)
    refused(odd)


def test_a_file_without_sound_or_picture(tmp_path):
    subtitles = tmp_path / "words.srt"
    subtitles.write_text("1\n00:00:00,000 --> 00:00:02,000\nNobody speaks.\n")
    file = tmp_path / "words.mkv"
    ffmpeg("-i", subtitles, "-c:s", "srt", file)
    refused(file)


NAMES = ["two words.mp4", "quote's \"name\".mp4", "line\nbreak.mp4", "100%25.mp4", "港口 – ñandú.mp4", "file:name.mp4",
         "concat:a|b.mp4", "subfile,,start,0,end,9,,:x.mp4", "a;b&c$(d).mp4", "%03d.png.mp4", "*?[x].mp4", "noext"]


@pytest.mark.parametrize("name", NAMES)
def test_odd_names(tmp_path, clip, name):
    shutil.copy(clip, tmp_path / name)
    run = analyze_json("--quiet", "--types", "Meta", name, cwd=tmp_path)
    assert run.code == 0, run
    assert data_of(run.job())["Meta"]["title"] == name


def test_a_name_that_begins_with_a_dash(tmp_path, clip):
    shutil.copy(clip, tmp_path / "-x.mp4")
    assert smarttag("analyze", "--quiet", "--types", "Meta", "--", "-x.mp4", cwd=tmp_path).code == 0


def test_a_name_that_is_not_utf8(tmp_path, clip):
    name = os.fsencode(tmp_path) + b"/caf\xe9.mp4"
    shutil.copy(clip, name)
    run = analyze_json("--quiet", "--types", "Meta", os.fsdecode(name))
    assert run.code == 0, run
    assert data_of(run.job())["Meta"]["title"] == "caf\ufffd.mp4"


def test_an_input_after_a_broken_one_is_analysed(tmp_path, clip):
    broken = written(tmp_path, "broken.mp4", clip.read_bytes()[:3000])
    run = analyze_json("--quiet", "--types", "OCR", broken, clip)
    first, second = run.objects()
    assert (first["JobStatus"], second["JobStatus"], run.code) == ("Fail", "Success", 3)


def test_time_limit(media):
    reason = refused(media / "video" / "persons.mp4", "--time-limit", "2s", code=4)
    assert "time-limit" in reason


def test_memory_limit(media):
    reason = refused(media / "video" / "news.mp4", "--memory-limit", "200MiB", code=4)
    assert "memory" in reason.lower()
