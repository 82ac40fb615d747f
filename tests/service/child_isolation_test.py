"""A real analysis process beside open connections: it holds none of them, and no secret of the service."""

import os
import pathlib
import socket

from running import add_user, client_of, query, serving, submit
from shutdown_test import long_film, until  # noqa: F401  (a fixture)

SECRET = "not-for-children"


def children(pid: int) -> list[pathlib.Path]:
    """The processes that this one started, on any of its threads."""
    lists = [task / "children" for task in pathlib.Path(f"/proc/{pid}/task").iterdir()]
    return [pathlib.Path("/proc") / child for file in lists for child in file.read_text().split()]


def kinds_of_descriptors(process: pathlib.Path) -> dict[int, str]:
    return {int(link.name): os.readlink(link) for link in (process / "fd").iterdir()}


def test_a_connection_that_the_server_drops_is_closed_while_a_child_lives(tmp_path, long_film):  # noqa: F811
    data = tmp_path / "data"
    key = add_user(data, "anna")
    with serving(data, "--idle-timeout", "5s", SMARTTAG_S3_ACCESS_KEY_SECRET=SECRET) as service:
        client = client_of(service, key)
        with socket.create_connection(("127.0.0.1", service.port), timeout=60) as idle:
            job = submit(client, long_film)
            (child,) = until(lambda: query(client, job).job_status == "Processing" and children(service.process.pid))
            sockets = [number for number, what in kinds_of_descriptors(child).items() if what.startswith("socket:")]
            assert sockets == [3], "its end of the pipe"
            assert SECRET.encode() in pathlib.Path(f"/proc/{service.process.pid}/environ").read_bytes()
            assert SECRET.encode() not in (child / "environ").read_bytes()
            assert idle.recv(1) == b"", "closed by the idle timeout"
            assert child.exists(), "while the child lives"
