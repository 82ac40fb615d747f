"""Two servers on one data folder: each sees everything, no job runs twice, no request passes twice."""

import collections
import datetime
import hashlib
import hmac
import json
import uuid

import pytest
import requests
from alibabacloud_ice20201109 import models

from program import ffmpeg
from receiving import receiving, states
from running import add_user, client_of, ended, query, serving, smarttag, submit, web

JOBS = 16


@pytest.fixture(scope="module")
def pair(data, key):
    flags = ("--workers", "1", "--calls-per-second", "0")
    with serving(data, *flags) as one, serving(data, *flags) as two:
        yield one, two


def runs(service) -> collections.Counter:
    """How often this server took up each job."""
    return collections.Counter(line.split("job ")[1].split(":")[0] for line in service.log.read_text().splitlines()
                               if ": attempt " in line)


@pytest.fixture(scope="module")
def film(tmp_path_factory):
    """Takes about a second, so that one server does not end all jobs before the other looks."""
    folder = tmp_path_factory.mktemp("films")
    ffmpeg("-f", "lavfi", "-i", "testsrc2=s=640x360:r=10:d=12", "-pix_fmt", "yuv420p", folder / "film.mp4")
    with web(folder) as address:
        yield f"{address}/film.mp4"


def test_jobs_run_once_and_both_servers_tell_of_all(data, key, pair, film):
    clients = [client_of(service, key) for service in pair]
    secret = smarttag("user", "webhook-secret", "anna", "--data-dir", data).out.strip()
    with receiving(secret) as receiver:
        jobs = [submit(clients[at % 2], film, notify_url=receiver.url, params='{"needMetaData":true,"needOcrData":true}',
                       template_config=json.dumps({"AnalyseTypes": "ocr"})) for at in range(JOBS)]
        for at, job in enumerate(jobs):
            answers = [ended(clients[at % 2], job), query(clients[1 - at % 2], job)]
            assert [answer.job_status for answer in answers] == ["Success", "Success"]
            assert [[result.type for result in answer.results.result] for answer in answers] == [["OCR", "Meta"], ["OCR", "Meta"]]
        receiver.wait(lambda calls: sum(call.message["State"] == "Success" for call in calls) >= JOBS, 60)
        assert all(call.genuine for call in receiver.calls)
        for job in jobs:
            assert states(receiver.of(job)) == ["Processing", "Success"]
            assert len({call.id for call in receiver.of(job)}) == 2
    by_server = [runs(service) for service in pair]
    assert by_server[0] + by_server[1] == collections.Counter(jobs)
    assert all(by_server), "both work"
    listed = [{job.job_id for job in client.list_smart_jobs(models.ListSmartJobsRequest(max_results=100)).body.smart_job_list}
              for client in clients]
    assert listed[0] == listed[1] == set(jobs)


def test_what_one_server_is_told_the_other_knows(data, key, pair):
    one, two = (client_of(service, key) for service in pair)
    pipeline = one.create_pipeline(models.CreatePipelineRequest(name="shared", speed="Standard",
                                                                priority=5)).body.pipeline.pipeline_id
    two.update_pipeline(models.UpdatePipelineRequest(pipeline_id=pipeline, name="renamed"))
    assert one.get_pipeline(models.GetPipelineRequest(pipeline_id=pipeline)).body.pipeline.name == "renamed"
    other = add_user(data, "bert", "--policy", "full")
    for service in pair:
        assert client_of(service, other).list_smart_jobs(models.ListSmartJobsRequest()).body.smart_job_list in (None, [])


def signed_headers(key: tuple[str, str], query_text: str) -> dict[str, str]:
    """Of a GET as SDKs sign it (ACS3-HMAC-SHA256), good for one time."""
    headers = {"host": "smarttag.example", "x-acs-action": "QuerySmarttagJob",
               "x-acs-content-sha256": hashlib.sha256(b"").hexdigest(),
               "x-acs-date": datetime.datetime.now(datetime.timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ"),
               "x-acs-signature-nonce": uuid.uuid4().hex, "x-acs-version": "2020-11-09"}
    canonical = "\n".join(["GET", "/", query_text, *(f"{name}:{value}" for name, value in headers.items()), "",
                           ";".join(headers), headers["x-acs-content-sha256"]])
    text = "ACS3-HMAC-SHA256\n" + hashlib.sha256(canonical.encode()).hexdigest()
    signature = hmac.new(key[1].encode(), text.encode(), hashlib.sha256).hexdigest()
    return {**headers, "Authorization": f"ACS3-HMAC-SHA256 Credential={key[0]},SignedHeaders={';'.join(headers)},"
                                        f"Signature={signature}"}


def test_a_request_that_one_server_has_seen_is_refused_by_the_other(key, pair):
    for order in (pair, pair[::-1]):
        headers = signed_headers(key, "JobId=x")
        answers = [requests.get(f"http://{service.address}/?JobId=x", headers=headers, timeout=20) for service in order]
        assert [(answer.status_code, answer.json()["Code"]) for answer in answers] == [
            (404, "ResourceNotFound"), (400, "SignatureNonceUsed")]
