"""Results that persons correct, and results that are built anew, through the official SDK's generic call."""

import contextlib
import json
import random
import subprocess
import threading

import pytest
import requests
from Tea.exceptions import TeaException
from alibabacloud_ice20201109 import models
from alibabacloud_tea_openapi import models as open_api
from alibabacloud_tea_util import models as tea

from program import BINARY, environment, smarttag
from running import Service, add_user, client_of, ended, serving, submit

WANTED = {"template_config": json.dumps({"AnalyseTypes": "subtitle"}),
          "params": json.dumps({"needAsrData": True, "needOcrData": True, "needMetaData": True})}


def call(client, action: str, **parameters) -> dict:
    """An operation that the SDK has no method for."""
    params = open_api.Params(action=action, version="2020-11-09", protocol="HTTP", pathname="/", method="POST",
                             auth_type="AK", style="RPC", req_body_type="formData", body_type="json")
    request = open_api.OpenApiRequest(body={name: str(value) for name, value in parameters.items()})
    return client.call_api(params, request, tea.RuntimeOptions(read_timeout=60000))["body"]


def results(client, job: str, view: str) -> dict[str, str]:
    answer = client.query_smarttag_job(models.QuerySmarttagJobRequest(
        job_id=job, params=json.dumps({"labelResultType": view}))).body
    assert answer.job_status == "Success", answer.to_map()
    return {result.type: result.data for result in answer.results.result}


def transcript(*lines: str) -> str:
    return json.dumps({"details": [{"from": n, "to": n + 1, "content": line} for n, line in enumerate(lines)]},
                      ensure_ascii=False)


def standing(client, job: str, kind: str) -> int:
    (one,) = [r for r in call(client, "ListSmarttagResultRevisions", JobId=job, Type=kind)["Revisions"] if r["Standing"]]
    return one["Revision"]


def correct(client, job: str, base: int, data: str, kind: str = "ASR") -> int:
    return call(client, "CorrectSmarttagResult", JobId=job, Type=kind, BaseRevision=base, Data=data)["Revision"]


@pytest.fixture
def job(client, clip_web) -> str:
    job = submit(client, clip_web, **WANTED)
    assert ended(client, job).job_status == "Success"
    return job


def linked(service, url: str) -> str:
    """The text behind a link, which names the port as it was asked for: any."""
    return requests.get(f"http://{service.address}/subtitles/" + url.partition("/subtitles/")[2], timeout=30).content.decode()


def test_hmi_has_what_was_corrected_and_auto_what_the_machine_made(service, client, job):
    machine = results(client, job, "auto")
    assert set(machine) == {"ASR", "OCR", "Subtitle", "Meta"}
    assert results(client, job, "hmi") == machine
    text = transcript("Harbour office, good morning.", "今天天气很好")
    assert correct(client, job, standing(client, job, "ASR"), text) == 2
    assert results(client, job, "auto") == machine
    corrected = results(client, job, "hmi")
    assert corrected["ASR"] == text
    assert {k: v for k, v in corrected.items() if k in ("OCR", "Meta")} == {"OCR": machine["OCR"], "Meta": machine["Meta"]}
    urls = json.loads(corrected["Subtitle"])["details"][0]
    assert "Harbour office, good morning." in linked(service, urls["allResultUrl"])
    chinese = linked(service, urls["chResultUrl"])
    assert "今天天气很好" in chinese and "Harbour" not in chinese
    listed = call(client, "ListSmarttagResultRevisions", JobId=job, Type="ASR")["Revisions"]
    assert [(r["Revision"], r["Source"], r["Author"], r["Standing"]) for r in listed] == [
        (1, "auto", "", False), (2, "hmi", "anna", True)]


def test_of_two_correctors_at_once_one_wins_and_the_other_gets_the_conflict(service, key, client, job):
    together, ends = threading.Barrier(2), {}

    def corrector(name: str) -> None:
        own = client_of(service, key)
        together.wait(30)
        try:
            ends[name] = correct(own, job, 1, transcript(name))
        except TeaException as refused:
            ends[name] = refused

    threads = [threading.Thread(target=corrector, args=(name,)) for name in ("first", "second")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    (winner,) = [name for name, end in ends.items() if end == 2]
    (loser,) = [end for name, end in ends.items() if name != winner]
    assert (loser.code, loser.statusCode) == ("RevisionConflict", 409), loser
    assert results(client, job, "hmi")["ASR"] == transcript(winner)


@pytest.mark.parametrize("kind, text, why", [
    ("ASR", "{", "not JSON"), ("ASR", '{"details":[{"from":0}]}', "#/details/0"), ("ASR", "[]", "type"),
    ("ASR", '{"details":[{"from":0,"to":1e300,"content":"a"}]}', "#/details/0/to is a time beyond 1,000 hours"),
    ("ASR", '{"details":[{"from":0,"to":1,"content":"a\\n\\n2\\n00:00:05,000 --> 00:00:06,000\\nb"}]}',
     "#/details/0/content has a line break"),
    ("ASR", '\ufeff{"details":[]}', "byte order mark"),
    ("OCR", '{"details":[{"timestamp":1e9,"info":[{"score":1,"position":{"leftTop":[0,0],"rightBottom":[1,1]},'
            '"content":"a"}]}]}', "#/details/0/timestamp is a time"),
    ("Subtitle", '{"details":[]}', "Type must be one of"), ("OCR", '{"details":[{"timestamp":-1,"info":[]}]}', "minimum")])
def test_a_correction_that_is_no_such_result_is_refused(client, job, kind, text, why):
    before = results(client, job, "hmi")
    with pytest.raises(TeaException) as refused:
        correct(client, job, 1, text, kind)
    assert refused.value.code == "InvalidParameter" and why in refused.value.message
    assert results(client, job, "hmi") == before


def test_a_correction_needs_the_permission_and_the_job(service, data, client, job):
    reader = client_of(service, add_user(data, "rita", "--policy", "read-only"))
    with pytest.raises(TeaException) as refused:
        correct(reader, job, 1, transcript("x"))
    assert refused.value.code == "Forbidden.RAM"
    other = client_of(service, add_user(data, "otto", "--policy", "full"))
    with pytest.raises(TeaException) as missing:
        correct(other, job, 1, transcript("x"))
    assert missing.value.code == "ResourceNotFound"


def test_a_kill_in_the_middle_leaves_the_old_revision_or_the_new_one(tmp_path, clip_web):
    data, chance = tmp_path / "data", random.Random(4711)
    key = add_user(data, "anna")
    with serving(data) as service:
        client = client_of(service, key)
        job = submit(client, clip_web, **WANTED)
        assert ended(client, job).job_status == "Success"
    results_after = None
    for number in range(6):
        service = Service(data)
        client = client_of(service, key)
        before = results(client, job, "hmi")["ASR"]
        assert results_after is None or before in results_after, before[:80]
        text = transcript(*[f"line {line} of round {number}" for line in range(3000)])
        base, acknowledged = standing(client, job, "ASR"), []

        def corrector(client=client, base=base, text=text, acknowledged=acknowledged) -> None:
            with contextlib.suppress(Exception):  # whatever the SDK makes of a server that was killed
                acknowledged.append(correct(client, job, base, text))

        thread = threading.Thread(target=corrector)
        thread.start()
        thread.join(chance.uniform(0, 0.12))
        service.kill()
        thread.join(90)
        results_after = [text] if acknowledged else [before, text]
    with serving(data) as service:
        stands = results(client_of(service, key), job, "hmi")["ASR"]
    assert stands in results_after


def at(service, key) -> dict[str, str]:
    return {"SMARTTAG_SERVER": f"http://{service.address}", "SMARTTAG_ACCESS_KEY_ID": key[0],
            "SMARTTAG_ACCESS_KEY_SECRET": key[1]}


def test_results_are_built_anew_and_corrections_stay(service, key, client, job, tmp_path):
    machine = results(client, job, "auto")
    (tmp_path / "asr.json").write_text(transcript("as a person heard it"), encoding="utf-8")
    done = smarttag("correct", job, "--type", "ASR", tmp_path / "asr.json", **at(service, key))
    assert (done.code, done.out) == (0, f"{job}  ASR  revision 2\n"), done.err
    done = smarttag("rebuild", "--wait", job, **at(service, key))
    assert done.code == 0 and "Success" in done.out, done
    rebuilt = results(client, job, "auto")
    assert {k: v for k, v in rebuilt.items() if k != "Subtitle"} == {k: v for k, v in machine.items() if k != "Subtitle"}
    assert results(client, job, "hmi")["ASR"] == transcript("as a person heard it")
    listed = call(client, "ListSmarttagResultRevisions", JobId=job, Type="ASR")["Revisions"]
    assert [(r["Revision"], r["Source"], r["Standing"]) for r in listed] == [(2, "hmi", True), (3, "auto", False)]
    done = smarttag("correct", job, "--type", "ASR", "--base", "1", tmp_path / "asr.json", **at(service, key))
    assert done.code != 0 and "RevisionConflict" in done.err


def test_a_correction_comes_from_a_file_or_standard_input(service, key, job, tmp_path):
    folder = smarttag("correct", job, "--type", "ASR", tmp_path, **at(service, key))
    assert folder.code == 3 and "is a folder" in folder.err, folder
    missing = smarttag("correct", job, "--type", "ASR", tmp_path / "none.json", **at(service, key))
    assert missing.code == 3 and "No such file" in missing.err, missing
    text = b"\xef\xbb\xbf" + transcript("with the mark that editors write").encode()
    piped = subprocess.run([BINARY, "correct", job, "--type", "ASR", "-"], input=text, capture_output=True, timeout=60,
                           env=environment(**at(service, key)), check=False)
    assert piped.returncode == 0 and b"revision 2" in piped.stdout, piped


def test_another_label_version_brings_its_own_result(service, key, client, clip_web):
    job = submit(client, clip_web, template_config=json.dumps({"AnalyseTypes": "object,subtitle"}))
    assert ended(client, job).job_status == "Success"
    before = set(results(client, job, "auto"))
    assert "VideoLabel" in before
    done = smarttag("rebuild", "--wait", "--label-version", "2.0", job, **at(service, key))
    assert done.code == 0, done
    assert set(results(client, job, "auto")) == before - {"VideoLabel"} | {"CPVLabel"}


def test_what_cannot_be_built_anew_is_refused(service, key, client, media_web, job):
    with pytest.raises(TeaException) as unknown:
        call(client, "RebuildSmarttagResult", JobId=job, LabelVersion="9.0")
    assert unknown.value.code == "InvalidParameter"
    failed = submit(client, f"{media_web}/truth.json")
    assert ended(client, failed).job_status == "Fail"
    with pytest.raises(TeaException) as never_analysed:
        call(client, "RebuildSmarttagResult", JobId=failed)
    assert (never_analysed.value.code, never_analysed.value.statusCode) == ("OperationConflict", 409)
    done = smarttag("rebuild", "0" * 32, **at(service, key))
    assert done.code == 3 and "ResourceNotFound" in done.err
