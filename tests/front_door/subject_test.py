"""What a film is about: categories, CPVLabel and TextLabel of the news film, and what a template chooses of them."""

import json

import pytest
from program import analyze_json, data_of, smarttag
from shape import check, check_job

# Names and subjects that the film has too, though its truth does not list them.
NAMED_TOO = {"Apple", "White House", "广州市房地产中介协会", "climate summit"}


def analysed(media, template: dict, name: str = "news.mp4") -> dict:
    run = analyze_json("--quiet", "--template", json.dumps(template), media / "video" / name, timeout=300)
    assert run.code == 0, run.err
    return check_job(run.job(), 1280, 720, 52.7)


@pytest.fixture(scope="module")
def cpv(media):
    return analysed(media, {"LabelVersion": "2.0"})["CPVLabel"]


def values(label: dict) -> dict[str, list[str]]:
    return {tag["name"]: tag["value"].split(",") for tag in label["tags"]}


@pytest.fixture(scope="module")
def named(media):
    return analysed(media, {"AnalyseTypes": "nlp,classification"})


def test_every_name_of_the_news_is_told_and_at_most_three_are_wrong(named, truth):
    told = values(named["TextLabel"])
    wrong = []
    for kind, wanted in truth["video/news.mp4"]["text_tags"].items():
        for value in wanted:
            assert any(value in made for made in told.get(kind, [])), (kind, value, told)
        wrong += [made for made in told[kind]
                  if made not in NAMED_TOO and not any(value in made for value in wanted)]
    assert len(wrong) <= 3, wrong


def test_the_news_is_news(named):
    about = named["VideoLabel"]["classifications"]
    assert 1 <= len(about) <= 3
    assert any(one["category1"] in ("News", "新闻") for one in about), about
    assert [one["score"] for one in about] == sorted((one["score"] for one in about), reverse=True)


def test_labels_alone_have_no_categories(media):
    run = analyze_json("--quiet", "--template", '{"AnalyseTypes":"object"}', media / "video" / "rabbit.mp4")
    assert data_of(run.job())["VideoLabel"]["classifications"] == []


def test_a_keyword_config_chooses_the_tags(media):
    label = analysed(media, {"AnalyseTypes": "nlp", "KeywordConfig": {"type": "location,brand"}})["TextLabel"]
    assert set(values(label)) == {"Region", "Brand"}


def test_entities_have_boxes_and_what_is_known_of_them(cpv):
    assert cpv["type"] == "auto"
    entities = {entity["label"]: entity for entity in cpv["entities"]}
    car = entities["car"]
    assert (car["labelLevel1"], car["labelLevel2"]) == ("Object", "vehicle")
    assert all(detail["trackData"] for detail in car["detailInfo"])
    for detail in car["detailInfo"]:
        for track in detail["trackData"]:
            left, top, right, bottom = track["bbox"]
            assert left < right <= 1280 and top < bottom <= 720
            assert detail["startTime"] - 0.1 <= track["timestamp"] <= detail["endTime"] + 0.1
    assert "description" in json.loads(car["knowledgeInfo"])
    berlin = json.loads(entities["Berlin"]["knowledgeInfo"])
    assert berlin["country"] == "DE" and berlin["nameEn"] == "Berlin"


def test_categories_stand_where_their_evidence_does(cpv):
    assert cpv["cates"]
    for cate in cpv["cates"]:
        assert cate["labelLevel2"] and 0 < cate["appearanceProbability"] <= 1
        for detail in cate["detailInfo"]:
            assert 0 <= detail["startTime"] <= detail["endTime"] <= 52.7


def test_what_is_shown_and_said_is_hot(cpv):
    assert "富士康" in {word["label"] for word in cpv["hotwords"]}


def test_a_picture_has_a_cpv_label(media):
    run = analyze_json("--quiet", "--types", "CPVLabel", media / "photos" / "two_people.jpg")
    label = data_of(run.job())["CPVLabel"]
    check("CPVLabel", label)
    assert all(tag["appearanceProbability"] == 1 for tag in label["freeTags"])


def test_ones_own_categories(media):
    template = {"LabelVersion": "2.0-custom",
                "LabelCustomParamsConfig": [{"labelLevel1": "Desk", "labelLevel2": "Factories", "label": "Stop",
                                             "keywords": ["富士康", "Foxconn"]}]}
    cates = analysed(media, template)["CPVLabel"]["cates"]
    assert [(c["labelLevel1"], c["labelLevel2"], c["label"]) for c in cates] == [("Desk", "Factories", "Stop")]


@pytest.mark.parametrize("template, told", [
    ('{"LabelVersion":"4"}', "2.0-custom"),
    ('{"KeywordConfig":{"type":"weather"}}', "organization"),
    ('{"LabelVersion":"2.0-custom","LabelCustomParamsConfig":[{}]}', "labelLevel1"),
    ('{"KnowledgeConfig":{"stars":"all"}}', "movie"),
    ("not JSON", "not JSON"),
])
def test_a_template_that_cannot_be_served(media, template, told):
    run = analyze_json("--quiet", "--template", template, media / "photos" / "two_people.jpg")
    assert run.code == 2 and told in run.err


def test_a_template_and_types_contradict_each_other(media):
    run = analyze_json("--types", "OCR", "--template", "{}", media / "photos" / "two_people.jpg")
    assert run.code == 2 and "--template" in run.err


def test_the_report_says_what_wrote_the_notes(media):
    run = smarttag("analyze", "--types", "NLP", "--language-model", "none", media / "speech" / "two_cities.wav")
    assert run.code == 0, run
    assert "NLP: extracted from what was said, without a language model." in run.out
    silent = smarttag("analyze", "--types", "NLP", media / "tags" / "v01.mp4")
    assert "NLP:" not in silent.out
