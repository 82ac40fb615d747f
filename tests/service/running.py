"""A running service of the real program, and the official SDK as its client."""

import contextlib
import functools
import http.server
import pathlib
import re
import resource
import subprocess
import sys
import threading
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "front_door"))

from program import BINARY, environment, smarttag  # noqa: E402

from alibabacloud_ice20201109 import models  # noqa: E402
from alibabacloud_ice20201109.client import Client  # noqa: E402
from alibabacloud_tea_openapi import models as open_api  # noqa: E402

ENDED = ("Success", "Fail")


def limited(open_files: int):
    return lambda: resource.setrlimit(resource.RLIMIT_NOFILE, (open_files, open_files))


class Service:
    """One `smarttag serve` (or `worker`) on a data folder; stopped by stop() or killed by kill()."""

    def __init__(self, folder: pathlib.Path, *flags: str, command: str = "serve", open_files: int = 0,
                 **variables: str):
        self.folder = folder
        arguments = [BINARY, command, "--data-dir", folder, "--allow-private", "127.0.0.0/8", *flags]
        if command == "serve" and "--listen" not in flags:
            arguments += ["--listen", "127.0.0.1:0"]
        self.log = folder.parent / f"{folder.name}-{command}-{time.monotonic_ns()}.log"
        with self.log.open("wb") as log:
            self.process = subprocess.Popen([*map(str, arguments)], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                                            stderr=log, env=environment(**variables),
                                            preexec_fn=limited(open_files) if open_files else None)
        self.address = ""
        if command == "serve":
            line = self.process.stdout.readline().decode()
            found = re.fullmatch(r"smarttag serves (https?)://(\S+)\n", line)
            assert found, f"{line!r}\n{self.log.read_text()}"
            self.scheme, self.address = found.groups()
            self.port = int(self.address.rsplit(":", 1)[1])

    def stop(self, timeout: float = 30) -> int:
        self.process.terminate()
        return self.process.wait(timeout)

    def kill(self) -> None:
        self.process.kill()
        self.process.wait(30)


@contextlib.contextmanager
def serving(folder: pathlib.Path, *flags: str, **options: str):
    service = Service(folder, *flags, **options)
    try:
        yield service
    finally:
        if service.process.poll() is None:
            service.stop()


def add_user(folder: pathlib.Path, name: str, *flags: str) -> tuple[str, str]:
    """The new user's access key: id and secret."""
    done = smarttag("user", "add", name, "--data-dir", folder, *flags)
    assert done.code == 0, done.err
    found = re.fullmatch(r"AccessKeyId: (\S+)\nAccessKeySecret: (\S+)\n", done.out)
    assert found, done.out
    return found.groups()


def client_of(service: Service, key: tuple[str, str]) -> Client:
    return Client(open_api.Config(access_key_id=key[0], access_key_secret=key[1], endpoint=service.address,
                                  protocol="http", read_timeout=60000, connect_timeout=10000))


def submit(client: Client, url: str, **more) -> str:
    kind = "OSS" if url.startswith("oss://") else "URL" if "://" in url else "Media"
    answer = client.submit_smarttag_job(models.SubmitSmarttagJobRequest(
        input=models.SubmitSmarttagJobRequestInput(type=kind, media=url), **more))
    assert re.fullmatch("[0-9a-f]{32}", answer.body.job_id)
    return answer.body.job_id


def query(client: Client, job: str):
    return client.query_smarttag_job(models.QuerySmarttagJobRequest(job_id=job)).body


def ended(client: Client, job: str, seconds: float = 240):
    """The answer of QuerySmarttagJob when the job is over."""
    deadline = time.monotonic() + seconds
    while True:
        answer = query(client, job)
        if answer.job_status in ENDED:
            return answer
        assert time.monotonic() < deadline, answer
        threading.Event().wait(0.2)


@contextlib.contextmanager
def web(folder: pathlib.Path):
    """An HTTP server of the folder's files; gives the address it stands at."""
    class Quiet(http.server.SimpleHTTPRequestHandler):
        def log_message(self, *_):
            """Nothing: the tests say what matters."""

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=str(folder)))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
