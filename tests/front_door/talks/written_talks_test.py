"""Talks written by hand, whose tasks and questions are known; without a language model."""

import json
import pathlib

import pytest
from program import smarttag
from shape import check

TALKS = pathlib.Path(__file__).parent


def notes_of(name: str) -> tuple[dict, dict]:
    """What the talk holds, and the result NLP of it."""
    file = TALKS / f"{name}.json"
    run = smarttag("summarize", "--json", "--language-model", "none", "--turns", file)
    assert run.code == 0, run.err
    nlp = json.loads(run.out)
    check("NLP", nlp)
    return json.loads(file.read_text(encoding="utf-8")), nlp


def is_it(made: str, known: dict) -> bool:
    return all(known[part] in made for part in ("who", "what", "when"))


@pytest.mark.parametrize("name", ["english_meeting", "chinese_meeting", "mixed"])
def test_each_task_has_its_person_and_date_and_at_most_one_is_none(name):
    talk, nlp = notes_of(name)
    made = [action["text"] for action in nlp["meetingAssistance"]["actions"]]
    for known in talk["actions"]:
        assert any(is_it(text, known) for text in made), (known, made)
    wrong = [text for text in made if not any(is_it(text, known) for known in talk["actions"])]
    assert len(wrong) <= 1, wrong


def test_a_meeting_is_told_as_one():
    for name in ("english_meeting", "chinese_meeting"):
        kinds = notes_of(name)[1]["meetingAssistance"]["classifications"]
        assert max(kinds, key=kinds.get) == "meeting", (name, kinds)


def test_the_questions_of_an_interview_have_their_answers():
    talk, nlp = notes_of("interview")
    pairs = nlp["summarization"]["questionsAnsweringSummary"]
    for known in talk["questions"]:
        assert any(known["question"] in pair["question"].lower() and known["answer"] in pair["answer"] for pair in pairs), known
    assert all("you know" not in pair["question"].lower() for pair in pairs)
    assert len(pairs) <= len(talk["questions"]) + 1
    kinds = nlp["meetingAssistance"]["classifications"]
    assert max(kinds, key=kinds.get) == "interview", kinds


def test_the_chapters_of_a_lecture_begin_where_it_announces_them():
    talk, nlp = notes_of("lecture")
    begins = [paragraph["words"][0]["start"] for paragraph in nlp["transcription"]["paragraphs"]]
    starts = [chapter["start"] for chapter in nlp["autoChapters"]]
    assert starts == [0] + [begins[turn] for turn in talk["chapters"][1:]]
    kinds = nlp["meetingAssistance"]["classifications"]
    assert max(kinds, key=kinds.get) == "lecture", kinds


def test_a_talk_in_two_languages_has_words_of_both():
    talk, nlp = notes_of("mixed")
    told = json.dumps(nlp["summarization"], ensure_ascii=False)
    assert "下载" in told
    assert {paragraph["speakerId"] for paragraph in nlp["transcription"]["paragraphs"]} == {"1", "2", "3"}
    assert "Tuesday works for me." in " ".join(
        word["text"] for paragraph in nlp["transcription"]["paragraphs"] for word in paragraph["words"])


@pytest.mark.parametrize("text, told", [
    ('{"language": "en"}', "turns"),
    ('{"language": "en", "turns": [{"speaker": "A"}]}', "no sentence"),
    ('{"language": "en", "turns": []}', "no sentence"),
])
def test_turns_that_do_not_fit(tmp_path, text, told):
    file = tmp_path / "turns.json"
    file.write_text(text, encoding="utf-8")
    run = smarttag("summarize", "--turns", file)
    assert run.code == 3 and told in run.err, run
