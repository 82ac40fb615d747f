"""Inputs of type OSS through the whole service, from a real S3-compatible server that checks signatures (moto)."""

import pytest
from alibabacloud_ice20201109 import models

from object_store import object_store
from running import add_user, client_of, ended, serving, submit


@pytest.fixture(scope="module")
def store(clip):
    with object_store({"2026/片 1.mp4": clip.read_bytes()}) as settings:
        yield settings


@pytest.fixture(scope="module")
def service(data, key, store):
    with serving(data, **store) as running:
        yield running


def attempts(service, job: str) -> int:
    return service.log.read_text().count(f"job {job}: attempt ")


def test_an_object_is_fetched_and_analysed(client):
    answer = ended(client, submit(client, "oss://films/2026/片 1.mp4", params='{"needMetaData":true}'))
    assert answer.job_status == "Success", answer.to_map()
    assert "Meta" in [result.type for result in answer.results.result]


def test_an_object_by_its_address_at_the_store(client, store):
    host = store["SMARTTAG_S3_ENDPOINT"].removeprefix("http://")
    answer = ended(client, submit_object(client, f"http://films.{host}/2026/%E7%89%87%201.mp4"))
    assert answer.job_status == "Success", answer.to_map()


def submit_object(client, address: str) -> str:
    return client.submit_smarttag_job(models.SubmitSmarttagJobRequest(
        input=models.SubmitSmarttagJobRequestInput(type="OSS", media=address))).body.job_id


@pytest.mark.parametrize("media", ["oss://films/missing.mp4", "oss://nobody-has-this/clip.mp4"])
def test_what_is_not_there_fails_at_once(client, service, media):
    job = submit(client, media)
    answer = ended(client, job, 20)
    assert answer.job_status == "Fail", answer.to_map()
    assert attempts(service, job) == 1
    assert f"There is no object {media}." in service.log.read_text()


def test_a_wrong_secret_is_said_and_not_tried_again(tmp_path, store):
    key = add_user(tmp_path / "data", "anna")
    with serving(tmp_path / "data", **{**store, "SMARTTAG_S3_ACCESS_KEY_SECRET": "not-this-one"}) as service:
        client = client_of(service, key)
        job = submit(client, "oss://films/2026/片 1.mp4")
        assert ended(client, job, 20).job_status == "Fail"
        assert attempts(service, job) == 1
        log = service.log.read_text()
    assert "The store did not return oss://films/2026/片 1.mp4" in log
    assert "may lack permission" in log
    assert "not-this-one" not in log and store["SMARTTAG_S3_ACCESS_KEY_ID"] not in log, "secrets stay out of the log"
