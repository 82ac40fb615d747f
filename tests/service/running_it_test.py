"""Starting, watching and stopping the service; a worker of its own; links to subtitle files."""

import json
import re
import socket
import ssl
import subprocess
import urllib.error
import urllib.request

import pytest
from alibabacloud_ice20201109 import models

from program import smarttag
from running import Service, add_user, client_of, ended, serving, submit, web


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


def fetched(url: str, **options) -> tuple[int, str]:
    try:
        with urllib.request.urlopen(url, **options) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode()


def test_health_readiness_and_numbers(service, client, clip_web):
    assert ended(client, submit(client, clip_web)).job_status == "Success"
    assert fetched(f"http://{service.address}/healthz") == (200, "ok\n")
    assert fetched(f"http://{service.address}/readyz") == (200, "ready\n")
    status, text = fetched(f"http://{service.address}/metrics")
    assert status == 200
    samples = dict(re.findall(r"^([^#\s]+(?:\{[^}]*\})?) (\S+)$", text, re.MULTILINE))
    assert float(samples['smarttag_jobs{state="Success"}']) >= 1
    assert float(samples['smarttag_analyses_total{outcome="done"}']) >= 1
    assert float(samples['smarttag_api_call_seconds_count{action="SubmitSmarttagJob",code="OK"}']) >= 1
    assert 'smarttag_api_call_seconds_bucket{action="SubmitSmarttagJob",code="OK",le="+Inf"}' in samples


def test_the_open_api_document_names_every_operation(service):
    document = json.loads(fetched(f"http://{service.address}/openapi.json")[1])
    text = json.dumps(document)
    for action in ("SubmitSmarttagJob", "QuerySmarttagJob", "CreateRecognitionSample", "ListMediaBasicInfos"):
        assert action in text


def test_another_path_is_not_found(service):
    assert fetched(f"http://{service.address}/nothing")[0] == 404


def test_a_worker_of_its_own_does_the_jobs_of_a_service_without(tmp_path, clip):
    data = tmp_path / "data"
    key = add_user(data, "anna")
    with web(clip.parent) as address, serving(data, "--no-workers") as service:
        client = client_of(service, key)
        job = submit(client, f"{address}/{clip.name}")
        worker = Service(data, "--workers", "1", command="worker")
        try:
            assert ended(client, job).job_status == "Success"
        finally:
            assert worker.stop() == 0


def test_subtitles_lie_under_links_that_need_no_key(tmp_path, media):
    data = tmp_path / "data"
    key = add_user(data, "anna")
    with web(media) as address, serving(data) as service:
        client = client_of(service, key)
        job = submit(client, f"{address}/speech/aishell.wav",
                     template_config=json.dumps({"AnalyseTypes": "asr,subtitle"}))
        answer = ended(client, job)
        (subtitle,) = [json.loads(r.data) for r in answer.results.result if r.type == "Subtitle"]
        link = subtitle["details"][0]["allResultUrl"]
        assert link.startswith(f"http://{service.address}/subtitles/{job}/")
        status, text = fetched(link)
        assert status == 200 and re.search(r"\d\d:\d\d:\d\d,\d\d\d --> ", text), text
        assert fetched(link.replace("Expires=", "Expires=1"))[0] == 403
        client.delete_smart_job(models.DeleteSmartJobRequest(job_id=job))
        assert fetched(link)[0] == 404


def test_tls_by_certificate_files(tmp_path):
    certificate, private_key = tmp_path / "certificate.pem", tmp_path / "key.pem"
    subprocess.run(["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes",
                    "-days", "2", "-subj", "/CN=localhost", "-addext", "subjectAltName=IP:127.0.0.1",
                    "-keyout", private_key, "-out", certificate], check=True, capture_output=True)
    with serving(tmp_path / "data", "--no-workers", "--tls-certificate", str(certificate), "--tls-key",
                 str(private_key)) as service:
        assert service.scheme == "https"
        trust = ssl.create_default_context(cafile=certificate)
        assert fetched(f"https://{service.address}/healthz", context=trust) == (200, "ok\n")


@pytest.mark.parametrize("flags, code, text", [
    (["--listen", "nowhere"], 2, "ADDRESS:PORT"),
    (["--listen", "127.0.0.1:99999"], 2, "ADDRESS:PORT"),
    (["--tls-certificate", "/nothing.pem"], 2, "tls-key"),
    (["--allow-private", "here"], 2, "here"),
    (["--attempts", "many"], 2, "attempts"),
])
def test_a_setting_that_is_no_good(tmp_path, flags, code, text):
    done = smarttag("serve", "--data-dir", tmp_path / "data", *flags, timeout=30)
    assert done.code == code and text in done.err, done


def test_a_port_that_is_taken(tmp_path, service):
    done = smarttag("serve", "--data-dir", tmp_path / "data", "--listen", service.address, timeout=30)
    assert done.code == 2 and str(service.port) in done.err, done


def test_a_data_folder_that_is_none(tmp_path):
    (tmp_path / "file").write_text("")
    done = smarttag("serve", "--data-dir", tmp_path / "file", "--listen", "127.0.0.1:0", timeout=30)
    assert done.code == 4 and "data-dir" in done.err, done


def test_commands_that_call_a_service_say_what_is_missing():
    unsigned = smarttag("jobs", SMARTTAG_ACCESS_KEY_ID="", SMARTTAG_ACCESS_KEY_SECRET="")
    assert unsigned.code == 2 and "SMARTTAG_ACCESS_KEY_ID" in unsigned.err
    keys = {"SMARTTAG_ACCESS_KEY_ID": "a", "SMARTTAG_ACCESS_KEY_SECRET": "b"}
    nobody = smarttag("jobs", "--server", f"http://127.0.0.1:{free_port()}", **keys)
    assert nobody.code == 3 and "smarttag serve" in nobody.err
    assert smarttag("jobs", "--server", "somewhere", **keys).code == 2


def test_submit_status_jobs_and_cancel(service, key, clip_web):
    call = {"SMARTTAG_SERVER": f"http://{service.address}", "SMARTTAG_ACCESS_KEY_ID": key[0],
            "SMARTTAG_ACCESS_KEY_SECRET": key[1]}
    done = smarttag("submit", "--wait", "--json", "--title", "A card", "--user-data", "mine", clip_web, **call)
    assert done.code == 0, done
    answer = done.job()
    assert (answer["JobStatus"], answer["UserData"]) == ("Success", "mine")
    job = smarttag("submit", clip_web, **call).out.strip()
    assert re.fullmatch("[0-9a-f]{32}", job)
    assert smarttag("status", job, **call).out.startswith(job)
    assert job in smarttag("jobs", **call).out
    assert smarttag("cancel", job, **call).code == 0
    gone = smarttag("status", job, **call)
    assert gone.code == 3 and "ResourceNotFound" in gone.err
    refused = smarttag("submit", "ftp://host/film.mp4", **call)
    assert refused.code == 2 and "ftp" in refused.err.lower(), refused
