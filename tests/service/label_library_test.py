"""A library of labels in the service, through the official SDK, with an image-text model that knows colours."""

import json
import pathlib
import sys

import pytest
from Tea.exceptions import TeaException
from alibabacloud_ice20201109 import models

from running import add_user, client_of, ended, serving, submit, web

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[2] / "models" / "tests"))

import tiny_image_text as tiny  # noqa: E402  (the path comes first)
from model_caches import fill  # noqa: E402
from program import ffmpeg, smarttag  # noqa: E402


@pytest.fixture(scope="module")
def cache(tmp_path_factory) -> str:
    folder = fill(tmp_path_factory.mktemp("cache"))
    model = tiny.build(tmp_path_factory.mktemp("model"))
    done = smarttag("models", "add", f"image-text={model}", SMARTTAG_CACHE_DIR=str(folder))
    assert done.code == 0, done.err
    return str(folder)


@pytest.fixture(scope="module")
def client(tmp_path_factory, cache):
    data = tmp_path_factory.mktemp("service") / "data"
    key = add_user(data, "anna")
    # On a busy machine the first job takes minutes: it compiles every model that it needs.
    with serving(data, "--time-limit", "15m", SMARTTAG_CACHE_DIR=cache) as service:
        yield client_of(service, key)


@pytest.fixture(scope="module")
def film(tmp_path_factory):
    """Red for six seconds, then blue."""
    folder = tmp_path_factory.mktemp("film")
    ffmpeg("-f", "lavfi", "-i", "color=red:s=320x180:r=10:d=6", "-f", "lavfi", "-i", "color=blue:s=320x180:r=10:d=6",
           "-filter_complex", "[0][1]concat=n=2,format=yuv444p", folder / "film.mp4")
    with web(folder) as address:
        yield f"{address}/film.mp4"


@pytest.fixture(scope="module")
def library(client) -> str:
    """Two labels: an object by two sentences, a scene by one."""
    lib = client.create_recognition_lib(models.CreateRecognitionLibRequest(algorithm="label", lib_name="walls")).body.lib_id
    for name, info, sentences in (("warm wall", None, ("a photo of a red wall", "a photo of a yellow wall")),
                                  ("cold room", '{"mainTagName":"Scene"}', ("a photo of a blue room",))):
        entity = client.create_recognition_entity(models.CreateRecognitionEntityRequest(
            algorithm="label", lib_id=lib, entity_name=name, entity_info=info)).body.entity_id
        for sentence in sentences:
            client.create_recognition_sample(models.CreateRecognitionSampleRequest(
                algorithm="label", lib_id=lib, entity_id=entity, label_prompt=sentence))
    return lib


def tags_of(client, job: str) -> dict[tuple[str, str], dict]:
    answer = ended(client, job, 900)
    assert answer.job_status == "Success", answer.to_map()
    (label,) = (json.loads(r.data) for r in answer.results.result if r.type == "VideoLabel")
    return {(tag["mainTagName"], tag["subTagName"]): tag for tag in label["tags"]}


def analysed(client, film: str, **template) -> str:
    return submit(client, film, template_config=json.dumps({"AnalyseTypes": "object,scene", **template}))


def test_its_labels_are_told_with_their_times_where_a_template_names_it(client, library, film):
    found = tags_of(client, analysed(client, film, LabelGroupIds=library))
    (warm,) = found[("Object", "warm wall")]["occurrences"]
    (cold,) = found[("Scene", "cold room")]["occurrences"]
    assert warm["from"] == 0 and warm["to"] == pytest.approx(6, abs=0.6) and warm["score"] > 0.9
    assert cold["from"] == pytest.approx(6, abs=0.6) and cold["to"] == pytest.approx(12, abs=0.6)


def test_without_it_they_are_not(client, library, film):
    assert not {("Object", "warm wall"), ("Scene", "cold room")} & tags_of(client, analysed(client, film)).keys()


def test_a_sample_without_its_sentence_is_refused(client, library):
    entity = client.create_recognition_entity(models.CreateRecognitionEntityRequest(
        algorithm="label", lib_id=library, entity_name="nothing")).body.entity_id
    with pytest.raises(TeaException, match="LabelPrompt is mandatory"):
        client.create_recognition_sample(models.CreateRecognitionSampleRequest(
            algorithm="label", lib_id=library, entity_id=entity, image_url="http://127.0.0.1/x.png"))
    client.delete_recognition_entity(models.DeleteRecognitionEntityRequest(
        algorithm="label", lib_id=library, entity_id=entity))


def test_what_is_removed_is_told_no_more(client, library, film):
    listed = client.list_recognition_entities(models.ListRecognitionEntitiesRequest(
        algorithm="label", lib_id=library, page_number=1, page_size=10)).body
    (warm,) = (e.entity_id for e in listed.entities.entity if e.entity_name == "warm wall")
    client.delete_recognition_entity(models.DeleteRecognitionEntityRequest(algorithm="label", lib_id=library, entity_id=warm))
    found = tags_of(client, analysed(client, film, LabelGroupIds=library))
    assert ("Scene", "cold room") in found and ("Object", "warm wall") not in found
