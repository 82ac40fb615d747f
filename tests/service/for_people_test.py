"""What people read of the service: reports, help, key files, limits, reasons of failure."""

import http.server
import json
import re
import stat
import threading

import pytest
from alibabacloud_ice20201109 import models

from program import smarttag
from receiving import receiving
from running import Service, add_user, client_of, ended, serving, submit, web
from running_it_test import fetched
from shutdown_test import until


@pytest.fixture(scope="module")
def calls(service, key) -> dict[str, str]:
    return {"SMARTTAG_SERVER": f"http://{service.address}", "SMARTTAG_ACCESS_KEY_ID": key[0],
            "SMARTTAG_ACCESS_KEY_SECRET": key[1]}


def test_submit_and_status_print_the_report_that_analyze_prints(calls, clip_web):
    done = smarttag("submit", "--wait", "--params", '{"needOcrData":true}', clip_web, **calls)
    assert done.code == 0, done
    head, *lines = done.out.splitlines()
    job = head.split()[0]
    assert re.fullmatch(rf"{job}  Success  0:0[67]  card.mp4", head)
    assert "Timeline" in lines and any("text    Harbour office 4711" in line for line in lines), done.out
    again = smarttag("status", job, **calls)
    assert again.code == 0 and again.out.splitlines()[1:] == lines


def test_remarks_about_the_media_are_told_by_the_api_and_the_report(calls, client, clip, tmp_path):
    content = clip.read_bytes()
    (tmp_path / "cut.mp4").write_bytes(content[:len(content) * 7 // 10])
    with web(tmp_path) as address:
        job = submit(client, f"{address}/cut.mp4", params='{"needOcrData":true}')
        ended(client, job)
    answer = smarttag("status", "--json", job, **calls).objects()[0]
    (remark,) = answer["Remarks"]
    assert remark.startswith("The file is cut off: it ends at ")
    assert remark in smarttag("status", job, **calls).out


def test_sound_without_a_result_that_applies_fails_with_advice(calls, client, media_web):
    done = smarttag("submit", "--wait", f"{media_web}/speech/aishell.wav", **calls)
    assert done.code == 4
    assert "This is a sound file" in done.out and "needAsrData" in done.out and "Usage" in done.out


def test_each_subtitle_stands_on_one_line(service, client, media_web):
    answer = ended(client, submit(client, f"{media_web}/speech/aishell.wav",
                                  template_config=json.dumps({"AnalyseTypes": "subtitle"})))
    (subtitle,) = [json.loads(r.data) for r in answer.results.result if r.type == "Subtitle"]
    cues = fetched(subtitle["details"][0]["allResultUrl"])[1].rstrip("\n").split("\n\n")
    for number, cue in enumerate(cues, 1):
        first, times, *text = cue.split("\n")
        assert first == str(number) and " --> " in times and len(text) == 1, cue


def test_a_key_file_is_for_its_owner_alone_and_signs_calls(service, data, tmp_path):
    file = tmp_path / "key.txt"
    done = smarttag("user", "add", "keyed", "--policy", "full", "--key-file", file, "--data-dir", data)
    assert done.code == 0 and done.out == "" and str(file) in done.err
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    call = {"SMARTTAG_SERVER": f"http://{service.address}", "SMARTTAG_ACCESS_KEY_FILE": str(file)}
    assert smarttag("jobs", **call).out == "No jobs.\n"
    again = smarttag("user", "add", "other", "--key-file", file, "--data-dir", data)
    assert again.code == 2 and "already" in again.err
    assert "other" not in smarttag("user", "list", "--data-dir", data).out
    file.write_text("nothing")
    assert "holds no key" in smarttag("jobs", **call).err


def test_a_user_beyond_the_limit_of_jobs_is_refused_and_others_are_not(tmp_path, clip_web):
    data = tmp_path / "data"
    anna, berta = add_user(data, "anna"), add_user(data, "berta", "--policy", "full")
    done = smarttag("user", "limits", "anna", "--jobs", "1", "--weight", "3", "--data-dir", data)
    assert (done.code, done.out) == (0, "jobs 1, analyses default, bytes default, weight 3\n")
    with serving(data, "--no-workers") as service:
        call = {"SMARTTAG_SERVER": f"http://{service.address}", "SMARTTAG_ACCESS_KEY_ID": anna[0],
                "SMARTTAG_ACCESS_KEY_SECRET": anna[1]}
        assert smarttag("submit", clip_web, **call).code == 0
        refused = smarttag("submit", clip_web, **call)
        assert refused.code == 2 and "QuotaExceeded" in refused.err and "may have 1" in refused.err
        for _ in range(3):
            submit(client_of(service, berta), clip_web)
        waiting = re.search(r"^smarttag_oldest_waiting_job_seconds (\S+)$",
                            fetched(f"http://{service.address}/metrics")[1], re.MULTILINE)
        assert 0 < float(waiting[1]) < 600
    for flags in (["--jobs", "-1"], ["--weight", "0"], ["--analyses", "many"], ["--bytes", "1 parsec"]):
        assert smarttag("user", "limits", "anna", *flags, "--data-dir", data).code == 2


def test_a_worker_tells_its_health_and_numbers(tmp_path):
    data = tmp_path / "data"
    add_user(data, "anna")
    worker = Service(data, "--workers", "1", "--health-listen", "127.0.0.1:0", command="worker")
    try:
        found = None
        while not found and worker.process.poll() is None:
            found = re.search(r"health answers on (\S+)", worker.log.read_text())
        assert fetched(f"{found[1]}/healthz") == (200, "ok\n")
        assert fetched(f"{found[1]}/readyz") == (200, "ready\n")
        assert "smarttag_analyses_running 0" in fetched(f"{found[1]}/metrics")[1]
        assert fetched(f"{found[1]}/")[0] == 404
    finally:
        assert worker.stop() == 0


def test_health_on_an_address_of_its_own_is_not_on_that_of_the_api(tmp_path):
    with serving(tmp_path / "data", "--no-workers", "--health-listen", "127.0.0.1:0") as service:
        assert fetched(f"http://{service.address}/metrics")[0] == 404
        own = re.search(r"health answers on (\S+)", service.log.read_text())[1]
        assert "smarttag_http_connections" in fetched(f"{own}/metrics")[1]


def test_a_callback_is_signed_with_both_secrets_while_they_are_rotated(tmp_path, clip_web):
    data = tmp_path / "data"
    key = add_user(data, "anna")
    old = smarttag("user", "webhook-secret", "anna", "--data-dir", data).out.strip()
    new = smarttag("user", "webhook-secret", "anna", "--rotate", "--data-dir", data).out.strip()
    assert old != new
    for secret in (old, new):
        with receiving(secret) as receiver, serving(data, "--no-workers") as service:
            client = client_of(service, key)
            job = submit(client, clip_web, notify_url=receiver.url)
            client.delete_smart_job(models.DeleteSmartJobRequest(job_id=job))
            receiver.wait(lambda calls, job=job: any(call.message["JobId"] == job for call in calls), 30)
            assert all(call.genuine for call in receiver.of(job))


def test_every_command_has_examples_of_its_own():
    listed = smarttag("--help").out
    commands = [[name] for name in re.findall(r"^  ([a-z]+) ", listed[listed.index("Subcommands:"):listed.index("Example")], re.MULTILINE)]
    assert len(commands) >= 12
    for command in commands:
        text = smarttag(*command, "--help").out
        assert f"smarttag {' '.join(command)}" in text[text.index("Example"):], command
        if "Subcommands:" in text:
            below = text[text.index("Subcommands:"):text.index("Example")]
            commands.extend([*command, name] for name in re.findall(r"^  ([a-z-]+) ", below, re.MULTILINE))


@pytest.mark.parametrize("json_text, sentence", [
    ('{"needAsrData":true', "expected '}' but found the end of the text"),
    ("{'needAsrData':true}", "line 1, column 2"),
    ("", None),
])
def test_json_mistakes_are_told_in_words(calls, clip_web, json_text, sentence):
    done = smarttag("submit", "--params", json_text, clip_web, **calls)
    if sentence is None:
        assert done.code == 0
    else:
        assert done.code == 2 and sentence in done.err and "parse error" not in done.err, done.err


def test_a_user_hands_over_to_another_and_is_gone(tmp_path, clip_web):
    data = tmp_path / "data"
    anna, berta = add_user(data, "anna"), add_user(data, "berta", "--policy", "full")
    with serving(data, "--no-workers") as service:
        job = submit(client_of(service, anna), clip_web)
        assert smarttag("user", "remove", "anna", "--to", "nobody", "--data-dir", data).code == 3
        assert smarttag("user", "remove", "anna", "--to", "berta", "--data-dir", data).code == 0
        call = {"SMARTTAG_SERVER": f"http://{service.address}", "SMARTTAG_ACCESS_KEY_ID": berta[0],
                "SMARTTAG_ACCESS_KEY_SECRET": berta[1]}
        assert job in smarttag("jobs", **call).out
        assert smarttag("user", "erase", "berta", "--data-dir", data).code == 0
        assert smarttag("jobs", **call).out == "No jobs.\n"


def test_jobs_of_a_slow_server_hold_up_nobody_else(tmp_path, clip_web):
    """A server that sends a byte now and then, and two jobs that fetch from it."""
    done = threading.Event()

    class Slow(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            self.send_response(200)
            self.send_header("Content-Length", "1000000")
            self.end_headers()
            try:
                while not done.wait(0.2):
                    self.wfile.write(b"x" * 4096)
            except OSError:
                pass

        def log_message(self, *_):
            """Nothing: the test says what matters."""

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Slow)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    data = tmp_path / "data"
    anna, berta = add_user(data, "anna"), add_user(data, "berta", "--policy", "full")
    try:
        with serving(data, "--workers", "1") as service:
            slow = [submit(client_of(service, anna), f"http://127.0.0.1:{server.server_port}/{i}.mp4") for i in range(2)]
            other = client_of(service, berta)
            assert ended(other, submit(other, clip_web)).job_status == "Success"

            def states() -> list[str]:
                return [smarttag("status", job, SMARTTAG_SERVER=f"http://{service.address}", SMARTTAG_ACCESS_KEY_ID=anna[0],
                                 SMARTTAG_ACCESS_KEY_SECRET=anna[1]).out for job in slow]

            until(lambda: all("Processing" in state and "fetching" in state for state in states()))
    finally:
        done.set()
        server.shutdown()
        thread.join()
