"""Photographs, printed text and recordings whose content is known."""

import itertools

import pytest
from program import analyze_json, data_of, ffmpeg
from measure import character_error_rate, overlap, word_error_rate

SECONDS = 4  # that each photograph is shown
BYSTANDERS = {"obama_and_biden.jpg": 1}  # a girl at the edge, whom the truth of the media does not name
PHOTOGRAPHS = ["biden.jpg", "biden2.jpg", "obama.jpg", "obama2.jpg", "obama_and_biden.jpg", "two_people.jpg"]


@pytest.mark.parametrize("name", PHOTOGRAPHS)
def test_the_number_of_faces(media, truth, name):
    run = analyze_json("--quiet", "--types", "ImageLabel", media / "photos" / name)
    persons = data_of(run.job())["ImageLabel"]["persons"]
    assert len(persons) == len(truth[f"photos/{name}"]["persons"]) + BYSTANDERS.get(name, 0)
    assert len({person["name"] for person in persons}) == len(persons), "two faces of a picture are two persons"


def test_who_is_who_over_all_photographs(media, truth, made):
    """The photographs one after the other as a film: exactly two persons, each in his own photographs."""
    film = made / "photographs.mp4"
    inputs = [part for name in PHOTOGRAPHS
              for part in ("-loop", "1", "-t", str(SECONDS), "-i", str(media / "photos" / name))]
    fitted = [f"[{i}:v]scale=1280:720:force_original_aspect_ratio=decrease,pad=1280:720:-1:-1,setsar=1,fps=10[v{i}]"
              for i in range(len(PHOTOGRAPHS))]
    joined = "".join(f"[v{i}]" for i in range(len(PHOTOGRAPHS))) + f"concat=n={len(PHOTOGRAPHS)},format=yuv420p"
    ffmpeg(*inputs, "-filter_complex", ";".join([*fitted, joined]), "-c:v", "libx264", "-preset", "fast", film)
    persons = data_of(analyze_json("--quiet", "--types", "VideoLabel", film).job())["VideoLabel"]["persons"]
    found = [{name for i, name in enumerate(PHOTOGRAPHS) for o in person["occurrences"]
              if overlap(o["from"], o["to"], i * SECONDS, (i + 1) * SECONDS) > 0.5} for person in persons]
    known = {person for name in PHOTOGRAPHS for person in truth[f"photos/{name}"]["persons"]}
    wanted = [{name for name in PHOTOGRAPHS if person in truth[f"photos/{name}"]["persons"]} for person in known]
    assert sorted(map(sorted, found)) == sorted(map(sorted, wanted))


@pytest.mark.parametrize("name", ["ch_en_num.jpg", "storefront.jpg"])
def test_printed_lines(media, truth, name):
    details = data_of(analyze_json("--quiet", "--types", "OCR", media / "text" / name).job())["OCR"]["details"]
    read = [line["content"] for detail in details for line in detail["info"]]
    wanted = truth[f"text/{name}"]["lines"]
    missed = [line for line in wanted if not any(line in found.replace(" ", "") for found in read)]
    assert len(missed) <= len(wanted) // 10, f"{missed} not in {read}"


def test_the_language_of_each_recording(media, truth):
    names = ["libri.wav", "aishell.wav", "foxconn-zh.wav"]
    run = analyze_json("--quiet", "--types", "ASR", *(media / "speech" / name for name in names))
    for name, job in itertools.zip_longest(names, run.objects()):
        heard = " ".join(detail["content"] for detail in data_of(job)["ASR"]["details"])
        known = truth[f"speech/{name}"]
        rate, limit = (word_error_rate, 0.08) if known["language"] == "en" else (character_error_rate, 0.20)
        assert rate(known["text"], heard) <= limit, heard
