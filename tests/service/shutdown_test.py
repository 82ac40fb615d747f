"""A service that is asked to stop: calls are answered, jobs go back and go on after the next start."""

import contextlib
import http.server
import signal
import socket
import sqlite3
import threading
import time

import pytest
import requests
from Tea.exceptions import TeaException
from alibabacloud_ice20201109 import models

from program import ffmpeg
from queues import Queue, fields_of
from receiving import receiving, states
from running import add_user, client_of, ended, query, serving, smarttag, submit, web


@pytest.fixture(scope="module")
def long_film(tmp_path_factory):
    """The address of a film that takes longer than the test waits: ten minutes of moving pictures."""
    folder = tmp_path_factory.mktemp("films")
    ffmpeg("-f", "lavfi", "-i", "testsrc=s=320x180:r=2:d=600", "-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt",
           "yuv420p", folder / "long.mp4")
    with web(folder) as address:
        yield f"{address}/long.mp4"


def until(condition, seconds: float = 150):
    """What the condition gives once it gives something."""
    deadline = time.monotonic() + seconds
    while not (found := condition()):
        assert time.monotonic() < deadline
        threading.Event().wait(0.1)
    return found


def test_jobs_at_work_go_back_and_go_on_after_the_next_start(tmp_path, long_film, clip_web):
    data = tmp_path / "data"
    key = add_user(data, "anna")
    secret = smarttag("user", "webhook-secret", "anna", "--data-dir", data).out.strip()
    with receiving(secret) as receiver:
        with serving(data) as service:
            client = client_of(service, key)
            long = submit(client, long_film, notify_url=receiver.url)
            until(lambda: "attempt 1" in service.log.read_text() and query(client, long).job_status == "Processing")
            waiting = [submit(client, clip_web) for _ in range(5)]
            began = time.monotonic()
            assert service.stop(15) == 0
            print(f"stopped in {time.monotonic() - began:.1f} s")
            assert "service stopped" in service.log.read_text()
        with serving(data, "--no-workers") as service:
            client = client_of(service, key)
            assert {query(client, job).job_status for job in [long, *waiting]} <= {"Submitted", "Success"}
            assert query(client, long).job_status == "Submitted"
            receiver.wait(lambda calls: states(calls) == ["Processing", "Submitted"], 30)
        with serving(data) as service:
            client = client_of(service, key)
            assert [ended(client, job).job_status for job in waiting] == ["Success"] * 5
            until(lambda: query(client, long).job_status == "Processing")
            assert f"job {long}: attempt 2" in service.log.read_text()


def listens(service) -> bool:
    with contextlib.suppress(ConnectionRefusedError), socket.create_connection(("127.0.0.1", service.port), 5):
        return True
    return False


def test_a_second_signal_ends_a_stop_that_waits(tmp_path, long_film):
    data = tmp_path / "data"
    key = add_user(data, "anna")
    with serving(data, "--lease", "2s") as service:
        client = client_of(service, key)
        long = submit(client, long_film)
        until(lambda: query(client, long).job_status == "Processing")
        with contextlib.closing(sqlite3.connect(data / "smarttag.db", isolation_level=None)) as database:
            database.execute("BEGIN IMMEDIATE")  # the job cannot be given back meanwhile
            service.process.terminate()
            until(lambda: not listens(service))
            began = time.monotonic()
            service.process.terminate()
            assert service.process.wait(20) == 128 + signal.SIGTERM
            assert time.monotonic() - began < 2
    with serving(data) as service:
        until(lambda: f"job {long}: attempt 2" in service.log.read_text())


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGINT])
def test_a_long_poll_is_answered_when_the_service_stops(tmp_path, how):
    data = tmp_path / "data"
    key = add_user(data, "anna")
    with serving(data, "--no-workers") as service:
        queue = Queue(service.address, key, "mine")
        assert queue.call("PUT", body="<Queue/>").status_code == 201
        answers = []
        poll = threading.Thread(target=lambda: answers.append(queue.call("GET", "/messages?waitseconds=30")))
        poll.start()
        until(lambda: open_calls(service) == 2)  # the poll, and the call that asks
        began = time.monotonic()
        service.process.send_signal(how)
        assert service.process.wait(15) == 0
        poll.join(5)
        assert not poll.is_alive()
        assert time.monotonic() - began < 10, "sooner than answers are waited for"
        (answer,) = answers
        assert (answer.status_code, fields_of(answer.text)["Code"]) == (404, "MessageNotExist")


def open_calls(service) -> int:
    text = requests.get(f"http://{service.address}/metrics", timeout=20).text
    return next(int(float(line.split()[1])) for line in text.splitlines() if line.startswith("smarttag_http_requests_running "))


@contextlib.contextmanager
def silent_server():
    """An HTTP server that takes calls and never answers; gives its address and an event of the first call."""
    called, done = threading.Event(), threading.Event()

    class Silent(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            called.set()
            done.wait(60)

        def log_message(self, *_):
            """Nothing: the tests say what matters."""

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Silent)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}", called
    finally:
        done.set()
        server.shutdown()
        thread.join()


def test_a_silent_picture_server_does_not_hold_up_the_stop(tmp_path):
    data = tmp_path / "data"
    key = add_user(data, "anna")
    with silent_server() as (address, called), serving(data, "--no-workers") as service:
        client = client_of(service, key)
        library = client.create_recognition_lib(models.CreateRecognitionLibRequest(
            algorithm="face", lib_name="people")).body.lib_id
        person = client.create_recognition_entity(models.CreateRecognitionEntityRequest(
            algorithm="face", lib_id=library, entity_name="Ada")).body.entity_id
        answers = []

        def register():
            try:
                client.create_recognition_sample(models.CreateRecognitionSampleRequest(
                    algorithm="face", lib_id=library, entity_id=person, image_url=f"{address}/ada.jpg"))
            except TeaException as refused:
                answers.append(refused.code)

        call = threading.Thread(target=register)
        call.start()
        assert called.wait(30)
        began = time.monotonic()
        assert service.stop(15) == 0
        assert time.monotonic() - began < 8, "sooner than answers are waited for"
        call.join(30)
        assert answers == ["ServiceUnavailable"]
