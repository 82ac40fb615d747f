"""Servers and workers are killed again and again while fifty jobs are in flight: nothing is lost, nothing is twice.

SMARTTAG_KILLS says how often (20 unless told; 200 is the long run), SMARTTAG_KILL_SEED when and whom.
"""

import collections
import contextlib
import json
import os
import pathlib
import random
import re
import threading
import time
import urllib.request
import uuid

import pytest

from program import ffmpeg
from receiving import Receiver, receiving, states
from running import Service, add_user, client_of, query, smarttag, submit, web

KILLS = int(os.environ.get("SMARTTAG_KILLS", "20"))
SEED = int(os.environ.get("SMARTTAG_KILL_SEED", "4711"))
IN_FLIGHT = 50
# Short leases, as much of the time would be spent waiting for them; a killed attempt counts as a failed one.
FLAGS = ("--lease", "3s", "--workers", "1", "--calls-per-second", "0", "--attempts", "100")


@pytest.fixture(scope="module")
def films(tmp_path_factory):
    """Addresses of small pictures and of clips of one second, each with the same line of text."""
    folder = tmp_path_factory.mktemp("films")
    card = ("-f", "lavfi", "-i", "color=c=white:s=320x180:r=4:d=1", "-vf",
            "drawtext=font=DejaVu Sans:text='Pier 62':fontsize=40:fontcolor=black:x=60:y=60")
    ffmpeg(*card, "-frames:v", "1", folder / "picture.png")
    ffmpeg(*card, "-c:v", "libx264", "-pix_fmt", "yuv420p", folder / "clip.mp4")
    with web(folder) as address:
        yield [f"{address}/picture.png", f"{address}/clip.mp4"]


class Deployment:
    """A server that works too and a worker beside it; each can be killed, and is there again at once."""

    def __init__(self, folder: pathlib.Path, key: tuple[str, str]):
        self.folder, self.key, self.mark = folder, key, uuid.uuid4().hex
        self.parts = {command: self.start(command) for command in ("serve", "worker")}

    def start(self, command: str) -> Service:
        return Service(self.folder, *FLAGS, command=command, SMARTTAG_TEST_MARK=self.mark)

    def kill(self, command: str) -> None:
        self.parts[command].kill()
        self.parts[command] = self.start(command)

    def client(self):
        return client_of(self.parts["serve"], self.key)

    def unfinished(self) -> int:
        with urllib.request.urlopen(f"http://{self.parts['serve'].address}/metrics", timeout=20) as answer:
            counts = re.findall(r'^smarttag_jobs\{state="(\w+)"\} (\d+)', answer.read().decode(), re.MULTILINE)
        return sum(int(count) for state, count in counts if state in ("Submitted", "Processing"))

    def processes(self) -> list[str]:
        """Every process that came of this deployment, by its command line."""
        found = []
        for folder in pathlib.Path("/proc").glob("[0-9]*"):
            with contextlib.suppress(OSError):  # it ended meanwhile, or is another user's
                if self.mark.encode() in (folder / "environ").read_bytes():
                    found.append((folder / "cmdline").read_bytes().replace(b"\0", b" ").decode())
        return found


class Submitter(threading.Thread):
    """Keeps fifty jobs in flight, through servers that go down under its calls."""

    def __init__(self, deployment: Deployment, receiver: Receiver, films: list[str]):
        super().__init__(daemon=True)
        self.deployment, self.receiver, self.films = deployment, receiver, films
        self.jobs: list[str] = []  # those that were acknowledged
        self.full, self.enough = threading.Event(), threading.Event()

    def run(self) -> None:
        while not self.enough.is_set():
            with contextlib.suppress(Exception):  # whatever the SDK makes of a server that was killed
                if len(self.jobs) >= IN_FLIGHT + KILLS // 2 or self.deployment.unfinished() >= IN_FLIGHT:
                    self.full.set()
                    self.enough.wait(0.5)
                    continue
                self.jobs.append(submit(
                    self.deployment.client(), self.films[len(self.jobs) % len(self.films)], notify_url=self.receiver.url,
                    template_config=json.dumps({"AnalyseTypes": "ocr"}),
                    params=json.dumps({"needOcrData": True, "needMetaData": True})))


def kill_again_and_again(deployment: Deployment, receiver: Receiver) -> collections.Counter:
    """Each after a few more callbacks have come, or after a moment."""
    chance, kills = random.Random(SEED), collections.Counter()
    for _ in range(KILLS):
        goal = len(receiver.calls) + chance.randint(1, 6)
        with receiver.changed:
            receiver.changed.wait_for(lambda goal=goal: len(receiver.calls) >= goal, chance.uniform(0.1, 5))
        command = chance.choice(["serve", "serve", "worker"])
        deployment.kill(command)
        kills[command] += 1
    return kills


def callbacks_not_done(folder: pathlib.Path) -> list[str]:
    everything = smarttag("callbacks", "list", "--status", "all", "--data-dir", folder).out.splitlines()
    return [line for line in everything if not re.search(r"  done($|  \()", line)]


def wait_until_all_ended(deployment: Deployment, receiver: Receiver, jobs: list[str], seconds: float) -> None:
    """And have been told to the receiver; what was on its way when a server was killed comes again after a minute."""
    deadline, left = time.monotonic() + seconds, set(jobs)
    while left:
        left -= {call.message["JobId"] for call in list(receiver.calls) if call.message["State"] in ("Success", "Fail")}
        assert time.monotonic() < deadline, (deployment.unfinished(), len(left), sorted(left)[:3])
        with receiver.changed:
            receiver.changed.wait(1)
    while waiting := callbacks_not_done(deployment.folder):
        assert time.monotonic() < deadline, waiting
        with receiver.changed:
            receiver.changed.wait(1)


def check_jobs(deployment: Deployment, jobs: list[str]) -> None:
    client = deployment.client()
    for job in jobs:
        answer = query(client, job)
        assert answer.job_status == "Success", answer.to_map()
        assert sorted(result.type for result in answer.results.result) == ["Meta", "OCR"], answer.to_map()
        assert len({usage.type for usage in answer.usages.usage}) == len(answer.usages.usage)
        (ocr,) = [json.loads(result.data) for result in answer.results.result if result.type == "OCR"]
        assert "Pier 62" in json.dumps(ocr)


def check_callbacks(folder: pathlib.Path, receiver: Receiver, jobs: list[str]) -> None:
    assert callbacks_not_done(folder) == []
    everything = smarttag("callbacks", "list", "--status", "all", "--data-dir", folder).out.splitlines()
    written = collections.Counter(re.search(r" job (\w+) ", line)[1] for line in everything)
    assert all(call.genuine for call in receiver.calls)
    for job in jobs:
        calls = receiver.of(job)
        assert len({call.id for call in calls}) == written[job], (job, calls)
        assert len({(call.id, call.body) for call in calls}) == written[job], (job, calls)
        assert re.fullmatch("(Processing Submitted )*Processing Success", " ".join(states(calls))), (job, calls)


def test_kills_lose_nothing_and_repeat_nothing(tmp_path, films):
    began = time.monotonic()
    folder = tmp_path / "data"
    key = add_user(folder, "anna")
    secret = smarttag("user", "webhook-secret", "anna", "--data-dir", folder).out.strip()
    deployment = Deployment(folder, key)
    with receiving(secret) as receiver:
        submitter = Submitter(deployment, receiver, films)
        submitter.start()
        try:
            assert submitter.full.wait(60), len(submitter.jobs)
            kills = kill_again_and_again(deployment, receiver)
            submitter.enough.set()
            submitter.join(90)
            assert not submitter.is_alive() and len(submitter.jobs) >= IN_FLIGHT
            killing = time.monotonic() - began
            wait_until_all_ended(deployment, receiver, submitter.jobs, 500 + KILLS)
            check_jobs(deployment, submitter.jobs)
        finally:
            submitter.enough.set()
            ends = [part.stop() for part in deployment.parts.values()]
    check_callbacks(folder, receiver, submitter.jobs)
    assert ends == [0, 0]
    deadline = time.monotonic() + 10
    while left := deployment.processes():
        assert time.monotonic() < deadline, left
    attempts = sum(call.message["State"] == "Submitted" for call in receiver.calls)
    print(f"{sum(kills.values())} kills {dict(kills)}, {len(submitter.jobs)} jobs, {attempts} attempts taken up again, "
          f"{len(receiver.calls)} callbacks of {len({call.id for call in receiver.calls})} changes; "
          f"killing {killing:.0f} s, all {time.monotonic() - began:.0f} s")
