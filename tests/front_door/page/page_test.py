"""`analyze --report`: one page that holds everything."""

import base64
import json
import re

from program import ffmpeg, smarttag


def page_of(file, out, *more) -> str:
    run = smarttag("analyze", "--quiet", "--report", out, *more, file)
    assert run.code == 0, run
    return out.read_text(encoding="utf-8")


def data_in(page: str) -> dict:
    return json.loads(re.search(r'<script type="application/json" id="data">(.*?)</script>', page, re.DOTALL)[1])


def test_a_video_has_shots_and_persons_with_pictures(media, tmp_path):
    film = tmp_path / "a <b> film.mp4"
    ffmpeg("-t", "18", "-i", media / "video" / "news.mp4", "-c", "copy", film)
    page = page_of(film, tmp_path / "page.html", "--types", "VideoLabel,OCR")
    data = data_in(page)
    assert data["name"] == "a <b> film.mp4" and "<b> film" not in page
    assert len(data["shots"]) == 3
    pictures = [shot["image"] for shot in data["shots"]] + [person["image"] for person in data["persons"]]
    assert len(data["persons"]) == 2
    assert sorted(pictures) == list(range(5)), "each has a picture of its own"
    for text in data["images"]:
        assert base64.b64decode(text, validate=True)[:3] == b"\xff\xd8\xff"
    assert any("Google" in line["text"] for line in data["lines"])
    assert not re.search(r'(src|href)\s*=\s*["\']?(https?:)?//', page), "it loads something"


def test_a_picture_is_shown_whole(media, tmp_path):
    data = data_in(page_of(media / "photos" / "obama.jpg", tmp_path / "page.html", "--types", "ImageLabel"))
    assert data["duration"] == 0
    assert [shot["image"] for shot in data["shots"]] == [0]
    assert [person["image"] for person in data["persons"]] == [1]


def test_sound_has_a_page_without_pictures(media, tmp_path):
    data = data_in(page_of(media / "speech" / "libri.wav", tmp_path / "page.html", "--types", "ASR"))
    assert (data["shots"], data["images"]) == ([], [])
    assert any(line["speech"] for line in data["lines"])


def test_several_inputs_are_no_page(media, tmp_path):
    photo = media / "photos" / "obama.jpg"
    run = smarttag("analyze", "--quiet", "--report", tmp_path / "page.html", photo, photo)
    assert run.code == 2 and not (tmp_path / "page.html").exists()


def test_a_page_that_cannot_be_written_is_an_error(media, tmp_path):
    run = smarttag("analyze", "--quiet", "--types", "ImageLabel", "--report", tmp_path / "no" / "page.html",
                   media / "photos" / "obama.jpg")
    assert run.code != 0
    assert "page.html" in run.err


def test_debug_tags_says_why_each_tag_came(media):
    run = smarttag("analyze", "--quiet", "--json", "--debug-tags", "--types", "VideoLabel",
                   media / "video" / "cars.mp4")
    assert run.code == 0
    run.job()  # standard output is still one JSON object
    assert re.search(r"^  Object +car +0\.\d+ .* object:car 0\.\d+", run.err, re.MULTILINE), run.err
