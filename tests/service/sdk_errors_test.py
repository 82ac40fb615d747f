"""Each refusal as the official SDK's own exception, and what a stranger's request gets."""

import datetime
import json
import urllib.error
import urllib.request

import pytest
from Tea.exceptions import TeaException
from alibabacloud_ice20201109 import models

from running import add_user, client_of, query, serving, smarttag, submit


def refusal(call, *arguments) -> TeaException:
    with pytest.raises(TeaException) as caught:
        call(*arguments)
    return caught.value


def pipeline_of(**fields):
    return models.CreatePipelineRequest(**{"name": "p", "speed": "Standard", **fields})


def test_an_unknown_key(service):
    error = refusal(query, client_of(service, ("STnobody", "secret")), "x")
    assert (error.code, error.statusCode) == ("InvalidAccessKeyId.NotFound", 404)


def test_a_wrong_secret(service, key):
    error = refusal(query, client_of(service, (key[0], "wrong")), "x")
    assert (error.code, error.statusCode) == ("SignatureDoesNotMatch", 403)


def test_a_disabled_key_works_again_when_it_is_enabled(service, client, data, key):
    assert smarttag("user", "disable-key", key[0], "--data-dir", data).code == 0
    try:
        assert refusal(query, client, "x").code == "InvalidAccessKeyId.Inactive"
    finally:
        assert smarttag("user", "enable-key", key[0], "--data-dir", data).code == 0
    assert refusal(query, client, "x").code == "ResourceNotFound"


def test_a_user_without_permission(service, data):
    other = client_of(service, add_user(data, "bob"))
    error = refusal(query, other, "x")
    assert (error.code, error.statusCode) == ("Forbidden.RAM", 403)


def test_a_user_who_may_only_read(service, data, clip_web):
    reader = client_of(service, add_user(data, "reader", "--policy", "read-only"))
    assert refusal(query, reader, "x").code == "ResourceNotFound"
    assert refusal(submit, reader, clip_web).code == "Forbidden.RAM"


def test_somebody_elses_job_is_not_there(service, client, data, clip_web):
    job = submit(client, clip_web)
    other = client_of(service, add_user(data, "carla", "--policy", "full"))
    assert refusal(query, other, job).code == "ResourceNotFound"
    assert other.list_smart_jobs(models.ListSmartJobsRequest()).body.smart_job_list in (None, [])


def test_a_parameter_that_is_missing(client):
    error = refusal(client.query_smarttag_job, models.QuerySmarttagJobRequest())
    assert (error.code, error.statusCode) == ("MissingJobId", 400)
    assert "JobId is mandatory for this action." in error.message


@pytest.mark.parametrize("fields", [{"priority": 11}, {"priority": 0}, {"speed": "Fast"}])
def test_a_parameter_out_of_bounds(client, fields):
    error = refusal(client.create_pipeline, pipeline_of(**fields))
    assert (error.code, error.statusCode) == ("InvalidParameter", 400)


@pytest.mark.parametrize("params", ['{"needAsrData":"perhaps"}', "[]", "{", '{"nlpParams":{"summarization":{}}}'])
def test_params_that_cannot_be_followed_are_refused_at_submission(client, clip_web, params):
    assert refusal(lambda: submit(client, clip_web, params=params)).code == "InvalidParameter"


@pytest.mark.parametrize("config", [{"AnalyseTypes": "role"}, {"AnalyseTypes": "nothing"}, {"Unknown": 1},
                                    {"FaceCategoryIds": "no-such-library"}])
def test_a_template_that_asks_for_what_is_not_there_is_refused_at_submission(client, clip_web, config):
    error = refusal(lambda: submit(client, clip_web, template_config=json.dumps(config)))
    assert error.statusCode in (400, 404), error


@pytest.mark.parametrize("url", ["ftp://host/a.mp4", "file:///etc/passwd", "http://", "oss://", "nothing"])
def test_an_input_of_another_kind_is_refused_at_submission(client, url):
    assert refusal(submit, client, url).statusCode in (400, 403, 404)


def test_user_data_that_is_too_long(client, clip_web):
    assert refusal(lambda: submit(client, clip_web, user_data="x" * 1025)).code == "InvalidParameter"


def test_too_many_calls(data, key, service):
    with serving(data, "--calls-per-second", "2") as slow:
        client = client_of(slow, key)
        codes = [refusal(query, client, "x") for _ in range(8)]
    throttled = [e for e in codes if e.code == "Throttling.User"]
    assert throttled and throttled[0].statusCode == 400
    assert [e.code for e in codes[:2]] == ["ResourceNotFound"] * 2


def answer_to(service, query_text: str, headers: dict[str, str] | None = None) -> tuple[int, dict]:
    request = urllib.request.Request(f"http://{service.address}/?{query_text}", headers=headers or {})
    try:
        with urllib.request.urlopen(request) as answer:
            return answer.status, json.loads(answer.read())
    except urllib.error.HTTPError as error:
        return error.code, json.loads(error.read())


def test_requests_that_nobody_signed(service):
    status, body = answer_to(service, "Action=QuerySmarttagJob&Version=2020-11-09&Format=JSON")
    assert status == 400 and body["Code"].startswith("Missing"), body
    assert set(body) >= {"RequestId", "HostId", "Code", "Message", "Recommend"}
    assert answer_to(service, "Action=Nothing&Version=2020-11-09&Format=JSON")[1]["Code"] == "InvalidAction.NotFound"
    assert answer_to(service, "Action=QuerySmarttagJob&Version=1&Format=JSON")[1]["Code"] == "NoSuchVersion"


def test_a_request_of_yesterday(service, key):
    old = (datetime.datetime.now(datetime.timezone.utc) - datetime.timedelta(days=1)).strftime("%Y-%m-%dT%H:%M:%SZ")
    headers = {"x-acs-action": "QuerySmarttagJob", "x-acs-version": "2020-11-09", "x-acs-date": old,
               "x-acs-signature-nonce": "once", "x-acs-content-sha256": "0" * 64,
               "Authorization": f"ACS3-HMAC-SHA256 Credential={key[0]},SignedHeaders=host;x-acs-action;"
                                "x-acs-content-sha256;x-acs-date;x-acs-signature-nonce;x-acs-version,Signature=0"}
    status, body = answer_to(service, "JobId=x", headers)
    assert (status, body["Code"]) == (400, "InvalidTimeStamp.Expired")
