"""A disk that is full and one that is read-only: said clearly, and nothing is lost.

A full disk is a limit of the process's files (RLIMIT_FSIZE 0: no file may be written), which any user may set and lift.
"""

import contextlib
import os
import pathlib
import resource
import subprocess
import threading
import time

import pytest
import requests
from Tea.exceptions import TeaException
from alibabacloud_ice20201109 import models

from program import BINARY, Run, environment, smarttag
from running import add_user, client_of, ended, query, serving, submit


def set_file_limit(process: int, most: int) -> None:
    resource.prlimit(process, resource.RLIMIT_FSIZE, (most, resource.RLIM_INFINITY))


@contextlib.contextmanager
def full_disk(service):
    set_file_limit(service.process.pid, 0)
    try:
        yield
    finally:
        set_file_limit(service.process.pid, resource.RLIM_INFINITY)


def ready(service, status: int = 200) -> requests.Response:
    """The answer, once it has this status: what a write told is answered for some seconds."""
    deadline = time.monotonic() + 20
    while True:
        answer = requests.get(f"http://{service.address}/readyz", timeout=30)
        if answer.status_code == status or time.monotonic() > deadline:
            return answer
        threading.Event().wait(0.2)


def refusal(call, *arguments) -> TeaException:
    with pytest.raises(TeaException) as caught:
        call(*arguments)
    return caught.value


def all_jobs(client) -> set[str]:
    listed = client.list_smart_jobs(models.ListSmartJobsRequest(max_results=100)).body.smart_job_list
    return {job.job_id for job in listed or []}


def run(command: list[str]):
    began = time.monotonic()
    done = subprocess.run(command, capture_output=True, env=environment(), timeout=60, check=False, stdin=subprocess.DEVNULL)
    return Run(done.returncode, done.stdout.decode(), done.stderr.decode(), time.monotonic() - began)


def test_a_full_disk_refuses_what_must_be_kept_and_loses_nothing(tmp_path, clip_web):
    data = tmp_path / "data"
    key = add_user(data, "anna")
    with serving(data, "--no-workers") as service:
        client = client_of(service, key)
        assert (ready(service).status_code, ready(service).text) == (200, "ready\n")
        kept = {submit(client, clip_web) for _ in range(3)}
        with full_disk(service):
            error = refusal(submit, client, clip_web)
            assert (error.code, error.statusCode) == ("ServiceUnavailable", 503)
            assert "disk" in error.message
            told = ready(service, 503)
            assert told.status_code == 503 and "disk" in told.text and told.text.count("\n") == 1
            assert requests.get(f"http://{service.address}/healthz", timeout=30).status_code == 200
            assert query(client, next(iter(kept))).job_status == "Submitted"
            assert all_jobs(client) == kept
        assert ready(service).status_code == 200
        kept.add(submit(client, clip_web))
        assert all_jobs(client) == kept
    with serving(data) as service:
        client = client_of(service, key)
        assert [ended(client, job).job_status for job in kept] == ["Success"] * 4


def test_a_job_at_work_when_the_disk_fills_up_succeeds_when_there_is_room_again(tmp_path, clip_web):
    data = tmp_path / "data"
    key = add_user(data, "anna")
    with serving(data, "--lease", "3s") as service:
        client = client_of(service, key)
        job = submit(client, clip_web, params='{"needMetaData":true}')
        deadline = time.monotonic() + 60
        while query(client, job).job_status == "Submitted":
            assert time.monotonic() < deadline
        with full_disk(service):
            assert ready(service, 503).status_code == 503
            while analyses_running(service) > 0:  # until the worker has given up what it cannot keep
                assert time.monotonic() < deadline + 60
            assert query(client, job).job_status == "Processing"
        answer = ended(client, job)
        assert answer.job_status == "Success", answer.to_map()
        assert sorted(result.type for result in answer.results.result).count("Meta") == 1


def analyses_running(service) -> int:
    text = requests.get(f"http://{service.address}/metrics", timeout=30).text
    return next(int(float(line.split()[1])) for line in text.splitlines() if line.startswith("smarttag_analyses_running "))


def test_a_server_does_not_start_on_a_full_disk(tmp_path):
    data = tmp_path / "data"
    add_user(data, "anna")
    refused = run(["bash", "-c", 'ulimit -f 0; exec "$@"', "-", BINARY, "serve", "--listen", "127.0.0.1:0", "--data-dir",
                   str(data)])
    assert refused.code != 0 and "disk" in refused.err, refused


@contextlib.contextmanager
def read_only(folder: pathlib.Path):
    files = [folder, *folder.rglob("*")]
    modes = {file: file.stat().st_mode for file in files}
    for file in files:
        file.chmod(0o500 if file.is_dir() else 0o400)
    try:
        yield
    finally:
        for file, mode in modes.items():
            file.chmod(mode)


def obeying(*arguments) -> list[str]:
    """The command as one that obeys the modes of files, which root does without this capability."""
    root = ["setpriv", "--bounding-set=-dac_override", "--inh-caps=-dac_override"] if os.geteuid() == 0 else []
    return [*root, BINARY, *map(str, arguments)]


@pytest.mark.parametrize("command", [("serve", "--listen", "127.0.0.1:0"), ("worker",)])
def test_nothing_starts_on_a_read_only_folder(tmp_path, command):
    data = tmp_path / "data"
    key = add_user(data, "anna")
    with read_only(data):
        refused = run(obeying(*command, "--data-dir", data))
    assert refused.code not in (0, -6, -11) and refused.out == "", refused
    assert refused.err.startswith("smarttag: The server's database cannot be opened or written."), refused
    with serving(data, "--no-workers") as service:  # all is as it was
        assert all_jobs(client_of(service, key)) == set()


def test_a_folder_that_cannot_be_made(tmp_path):
    with read_only(tmp_path):
        refused = run(obeying("serve", "--listen", "127.0.0.1:0", "--data-dir", tmp_path / "data"))
    assert refused.code not in (0, -6, -11)
    assert refused.err.startswith("smarttag: The data folder cannot be created. Check the settings data-dir and store.\n"), refused


def test_a_user_cannot_be_added_on_a_read_only_folder(tmp_path):
    data = tmp_path / "data"
    add_user(data, "anna")
    with read_only(data):
        refused = run(obeying("user", "add", "bert", "--data-dir", data))
    assert refused.code != 0 and refused.out == "" and "cannot be opened or written" in refused.err, refused
    assert "bert" not in smarttag("user", "list", "--data-dir", data).out
