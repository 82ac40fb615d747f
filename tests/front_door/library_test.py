"""`smarttag library`, and analyses that look its persons and things up: on real photographs and films."""

import json

import pytest
from measure import overlap
from program import analyze_json, data_of, ffmpeg, smarttag

# Each landmark of the annotated photographs by one sample, as no other pictures of the same places are at hand: a view of
# the photograph (or of one moment of the film) from 30 degrees to the side, made by ffmpeg, smaller and in other light.
LANDMARKS = {
    "Statue of Liberty": ("t01.jpg", 0, "right"),
    "Golden Gate Bridge": ("t32.jpg", 0, "left"),
    "Taj Mahal": ("t41.png", 0, "right"),
    "Potala Palace": ("t52.jpg", 0, "left"),
    "Arc de Triomphe, Paris": ("v08.mp4", 7.5, "right"),
}
# A flat picture from 30 degrees to the side, from 1.2 times its width: where its corners come to lie.
FROM_THE_SIDE = {
    "right": "x0=0.067*W:y0=0:x1=0.783*W:y1=0.172*H:x2=0.067*W:y2=H:x3=0.783*W:y3=0.828*H",
    "left": "x0=0.217*W:y0=0.172*H:x1=0.933*W:y1=0:x2=0.217*W:y2=0.828*H:x3=0.933*W:y3=H",
}


@pytest.fixture(scope="module")
def tags(media):
    if not (media / "tags" / "truth.json").is_file():
        pytest.skip(f"no annotated photographs in {media / 'tags'}")
    return media / "tags"


@pytest.fixture(scope="module")
def places(tags, made):
    """A folder as `library import` takes it: a folder for each landmark."""
    folder = made / "places"
    for name, (file, at, side) in LANDMARKS.items():
        (folder / name).mkdir(parents=True)
        ffmpeg(*(["-ss", str(at)] if at else []), "-i", tags / file, "-frames:v", "1", "-vf",
               f"perspective={FROM_THE_SIDE[side]}:sense=destination,eq=brightness=0.06:contrast=0.85,"
               "scale=iw*0.8:ih*0.8", folder / name / "sample.jpg")
    (folder / "Taj Mahal" / "facts.json").write_text('{"city": "Agra"}', encoding="utf-8")
    (folder / "Taj Mahal" / "notes.txt").write_text("not a picture", encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def data(made, places):
    """A data folder with the library `places`."""
    folder = made / "data"
    run = library("import", "places", places, "--kind", "landmark", "--json", data=folder)
    assert run.code == 0, run
    told = run.job()
    assert {e["name"]: e["added"] for e in told["entities"]} == dict.fromkeys(LANDMARKS, 1)
    assert [p.rsplit("/", 1)[1] for p in told["passedOver"]] == ["notes.txt"]
    return folder


def library(*arguments, data):
    return smarttag("library", *arguments, "--data-dir", data)


def tags_of(file, *arguments, of: tuple[str, ...]) -> dict[str, dict]:
    """The tags of these main names, by their sub names."""
    run = analyze_json("--quiet", "--types", "ImageLabel,VideoLabel", *arguments, file)
    (label,) = data_of(run.job()).values()
    return {tag["subTagName"]: tag for tag in label["tags"] if tag["mainTagName"] in of}


def places_in(file, data) -> dict[str, dict]:
    return tags_of(file, "--library", "places", "--data-dir", data, of=("Landmark", "Location"))


@pytest.mark.parametrize("name", LANDMARKS)
def test_each_landmark_is_found_by_one_sample(tags, data, name):
    file, at, _ = LANDMARKS[name]
    found = places_in(tags / file, data)
    assert list(found) == [name]
    if file.endswith(".mp4"):
        assert any(o["from"] <= at <= o["to"] for o in found[name]["occurrences"])
        assert found[name]["ratio"] < 0.4
    else:
        assert found[name]["score"] > 0.5


@pytest.mark.parametrize("file", ["t20.jpg", "t29.jpg", "t47.jpg", "v09.mp4"])
def test_other_pictures_show_no_landmark(tags, data, file):
    assert places_in(tags / file, data) == {}


def test_without_a_library_no_landmark_is_told(tags):
    assert tags_of(tags / "t41.png", of=("Landmark", "Location")) == {}


def test_a_folder_of_pictures_is_a_library_too(tags, places):
    found = tags_of(tags / "t41.png", "--library", f"landmark:{places}", of=("Location",))
    assert list(found) == ["Taj Mahal"]


def test_one_photograph_each_names_both_persons_and_nobody_else(media, truth, made):
    folder = made / "persons"
    library("create", "staff", "--kind", "person", data=folder)
    known = {"obama.jpg": "", "biden.jpg": ""}
    for photo in known:
        (known[photo],) = truth[f"photos/{photo}"]["persons"]
        assert library("add", "staff", known[photo], media / "photos" / photo, data=folder).code == 0
    for photo in ("obama2.jpg", "biden2.jpg", "obama_and_biden.jpg", "two_people.jpg"):
        run = analyze_json("--quiet", "--types", "ImageLabel", "--library", "staff", "--data-dir", folder,
                           media / "photos" / photo)
        persons = data_of(run.job())["ImageLabel"]["persons"]
        named = {p["name"] for p in persons if p["category"] == "staff"}
        assert named == set(truth[f"photos/{photo}"]["persons"]) & set(known.values()), photo
        assert all(p["category"] in {"staff", "unknown"} for p in persons)


def test_the_film_names_both_persons_in_their_scenes_and_nobody_else(media, truth, made):
    """By one photograph each; the film's photographs are others, or smaller ones, of the same two."""
    folder = made / "film"
    library("create", "staff", "--kind", "person", data=folder)
    for photo in ("obama.jpg", "biden.jpg"):
        (name,) = truth[f"photos/{photo}"]["persons"]
        assert library("add", "staff", name, media / "photos" / photo, data=folder).code == 0
    run = analyze_json("--quiet", "--types", "VideoLabel", "--library", "staff", "--data-dir", folder,
                       media / "video" / "news.mp4")
    persons = data_of(run.job())["VideoLabel"]["persons"]
    assert {p["category"] for p in persons} == {"staff"}
    for i, scene in enumerate(truth["video/news.mp4"]["scenes"]):
        seen = {p["name"] for p in persons for o in p["occurrences"]
                if overlap(o["from"], o["to"], scene["from"], scene["to"]) > 0.5}
        assert seen == set(scene["persons"]), i


def test_a_name_is_a_library_before_it_is_a_folder(tags, data, tmp_path):
    (tmp_path / "places").mkdir()
    run = analyze_json("--quiet", "--types", "ImageLabel", "--library", "places", "--data-dir", data,
                       tags / "t41.png", cwd=tmp_path)
    assert any(t["subTagName"] == "Taj Mahal" for t in data_of(run.job())["ImageLabel"]["tags"])


def test_what_a_library_has_is_listed_and_goes(media, made):
    folder = made / "listed"
    assert library("list", data=folder).out.startswith("There are no libraries yet.")
    assert not folder.exists(), "who only looks makes no folder"
    run = library("create", "marks", "--kind", "logo", "--description", "ours", "--json", data=folder)
    assert run.job() == {"library": "marks", "kind": "logo"}
    assert library("add", "marks", "Front", media / "text" / "storefront.jpg", data=folder).code == 0
    (only,) = library("list", "--json", data=folder).job()["libraries"]
    assert only == {"library": "marks", "kind": "logo", "description": "ours", "entities": [
        {"name": "Front", "facts": {}, "pictures": [str(media / "text" / "storefront.jpg")]}]}
    assert "Front" in library("list", "marks", data=folder).out
    assert library("remove", "marks", "Front", data=folder).code == 0
    assert library("list", "marks", "--json", data=folder).job()["entities"] == []
    assert library("remove", "marks", data=folder).code == 0
    assert library("list", "--json", data=folder).job() == {"libraries": []}


@pytest.mark.parametrize("arguments, code, says", [
    (["create", "x", "--kind", "smell"], 2, "person, landmark, object, logo"),
    (["create", "a/b", "--kind", "logo"], 2, "Invalid library name"),
    (["create", "x"], 2, "--kind"),
    (["add", "none", "Ada", "ada.jpg"], 3, "no library 'none'"),
    (["remove", "none"], 3, "no library 'none'"),
    (["list", "none"], 3, "no library 'none'"),
    (["import", "x", "/no/such/folder", "--kind", "logo"], 3, "cannot be read"),
    ([], 2, "subcommand"),
])
def test_wrong_use_says_what_to_do(made, arguments, code, says):
    run = library(*arguments, data=made / "wrong") if arguments else smarttag("library")
    assert (run.code, run.out) == (code, ""), run
    assert says in run.err


def test_an_operator_fills_the_categories_of_the_system(media, made):
    folder = made / "service"
    picture = media / "photos" / "obama.jpg"
    assert library("create", "politician", "--kind", "person", "--system", data=folder).code == 0
    assert library("add", "politician", "Obama", picture, "--system", data=folder).code == 0
    (only,) = library("list", "--system", "--json", data=folder).job()["libraries"]
    assert [e["name"] for e in only["entities"]] == ["Obama"]
    assert library("list", "--json", data=folder).job() == {"libraries": []}, "they are not the user's own"
    for name, kind in (("friends", "person"), ("politician", "logo")):
        run = library("create", name, "--kind", kind, "--system", data=folder)
        assert run.code == 2 and "celebrity, politician and sensitive" in run.err


def test_a_name_is_taken_once_and_a_kind_stays(data, places):
    run = library("create", "places", "--kind", "logo", data=data)
    assert run.code == 2 and "already" in run.err
    run = library("import", "places", places, "--kind", "logo", data=data)
    assert run.code == 2 and "holds the kind landmark" in run.err


def test_pictures_that_cannot_be_used_are_named_and_the_others_taken(media, made):
    folder = made / "faces"
    (folder / "Ada").mkdir(parents=True)
    ffmpeg("-f", "lavfi", "-i", "color=c=gray:s=300x300", "-frames:v", "1", folder / "Ada" / "plain.jpg")
    (folder / "Ada" / "real.jpg").write_bytes((media / "photos" / "biden.jpg").read_bytes())
    (folder / "Ada" / "broken.png").write_bytes(b"not a picture")
    run = library("import", "faces", folder, "--kind", "person", "--json", data=made / "data-faces")
    assert run.code in (2, 3)
    (ada,) = run.job()["entities"]
    assert ada["added"] == 1
    assert sorted(r.split(": ")[0].rsplit("/", 1)[1] for r in ada["refused"]) == ["broken.png", "plain.jpg"]
    assert "There is no face in this picture" in run.err


@pytest.mark.parametrize("write, says", [
    (lambda folder: None, "There is no picture"),
    (lambda folder: [(folder / "a").mkdir(), (folder / "a" / "x.json").write_text("[]"),
                     (folder / "a" / "x.jpg").write_bytes(b"x")], "must hold a JSON object"),
    (lambda folder: [(folder / "a").mkdir(), (folder / "a" / "x.jpg").write_bytes(b"x"),
                     (folder / "a.jpg").write_bytes(b"x")], "are called 'a'"),
    (lambda folder: [(folder / "library.json").write_text("{}"), (folder / "a.jpg").write_bytes(b"x")],
     "must say the kind"),
    (lambda folder: [(folder / "a.jpg").write_bytes(b"x")], "--kind"),
])
def test_folders_that_are_no_library_are_refused(tmp_path, write, says):
    folder = tmp_path / "pictures"
    folder.mkdir()
    write(folder)
    run = library("import", "new", folder, data=tmp_path / "data")
    assert run.code in (2, 3) and run.out == "", run
    assert says in run.err


@pytest.mark.parametrize("chosen, code, says", [
    ("nobody", 3, "no library 'nobody'"),
    ("landmark:/no/such/folder", 3, "cannot be read"),
    ("/no/such/folder", 3, "cannot be read"),
    ("smell:.", 2, "no kind of library 'smell'"),
])
def test_an_analysis_with_a_library_that_is_not_there_fails_at_once(media, tmp_path, chosen, code, says):
    run = smarttag("analyze", "--quiet", "--library", chosen, "--data-dir", tmp_path / "data",
                   media / "photos" / "obama.jpg", cwd=tmp_path)
    assert (run.code, run.out) == (code, ""), run
    assert says in run.err


def test_the_facts_of_an_entity_are_kept(data):
    entities = library("list", "places", "--json", data=data).job()["entities"]
    facts = {e["name"]: e["facts"] for e in entities}
    assert facts["Taj Mahal"] == {"city": "Agra"}
    assert json.dumps(facts["Potala Palace"]) == "{}"
