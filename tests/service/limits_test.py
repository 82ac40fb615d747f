"""What the service does when it reaches its limits of files, connections and memory."""

import contextlib
import json
import socket
import sqlite3
import time
import urllib.request

from running import add_user, serving


def healthy(service) -> bool:
    with urllib.request.urlopen(f"http://{service.address}/healthz", timeout=20) as answer:
        return answer.read() == b"ok\n"


def connected(service, stack: contextlib.ExitStack, count: int) -> list[socket.socket]:
    return [stack.enter_context(socket.create_connection(("127.0.0.1", service.port), timeout=20))
            for _ in range(count)]


def test_max_connections_follows_the_limit_of_open_files(tmp_path):
    add_user(tmp_path / "data", "anna")
    with serving(tmp_path / "data", open_files=400) as service, contextlib.ExitStack() as stack:
        assert "max-connections lowered from 4096 to 200" in service.log.read_text()
        crowd = connected(service, stack, 390)
        crowd[0].sendall(b"GET /healthz HTTP/1.1\r\nHost: t\r\n\r\n")
        assert crowd[0].recv(4096).startswith(b"HTTP/1.1 200 ")
        for connection in crowd:
            connection.close()
        assert healthy(service)
        assert "cannot accept" not in service.log.read_text()


def test_connections_beyond_the_limit_wait_and_are_served_later(tmp_path):
    add_user(tmp_path / "data", "anna")
    with serving(tmp_path / "data", "--max-connections", "2") as service, contextlib.ExitStack() as stack:
        first, _, third = connected(service, stack, 3)
        third.sendall(b"GET /healthz HTTP/1.1\r\nHost: t\r\nConnection: close\r\n\r\n")
        first.close()
        assert third.recv(4096).startswith(b"HTTP/1.1 200 ")
        assert service.log.read_text().count("max-connections=2 reached") == 1


def test_unfinished_requests_share_one_memory_budget(tmp_path):
    add_user(tmp_path / "data", "anna")
    with serving(tmp_path / "data", "--incoming-memory", "4MiB") as service, contextlib.ExitStack() as stack:
        head = b"POST / HTTP/1.1\r\nHost: t\r\nContent-Length: 4000000\r\n\r\n"
        crowd = connected(service, stack, 3)
        refused = 0
        for connection in crowd:
            with contextlib.suppress(BrokenPipeError, ConnectionResetError):
                connection.sendall(head + b"x" * 3_000_000)
        for connection in crowd:
            connection.settimeout(1)
            with contextlib.suppress(TimeoutError, ConnectionResetError):
                refused += connection.recv(4096).startswith(b"HTTP/1.1 503 ")
        assert refused == 2
        assert healthy(service)


def test_readiness_probes_that_wait_hold_up_nobody(tmp_path):
    data = tmp_path / "data"
    add_user(data, "anna")
    with serving(data, "--no-workers") as service, contextlib.ExitStack() as stack:
        database = sqlite3.connect(data / "smarttag.db", isolation_level=None)
        stack.callback(database.close)
        database.execute("BEGIN EXCLUSIVE")
        for probe in connected(service, stack, 4):
            probe.sendall(b"GET /readyz HTTP/1.1\r\nHost: t\r\n\r\n")
        begun = time.monotonic()
        assert all(healthy(service) for _ in range(5))
        assert time.monotonic() - begun < 2
        database.execute("ROLLBACK")


def test_what_the_http_server_refuses_has_the_shape_of_the_apis_errors(tmp_path):
    add_user(tmp_path / "data", "anna")
    requests = {"RequestEntityTooLarge": (413, b"POST / HTTP/1.1\r\nHost: tags\r\nContent-Length: 5000000\r\n\r\n"),
                "RequestHeaderFieldsTooLarge": (431, b"GET /?" + b"x" * 70_000 + b" HTTP/1.1\r\nHost: tags\r\n\r\n"),
                "MalformedRequest": (400, b"nonsense\r\n\r\n"),
                "InvalidPath.NotFound": (404, b"GET /nothing HTTP/1.1\r\nHost: tags\r\nConnection: close\r\n\r\n")}
    with serving(tmp_path / "data", "--no-workers") as service:
        for code, (status, request) in requests.items():
            with socket.create_connection(("127.0.0.1", service.port), timeout=20) as connection:
                connection.sendall(request)
                answer = b"".join(iter(lambda: connection.recv(4096), b"")).decode()
            header, _, body = answer.partition("\r\n\r\n")
            assert f" {status} " in header.splitlines()[0] and "application/json" in header, answer
            error = json.loads(body)
            assert error["Code"] == code and error["Message"] and error["Recommend"], error
            assert f"x-acs-request-id: {error['RequestId']}" in header, answer
