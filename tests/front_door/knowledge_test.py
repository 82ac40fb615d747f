"""smarttag knowledge: what users add of persons and things, and that CPVLabel tells it."""

import json

import pytest
from program import analyze_json, data_of, smarttag


@pytest.fixture
def knowledge(tmp_path):
    def run(*arguments):
        return smarttag("knowledge", *arguments, "--knowledge-dir", tmp_path / "known")
    return run


def lines(tmp_path, *entries: dict):
    file = tmp_path / "entries.jsonl"
    file.write_text("".join(json.dumps(entry, ensure_ascii=False) + "\n" for entry in entries), encoding="utf-8")
    return file


ADA = {"kind": "person", "name": "阿达", "nameEn": "Ada", "description": "Our founder."}
CHAIR = {"kind": "object", "nameEn": "chair", "description": "A seat of ours."}


def test_what_is_imported_is_listed_and_exported(tmp_path, knowledge):
    done = knowledge("import", lines(tmp_path, ADA, CHAIR))
    assert done.code == 0 and done.out.startswith("2 added, 0 replaced"), done
    listed = json.loads(knowledge("list", "--json", "--kind", "person").out)
    assert {**ADA, "from": "own"} in listed
    assert any(entry["from"] == "built in" for entry in listed)
    assert "阿达, Ada" in knowledge("list").out
    exported = knowledge("export")
    assert [json.loads(line) for line in exported.out.splitlines()] == [ADA, CHAIR]
    everything = knowledge("export", "--all", tmp_path / "all.jsonl")
    assert everything.code == 0
    assert len((tmp_path / "all.jsonl").read_text(encoding="utf-8").splitlines()) > 40


def test_what_is_exported_can_be_imported(tmp_path, knowledge):
    knowledge("import", lines(tmp_path, ADA))
    assert knowledge("export", tmp_path / "out.jsonl").code == 0
    again = knowledge("import", "--replace", tmp_path / "out.jsonl")
    assert again.code == 0 and again.out.startswith("1 added, 0 replaced")


def test_a_job_tells_it(tmp_path, knowledge, media):
    photo = media / "photos" / "two_people.jpg"
    entities = data_of(analyze_json("--quiet", "--types", "CPVLabel", photo).job())["CPVLabel"]["entities"]
    thing = next(entity for entity in entities if entity["labelLevel1"] == "Object")
    assert knowledge("import", lines(tmp_path, {"kind": "object", "nameEn": thing["label"],
                                                "description": "Known to us."})).code == 0
    run = analyze_json("--quiet", "--types", "CPVLabel", photo, "--knowledge-dir", tmp_path / "known")
    told = {entity["label"]: entity["knowledgeInfo"] for entity in data_of(run.job())["CPVLabel"]["entities"]}
    assert json.loads(told[thing["label"]])["description"] == "Known to us."


@pytest.mark.parametrize("text, told", [
    ('{"kind": "person"}\n', "line 1"),
    ('{"kind": "person", "name": "A"}\n{\n', "line 2"),
    ('{"kind": "weather", "name": "A"}\n', "organization"),
    ('{"kind": "person", "name": "A", "age": 7}\n', "must be a text"),
    ('{"kind": "person", "name": " "}\n', "line 1: \"name\" is blank"),
    pytest.param('{"kind": "person", "name": "' + "A" * 2_000_000 + '"}\n', "10000 bytes at most", id="a long name"),
])
def test_lines_that_do_not_fit(tmp_path, knowledge, text, told):
    file = tmp_path / "bad.jsonl"
    file.write_text(text)
    run = knowledge("import", file)
    assert run.code == 2 and told in run.err
    assert knowledge("export").out == ""


def test_what_a_file_holds_does_not_steer_the_terminal(tmp_path, knowledge):
    (tmp_path / "known").mkdir()
    entry = {"kind": "person", "name": "Ada\x1b[2J\x9b31m", "nameEn": "Line\nbreak"}
    (tmp_path / "known" / "knowledge.jsonl").write_text(json.dumps(entry) + "\n", encoding="utf-8")
    listed = knowledge("list").out
    assert "Ada\\x1b[2J\\x9b31m, Line\\x0abreak" in listed and "\x1b" not in listed and "\x9b" not in listed


def test_a_folder_in_place_of_a_file(tmp_path, knowledge):
    run = knowledge("import", tmp_path)
    assert run.code == 3 and "is a folder" in run.err


def test_a_file_that_is_not_there(tmp_path, knowledge):
    run = knowledge("import", tmp_path / "none.jsonl")
    assert run.code == 3 and "No such file" in run.err


def test_a_folder_that_is_a_file(tmp_path, knowledge):
    (tmp_path / "known").write_text("x")
    run = knowledge("import", lines(tmp_path, ADA))
    assert run.code != 0 and "could not be written" in run.err


def test_without_a_step_or_with_an_unknown_kind(knowledge):
    assert smarttag("knowledge").code == 2
    assert knowledge("list", "--kind", "ghost").code == 2
