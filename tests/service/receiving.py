"""A server that webhooks are sent to: checks each signature as Standard Webhooks says, and keeps what came."""

import base64
import contextlib
import dataclasses
import hashlib
import hmac
import http.server
import json
import threading
import time


@dataclasses.dataclass(frozen=True)
class Call:
    id: str
    body: bytes
    genuine: bool  # signed with the user's secret, just now

    @property
    def message(self) -> dict:
        return json.loads(self.body)


def is_genuine(secret: str, headers, body: bytes) -> bool:
    key = base64.b64decode(secret.removeprefix("whsec_"))
    stamp = headers["webhook-timestamp"]
    signed = hmac.new(key, f"{headers['webhook-id']}.{stamp}.".encode() + body, hashlib.sha256).digest()
    given = headers["webhook-signature"].split(" ")  # more than one while secrets are rotated
    return "v1," + base64.b64encode(signed).decode() in given and abs(time.time() - int(stamp)) < 60


class Receiver:
    """Answers 200, but `status` to the first call for every id that `refuse` picks by its message."""

    def __init__(self, secret: str, refuse=lambda message: False, status: int = 500):
        self.secret, self.refuse, self.status = secret, refuse, status
        self.calls: list[Call] = []
        self.changed = threading.Condition()
        self.url = ""

    def take(self, headers, body: bytes) -> int:
        call = Call(headers["webhook-id"], body, is_genuine(self.secret, headers, body))
        with self.changed:
            first = all(each.id != call.id for each in self.calls)
            self.calls.append(call)
            self.changed.notify_all()
        return self.status if first and self.refuse(call.message) else 200

    def of(self, job: str) -> list[Call]:
        """The calls for this job, in the order in which they came."""
        with self.changed:
            return [call for call in self.calls if call.message["JobId"] == job]

    def wait(self, condition, seconds: float) -> None:
        with self.changed:
            assert self.changed.wait_for(lambda: condition(self.calls), seconds), self.calls[-20:]


def states(calls: list[Call]) -> list[str]:
    """The changes that were told, a change that was told again at once counted once."""
    told = [(call.id, call.message["State"]) for call in calls]
    return [state for at, (one, state) in enumerate(told) if at == 0 or told[at - 1][0] != one]


@contextlib.contextmanager
def receiving(secret: str, **options):
    receiver = Receiver(secret, **options)

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_POST(self):
            body = self.rfile.read(int(self.headers["Content-Length"]))
            self.send_response(receiver.take(self.headers, body))
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *_):
            """Nothing: the tests say what matters."""

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    receiver.url = f"http://127.0.0.1:{server.server_port}/told"
    try:
        yield receiver
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
