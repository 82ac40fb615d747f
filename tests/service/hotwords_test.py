"""Words of hotword libraries: recognition of speech prefers them, CPVLabel tells of those that are said."""

import json
import subprocess

import pytest
from alibabacloud_ice20201109 import models

from running import add_user, client_of, ended, submit, web

SAID = "Yesterday Professor Lovelace talked with Doctor Wozniacki about the Kaldi project in Reykjavik."
ASKED = json.dumps({"needAsrData": True})


@pytest.fixture(scope="module")
def talk(tmp_path_factory):
    folder = tmp_path_factory.mktemp("talk")
    subprocess.run(["espeak-ng", "-v", "en-us", "-s", "140", "-w", folder / "talk.wav", SAID], check=True)
    with web(folder) as address:
        yield f"{address}/talk.wav"


def heard(client, url: str, **more) -> dict:
    answer = ended(client, submit(client, url, params=ASKED, **more))
    assert answer.job_status == "Success", answer.to_map()
    return {result.type: json.loads(result.data) for result in answer.results.result}


def said(results: dict) -> str:
    return " ".join(line["content"] for line in results["ASR"]["details"])


def word(text: str, **more) -> models.Hotword:
    return models.Hotword(text=text, language="en", **more)


def make(client, name: str, scenario: str, *words) -> str:
    return client.create_hotword_library(models.CreateHotwordLibraryRequest(
        name=name, usage_scenario=scenario, hotwords=list(words))).body.hotword_library_id


def test_a_name_that_is_misheard_comes_out_right_by_the_users_library_and_for_nobody_else(
        client, service, data, talk):
    before = said(heard(client, talk))
    assert "Kaldi" not in before and "Wozniacki" not in before, before
    library = make(client, "names", "ASR", word("Kaldi"), word("Wozniacki", weight=5))
    template = json.dumps({"LabelVersion": "2.0"})
    results = heard(client, talk, template_config=template)
    assert "Kaldi" in said(results) and "Wozniacki" in said(results)
    hot = {each["label"] for each in results["CPVLabel"]["hotwords"]}
    assert {"Kaldi", "Wozniacki"} <= hot
    other = client_of(service, add_user(data, "ben", "--policy", "full"))
    assert said(heard(other, talk)) == before
    client.delete_hotword_library(models.DeleteHotwordLibraryRequest(hotword_library_id=library))
    assert said(heard(client, talk)) == before


@pytest.mark.parametrize("scenario, weight", [("VideoTranslation", 5), ("ASR", -6)])
def test_words_for_translation_and_words_to_avoid_are_not_preferred(client, talk, scenario, weight):
    before = said(heard(client, talk))
    library = make(client, "others", scenario, word("Kaldi", weight=weight))
    assert said(heard(client, talk)) == before
    client.delete_hotword_library(models.DeleteHotwordLibraryRequest(hotword_library_id=library))
