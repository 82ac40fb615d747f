"""`smarttag summarize`: notes of a talk from its transcript."""

import json

import jsonschema
import pytest
from program import ROOT, smarttag

SCHEMA = json.loads((ROOT / "docs" / "schemas" / "NLP.json").read_text(encoding="utf-8"))
TALK = """Anna Lee: Good morning everybody, let's begin with the budget for the spring campaign.
Tom Baker: The printers raised their prices by ten per cent, so the brochures cost more than we planned.
Anna Lee: How much more do the brochures cost than in our first estimate?
Tom Baker: About two thousand euros for the whole print run, because the paper became so expensive.
Anna Lee: Okay. Tom, can you send the new estimate to the finance department by Thursday?
Maria Gomez: I'll prepare a draft of the new home page by next Friday.
"""
CHINESE = """王芳：场地费用大概比原来的预算超出多少？
李强：超出大约两万元，主要是灯光和音响设备的租金。
王芳：好的，李强请在下周三之前提交新的预算方案。
"""


@pytest.fixture
def talk(tmp_path):
    file = tmp_path / "talk.txt"
    file.write_text(TALK, encoding="utf-8")
    return file


def nlp_of(*arguments) -> dict:
    run = smarttag("summarize", "--json", *map(str, arguments))
    assert run.code == 0, run
    result = json.loads(run.out)
    jsonschema.Draft202012Validator(SCHEMA).validate(result)
    return result


def test_json_is_the_result_nlp(talk):
    nlp = nlp_of(talk)
    sentences = {word["sentenceId"] for paragraph in nlp["transcription"]["paragraphs"] for word in paragraph["words"]}
    for pair in nlp["summarization"]["questionsAnsweringSummary"]:
        assert sentences >= {*pair["sentenceIdsOfQuestion"], *pair["sentenceIdsOfAnswer"]}
    assert any("two thousand euros" in pair["answer"] for pair in nlp["summarization"]["questionsAnsweringSummary"])
    assert [action["text"].split(":")[0] for action in nlp["meetingAssistance"]["actions"]][-1] == "Maria Gomez"
    assert sum(nlp["meetingAssistance"]["classifications"].values()) == pytest.approx(1, abs=1e-3)
    assert nlp["autoChapters"][0]["start"] == 0


def test_markdown_has_the_actions_with_name_and_day(talk):
    run = smarttag("summarize", str(talk))
    assert run.code == 0, run
    assert "- [ ] **Tom" in run.out and "by Thursday" in run.out
    assert run.out.startswith("## Summary")


def test_a_chinese_talk_has_chinese_titles(tmp_path):
    file = tmp_path / "talk.txt"
    file.write_text(CHINESE, encoding="utf-8")
    run = smarttag("summarize", str(file))
    assert run.code == 0, run
    assert "## 待办" in run.out and "李强" in run.out and "下周三之前" in run.out


def test_what_is_said_is_not_markdown(tmp_path):
    file = tmp_path / "talk.txt"
    file.write_text("Eve: The payload is <script>alert(1)</script> and [a link](http://x) in our budget report.\n")
    run = smarttag("summarize", str(file))
    assert run.code == 0, run
    assert "<script>" not in run.out.replace("\\<script\\>", "") and "](http" not in run.out.replace("\\](http", "")


@pytest.mark.parametrize("content,code,says", [
    (b"", 3, "empty"), (b"\xff\xfe\x00", 3, "not a video, picture or sound"),
    ("Anna: Good day.\n".encode("utf-16-le"), 3, "not a video, picture or sound"), ("王芳：好的。\n".encode("gbk"), 3, "Save it as UTF-8"), (b"{\"turns\":[", 3, "JSON"), (b"{\"a\":1}", 3, "neither"),
    (b"[]", 3, "neither"), (b"1\n00:00:01,000 --> 00:00:02,000\n\n", 3, "no sentence"),
])
def test_what_is_no_transcript_gets_a_message(tmp_path, content, code, says):
    file = tmp_path / "bad"
    file.write_bytes(content)
    run = smarttag("summarize", str(file))
    assert run.code == code, run
    assert says in run.err and not run.out


def test_text_in_utf_16_as_editors_save_it(tmp_path):
    file = tmp_path / "talk.txt"
    file.write_bytes(TALK.encode("utf-16"))
    run = smarttag("summarize", str(file))
    assert run.code == 0 and "- [ ] **Tom" in run.out, run


@pytest.mark.parametrize("language", ["de", "english", "ZH"])
def test_a_language_in_which_no_notes_are_made_is_refused(talk, language):
    run = smarttag("summarize", "--language", language, str(talk))
    assert run.code == 2 and "--language zh" in run.err and "--language en" in run.err, run
    assert smarttag("summarize", str(talk), SMARTTAG_LANGUAGE=language).code == 2


def test_who_speaks_without_a_name_is_told_as_such(tmp_path):
    file = tmp_path / "talk.txt"
    file.write_text(TALK + "and somebody said that the brochures need a new paper and another printer\n", encoding="utf-8")
    run = smarttag("summarize", str(file))
    assert run.code == 0 and "- **Others**: " in run.out and "****" not in run.out, run


def test_control_characters_do_not_reach_the_terminal(tmp_path):
    file = tmp_path / "talk.srt"
    file.write_text("1\n00:00:01,000 --> 00:00:04,000\nEve\x1b[31m: The budget \x1b]0;title\x07 is large.\n", encoding="utf-8")
    run = smarttag("summarize", str(file))
    assert run.code == 0 and "\x1b" not in run.out and "\x07" not in run.out, run


def test_no_input_two_inputs_and_no_file(talk):
    assert smarttag("summarize").code == 2
    assert smarttag("summarize", str(talk), "--turns", str(talk)).code == 2
    assert smarttag("summarize", "/nonexistent").code == 3
    folder = smarttag("summarize", str(talk.parent))
    assert folder.code == 3 and "is a folder" in folder.err
