"""What clients are told of jobs: webhooks, and queues in MNS's HTTP protocol."""

import base64
import hashlib
import json
import time

import pytest
from alibabacloud_ice20201109 import models

from queues import Queue, fields_of
from receiving import receiving, states
from running import add_user, ended, smarttag, submit


@pytest.fixture(scope="module")
def secret(data, key) -> str:
    done = smarttag("user", "webhook-secret", "anna", "--data-dir", data)
    assert done.out.startswith("whsec_"), done
    return done.out.strip()


def listed(data, job: str, status: str) -> list[str]:
    done = smarttag("callbacks", "list", "--status", status, "--job", job, "--data-dir", data)
    assert done.code == 0, done.err
    return done.out.splitlines()


def test_every_change_is_told_signed_and_in_order(client, secret, clip_web):
    with receiving(secret) as receiver:
        job = submit(client, clip_web, notify_url=receiver.url, user_data='{"mine":"ü"}')
        assert ended(client, job).job_status == "Success"
        receiver.wait(lambda calls: calls and calls[-1].message["State"] == "Success", 30)
    assert all(call.genuine for call in receiver.calls)
    assert states(receiver.of(job)) == ["Processing", "Success"]
    for call in receiver.calls:
        assert call.message == {"Type": "smarttag", "JobId": job, "State": call.message["State"],
                                "UserData": '{"mine":"ü"}'}


def test_a_refused_webhook_comes_again_with_its_id_and_before_what_follows(client, data, secret, clip_web):
    with receiving(secret, refuse=lambda message: message["State"] == "Processing") as receiver:
        job = submit(client, clip_web, notify_url=receiver.url)
        ended(client, job)
        receiver.wait(lambda calls: calls and calls[-1].message["State"] == "Success", 40)
        calls = receiver.of(job)
        assert [call.message["State"] for call in calls] == ["Processing", "Processing", "Success"]
        assert calls[0].id == calls[1].id != calls[2].id
        assert calls[0].body == calls[1].body
        assert all(call.genuine for call in calls)


def test_callbacks_lists_what_was_given_up_and_replays_it(client, data, secret, clip_web):
    with receiving(secret, refuse=lambda message: message["State"] == "Success", status=410) as receiver:
        job = submit(client, clip_web, notify_url=receiver.url)
        ended(client, job)
        receiver.wait(lambda calls: calls and calls[-1].message["State"] == "Success", 30)
        deadline = time.monotonic() + 30
        while not (lines := listed(data, job, "given-up")):
            assert time.monotonic() < deadline, listed(data, job, "all")
        (line,) = lines
        assert "HTTP 410" in line and f"job {job} Success" in line
        done = smarttag("callbacks", "replay", line.split()[0], "--data-dir", data)
        assert done.code == 0 and "scheduled again" in done.out
        receiver.wait(lambda calls: [call.message["State"] for call in calls].count("Success") == 2, 30)
        first, second = [call for call in receiver.of(job) if call.message["State"] == "Success"]
        assert first.id == second.id and second.genuine
        while listed(data, job, "open"):
            assert time.monotonic() < deadline + 30
        assert len(listed(data, job, "done")) == 2


def test_a_delivery_that_is_not_there_is_not_replayed(data, key):
    done = smarttag("callbacks", "replay", "999999", "--data-dir", data)
    assert done.code != 0 and done.err.count("\n") == 1


@pytest.fixture(scope="module")
def pipeline(client) -> str:
    return client.create_pipeline(models.CreatePipelineRequest(name="told", speed="Standard",
                                                               priority=5)).body.pipeline.pipeline_id


@pytest.fixture(scope="module")
def queue(service, key, pipeline) -> Queue:
    made = Queue(service.address, key, pipeline)
    answer = made.call("PUT", body='<Queue xmlns="http://mns.aliyuncs.com/doc/v1/"/>')
    assert answer.status_code == 201, answer.text
    assert answer.headers["Location"].endswith(made.path)
    return made


def test_the_queue_of_a_pipeline_gets_its_jobs_changes_in_order(client, queue, pipeline, clip_web):
    job = submit(client, clip_web, user_data="queued",
                 schedule_config=models.SubmitSmarttagJobRequestScheduleConfig(pipeline_id=pipeline))
    submit(client, clip_web)  # of another pipeline
    messages = [queue.receive(30), queue.receive(30)]
    bodies = [base64.b64decode(message["MessageBody"]) for message in messages]
    assert [json.loads(body) for body in bodies] == [
        {"Type": "smarttag", "JobId": job, "State": state, "UserData": "queued"} for state in ("Processing", "Success")]
    assert [message["MessageBodyMD5"] for message in messages] == [hashlib.md5(m["MessageBody"].encode()).hexdigest().upper()
                                                                   for m in messages]
    empty = queue.call("GET", "/messages?waitseconds=1")
    assert (empty.status_code, fields_of(empty.text)["Code"]) == (404, "MessageNotExist")


def test_a_message_is_hidden_while_somebody_has_it_and_comes_again(client, queue, pipeline, clip_web):
    assert queue.call("PUT", "?metaoverride=true",
                      "<Queue><VisibilityTimeout>3</VisibilityTimeout></Queue>").status_code == 204
    submit(client, clip_web, schedule_config=models.SubmitSmarttagJobRequestScheduleConfig(pipeline_id=pipeline))
    first = fields_of(queue.call("GET", "/messages?waitseconds=30").text)
    again = fields_of(queue.call("GET", "/messages?waitseconds=30").text)
    assert again["MessageId"] == first["MessageId"]
    assert (first["DequeueCount"], again["DequeueCount"]) == ("1", "2")
    late = queue.call("DELETE", f"/messages?ReceiptHandle={first['ReceiptHandle']}")
    assert (late.status_code, fields_of(late.text)["Code"]) == (404, "MessageNotExist")
    assert queue.call("DELETE", f"/messages?ReceiptHandle={again['ReceiptHandle']}").status_code == 204


@pytest.mark.parametrize("key_id, key_secret, code", [("STnobody", "x", "InvalidAccessKeyId"),
                                                      ("", "wrong", "SignatureDoesNotMatch")])
def test_a_strangers_key_is_refused(queue, service, key, pipeline, key_id, key_secret, code):
    answer = Queue(service.address, (key_id or key[0], key_secret), pipeline).call("GET", "/messages?waitseconds=1")
    assert answer.status_code == 403
    assert fields_of(answer.text)["Code"] == code, answer.text


def test_another_user_finds_no_queue(queue, service, data, pipeline):
    other = Queue(service.address, add_user(data, "dora", "--policy", "full"), pipeline)
    answer = other.call("GET", "/messages?waitseconds=1")
    assert (answer.status_code, fields_of(answer.text)["Code"]) == (404, "QueueNotExist")
