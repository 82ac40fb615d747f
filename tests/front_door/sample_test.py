"""`analyze --sample`: the clip that the program makes for itself, against what is known to be in it."""

import pytest
from program import analyze_json, smarttag
from measure import share_read, word_error_rate
from shape import check_job

CARDS = {"Harbour Guide": 0, "First departure 09:00": 0, "欢迎来到港口城市": 10, "下一班列车 20:00": 10}


@pytest.fixture(scope="module")
def results():
    run = analyze_json("--quiet", "--sample")
    assert run.code == 0, run.err
    return check_job(run.job(), 1280, 720, 19.1)


@pytest.mark.parametrize("card", CARDS)
def test_text_cards_of_both_scripts(results, card):
    lines = [line["content"] for detail in results["OCR"]["details"]
             if CARDS[card] <= detail["timestamp"] <= CARDS[card] + 6 for line in detail["info"]]
    assert max((share_read(card, line) for line in lines), default=0) >= 0.97, lines


def test_sentences_of_both_languages(results):
    english = " ".join(d["content"] for d in results["ASR"]["details"] if d["to"] < 10)
    spanish = " ".join(d["content"] for d in results["ASR"]["details"] if d["from"] >= 9.5)
    assert word_error_rate("Welcome to the harbour museum. Today we look at old ships and lighthouses.", english) <= 0.35
    assert {"buenos", "días", "hoy", "puerto"} & set(spanish.lower().replace(".", " ").replace(",", " ").split()), spanish


def test_the_report_of_the_sample_is_for_people():
    run = smarttag("analyze", "--sample", "--quiet")
    assert run.code == 0
    assert "Harbour Guide" in run.out and "港口" in run.out
