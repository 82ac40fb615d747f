"""http(s) URLs as input: what may be reached, how long it may take, what comes back."""

import http.server
import threading
import time

import pytest
from program import analyze_json, data_of

LOOPBACK = ("--allow-private", "127.0.0.0/8")


class Handler(http.server.BaseHTTPRequestHandler):
    clip = b""
    asked: list[str] = []

    def do_GET(self):
        type(self).asked.append(self.path)
        name = self.path.split("?")[0].removeprefix("/")
        getattr(self, f"send_{name.split('.')[0].replace('-', '_')}", self.send_missing)()

    def send_missing(self):
        self.send_error(404)

    def send_card(self, length: int | None = None):
        self.send_response(200)
        self.send_header("Content-Length", str(length or len(self.clip)))
        self.end_headers()
        self.wfile.write(self.clip)

    def send_longer(self):
        """Promises more than it sends."""
        self.send_card(len(self.clip) + 1000)

    def send_endless(self):
        """Tells no length and goes on."""
        self.send_response(200)
        self.end_headers()
        try:
            for _ in range(10_000):
                self.wfile.write(b"x" * 65536)
        except OSError:
            pass

    def send_slow(self):
        """One byte at a time, ten a second."""
        self.send_response(200)
        self.send_header("Content-Length", str(len(self.clip)))
        self.end_headers()
        try:
            for byte in self.clip[:600]:
                self.wfile.write(bytes([byte]))
                self.wfile.flush()
                time.sleep(0.1)
        except OSError:
            pass

    def send_error_page(self):
        self.send_error(500)

    def send_nothing(self):
        self.send_response(200)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def send_page(self):
        page = b"<html><body>Please log in</body></html>" * 50
        self.send_response(200)
        self.send_header("Content-Length", str(len(page)))
        self.end_headers()
        self.wfile.write(page)

    def redirect(self, to: str):
        self.send_response(302)
        self.send_header("Location", to)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def send_moved(self):
        self.redirect("/card.mp4")

    def send_loop(self):
        self.redirect("/loop")

    def send_to_metadata(self):
        self.redirect("http://169.254.169.254/latest/meta-data/")

    def send_to_file(self):
        self.redirect("file:///etc/passwd")

    def send_to_other_loopback(self):
        self.redirect(f"http://[::1]:{self.server.server_address[1]}/card.mp4")

    def log_message(self, *_):
        pass


@pytest.fixture(scope="module")
def server(clip):
    Handler.clip = clip.read_bytes()
    running = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    running.daemon_threads = True
    threading.Thread(target=running.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{running.server_address[1]}"
    running.shutdown()
    running.server_close()


def refused(url: str, *more, seconds: float = 20) -> str:
    run = analyze_json("--quiet", "--types", "Meta", *more, url)
    assert run.code == 3, run
    job = run.job()
    assert job["JobStatus"] == "Fail"
    assert run.seconds < seconds
    return job["Message"]


@pytest.mark.parametrize("path", ["/card.mp4", "/card.mp4?token=secret", "/moved"])
def test_a_file_behind_an_allowed_url(server, path):
    run = analyze_json("--quiet", "--types", "Meta,OCR", *LOOPBACK, server + path)
    assert run.code == 0, run
    results = data_of(run.job())
    assert results["OCR"]["details"]
    assert "secret" not in run.out + run.err


def test_the_loopback_is_refused_by_default_and_never_asked(server):
    Handler.asked.clear()
    reason = refused(server + "/card.mp4")
    assert "allow-private" in reason
    assert Handler.asked == []


FORMS = ["http://{port}@127.0.0.1:{port}/card.mp4", "http://localhost:{port}/card.mp4", "http://127.1:{port}/card.mp4",
         "http://2130706433:{port}/card.mp4", "http://0x7f000001:{port}/card.mp4", "http://0177.0.0.1:{port}/card.mp4",
         "http://0.0.0.0:{port}/card.mp4", "http://[::]:{port}/card.mp4", "http://[::1]:{port}/card.mp4",
         "http://[::ffff:127.0.0.1]:{port}/card.mp4", "http://[64:ff9b::7f00:1]:{port}/card.mp4",
         "http://127.0.0.1.:{port}/card.mp4", "http://１２７.0.0.1:{port}/card.mp4"]


@pytest.mark.parametrize("form", FORMS)
def test_no_way_of_writing_the_loopback_gets_through(server, form):
    Handler.asked.clear()
    refused(form.format(port=server.rsplit(":", 1)[1]))
    assert Handler.asked == []


@pytest.mark.parametrize("url", ["http://10.0.0.1/a.mp4", "http://192.168.1.1/a.mp4", "http://169.254.169.254/a.mp4",
                                 "http://100.64.0.1/a.mp4", "http://[fe80::1]/a.mp4", "http://[fd00::1]/a.mp4"])
def test_private_addresses_are_refused_at_once(url):
    assert "allow-private" in refused(url, seconds=5)


@pytest.mark.parametrize("path", ["/to-metadata", "/to-file", "/to-other-loopback", "/loop"])
def test_redirects_that_lead_astray(server, path):
    Handler.asked.clear()
    refused(server + path, *LOOPBACK)
    assert "/card.mp4" not in Handler.asked
    assert len(Handler.asked) <= 20


@pytest.mark.parametrize("url", ["ftp://127.0.0.1/a.mp4", "file:///etc/passwd", "rtmp://127.0.0.1/a", "http://",
                                 "https:///a.mp4", "http://:80/a.mp4"])
def test_other_schemes_and_urls_that_are_none(url):
    run = analyze_json("--quiet", "--types", "Meta", *LOOPBACK, url)
    assert run.code in (2, 3), run
    assert run.job()["JobStatus"] == "Fail"


def test_a_missing_file(server):
    assert "404" in refused(server + "/absent.mp4", *LOOPBACK)


@pytest.mark.parametrize("path", ["/error-page", "/nothing", "/page", "/longer.mp4"])
def test_answers_that_are_no_media(server, path):
    refused(server + path, *LOOPBACK)


def test_a_server_that_nobody_runs(server):
    del server
    refused("http://127.0.0.1:9/a.mp4", *LOOPBACK)


def test_an_endless_answer_ends_at_the_limit(server):
    assert "max-bytes" in refused(server + "/endless", *LOOPBACK, "--max-bytes", "5MiB")


def test_a_slow_server_ends_at_the_limit(server):
    assert "fetch-timeout" in refused(server + "/slow.mp4", *LOOPBACK, "--fetch-timeout", "2s", seconds=10)


def test_fetched_files_are_not_left_behind(server, tmp_path):
    run = analyze_json("--quiet", "--types", "Meta", *LOOPBACK, server + "/card.mp4", server + "/page",
                       TMPDIR=str(tmp_path))
    assert run.code == 3
    assert list(tmp_path.rglob("*")) == []
