"""`smarttag shots` on edits composed at known times."""

import csv
import io
import json

import pytest
from program import ffmpeg, smarttag

RATE = 25
NEAR = 0.2  # seconds
SAME = f"fps={RATE},settb=AVTB,setsar=1,format=yuv420p"  # what xfade and concat ask of their inputs


def shots(file) -> list[dict]:
    run = smarttag("shots", "--quiet", "--format", "json", file)
    assert run.code == 0, run
    return json.loads(run.out)["shots"]


@pytest.fixture(scope="module")
def pieces(media, made):
    """Six pieces without a cut: photographs with a slow pan, and films."""
    photographs = ["photos/obama.jpg", "photos/two_people.jpg", "text/storefront.jpg"]
    films = [("video/persons.mp4", 0), ("video/cars.mp4", 1), ("video/rabbit.mp4", 0)]
    out = []
    for i, name in enumerate(photographs):
        file = made / f"piece{i}.mp4"
        ffmpeg("-loop", "1", "-t", "5", "-i", media / name, "-vf",
               f"scale=800:450:force_original_aspect_ratio=increase,crop=800:450,crop=640:360:t*30:t*15,fps={RATE}",
               "-pix_fmt", "yuv420p", file)
        out.append(file)
    for i, (name, start) in enumerate(films):
        file = made / f"piece{i + 3}.mp4"
        ffmpeg("-ss", str(start), "-t", "5", "-i", media / name, "-an", "-vf",
               f"scale=640:360:force_original_aspect_ratio=increase,crop=640:360,setsar=1,fps={RATE}",
               "-pix_fmt", "yuv420p", file)
        out.append(file)
    return out


def edit(made, pieces, transitions: list[tuple[str, float]]):
    """The pieces, 3 s of each, joined by cuts, or by fades and dissolves of so many seconds; where each is."""
    length, known = 3.0, []
    chain = []
    for i, (how, took) in enumerate([("cut", 0), *transitions]):
        more, into = (took, "") if how == "dissolve" else (0, f"fade=t=in:d={took / 2}," if how == "fade" else "")
        chain.append(f"[{i}:v]trim=0:{3 + more},setpts=PTS-STARTPTS,{into}{SAME}[p{i}]")
    name = "p0"
    for i, (how, took) in enumerate(transitions, 1):
        if how == "dissolve":
            chain.append(f"[{name}][p{i}]xfade=transition=fade:duration={took}:offset={length - took},{SAME}[j{i}]")
            known.append((how, length - took, length))
        else:
            out = f"fade=t=out:st={length - took / 2}:d={took / 2}," if how == "fade" else ""
            chain.append(f"[{name}]{out}{SAME}[q{i}];[q{i}][p{i}]concat=n=2:v=1,{SAME}[j{i}]")
            known.append((how, length - took / 2, length + took / 2))
        length += 3
        name = f"j{i}"
    file = made / ("-".join(how for how, _ in transitions) + ".mp4")
    inputs = [part for piece in pieces[:len(transitions) + 1] for part in ("-i", str(piece))]
    ffmpeg(*inputs, "-filter_complex", ";".join(chain), "-map", f"[{name}]", "-r", str(RATE), file)
    return file, known


EDITS = [
    [("cut", 0), ("dissolve", 1.0), ("cut", 0), ("fade", 1.2), ("cut", 0)],
    [("dissolve", 0.6), ("dissolve", 1.4), ("fade", 0.8), ("cut", 0), ("dissolve", 1.0)],
    [("cut", 0)] * 5,
    [("fade", 1.6), ("cut", 0), ("dissolve", 0.8), ("fade", 1.0), ("dissolve", 1.2)],
]


def test_cuts_fades_and_dissolves_are_found_where_they_are(made, pieces):
    found = missed = false = 0
    for i, transitions in enumerate(EDITS):
        order = pieces[i:] + pieces[:i]
        file, known = edit(made, order, transitions)
        told = [shot["from"] for shot in shots(file)[1:]]
        for how, begin, end in known:
            hit = next((at for at in told if begin - NEAR <= at <= end + NEAR), None)
            if hit is None:
                missed += 1
                print(file, "missed", how, begin, end, told)
            else:
                found += 1
                told.remove(hit)
        false += len(told)
    assert 2 * found / (2 * found + missed + false) >= 0.95, (found, missed, false)


def test_the_cuts_of_the_news(media, truth):
    told = [shot["from"] for shot in shots(media / "video" / "news.mp4")]
    cuts = truth["video/news.mp4"]["cuts"]
    assert len(told) == len(cuts) + 1, told
    assert all(abs(a - b) < NEAR for a, b in zip(told[1:], cuts)), told


def test_shots_follow_each_other_from_start_to_end(made, pieces):
    file, _ = edit(made, pieces, [("cut", 0)])
    told = shots(file)
    assert told[0]["from"] == 0 and told[0]["begins"] == ""
    assert told[0]["to"] == told[1]["from"]
    assert told[1]["to"] == pytest.approx(6, abs=0.1)


def test_every_format_tells_the_same_shots(made, pieces):
    file, _ = edit(made, pieces, [("cut", 0)])
    rows = list(csv.DictReader(io.StringIO(smarttag("shots", "--quiet", "--format", "csv", file).out)))
    assert [row["Scene Number"] for row in rows] == ["1", "2"]
    assert float(rows[1]["Start Time (seconds)"]) == pytest.approx(shots(file)[1]["from"], abs=0.001)
    edl = smarttag("shots", "--quiet", "--format", "edl", file).out
    assert edl.startswith(f"TITLE: {file.name}\nFCM: NON-DROP FRAME\n")
    assert len([line for line in edl.splitlines() if line[:3].isdigit()]) == 2
    assert len(smarttag("shots", "--quiet", file).out.splitlines()) == 2


@pytest.mark.parametrize("name, code", [("speech/libri.wav", 3), ("photos/obama.jpg", 3), ("no-such-file.mp4", 3)])
def test_what_has_no_shots_is_refused(media, name, code):
    run = smarttag("shots", "--quiet", media / name)
    assert (run.code, run.out) == (code, "")
    assert len(run.err.strip()) > 10


def test_a_format_that_there_is_not_is_wrong_use(media):
    assert smarttag("shots", "--format", "xml", media / "video" / "news.mp4").code == 2
