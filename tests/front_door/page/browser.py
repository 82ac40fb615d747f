"""Chromium without a window, by its DevTools protocol."""

import base64
import contextlib
import json
import os
import pathlib
import shutil
import subprocess
import tempfile
import urllib.request

import websocket

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
PATIENCE = 60  # seconds


def find() -> str | None:
    """$SMARTTAG_TEST_BROWSER, else what is installed."""
    given = os.environ.get("SMARTTAG_TEST_BROWSER")
    return given or next((found for name in NAMES if (found := shutil.which(name))), None)


class Browser:
    def __init__(self, program: str) -> None:
        self.folder = tempfile.mkdtemp()
        self.process = subprocess.Popen(
            [program, "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run",
             "--disable-background-networking", "--disable-component-update", "--hide-scrollbars", "--remote-allow-origins=*",
             f"--user-data-dir={self.folder}", "--remote-debugging-port=0", "about:blank"],
            stderr=subprocess.PIPE, text=True, start_new_session=True)
        for line in self.process.stderr:
            if line.startswith("DevTools listening on "):
                self.port = int(line.rsplit(":", 1)[1].split("/")[0])
                break
        else:
            raise RuntimeError(f"{program} ended: {self.process.wait()}")

    def __enter__(self) -> "Browser":
        return self

    def __exit__(self, *_) -> None:
        self.process.terminate()
        self.process.wait(timeout=PATIENCE)
        shutil.rmtree(self.folder, ignore_errors=True)

    @contextlib.contextmanager
    def page(self, file: pathlib.Path, width: int = 1280, height: int = 900, media: str = "screen", scheme: str = "light"):
        """The file as it looks in a window of this size; `media` is screen or print, `scheme` light or dark."""
        request = urllib.request.Request(f"http://127.0.0.1:{self.port}/json/new?about:blank", method="PUT")
        target = json.load(urllib.request.urlopen(request, timeout=PATIENCE))
        page = Page(target["webSocketDebuggerUrl"])
        try:
            page.call("Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=False)
            page.call("Emulation.setEmulatedMedia", media=media, features=[{"name": "prefers-color-scheme", "value": scheme}])
            for domain in ("Page", "Runtime", "Network", "Log"):
                page.call(f"{domain}.enable")
            page.open(file)
            yield page
        finally:
            page.call("Page.close")
            page.socket.close()


class Page:
    def __init__(self, address: str) -> None:
        self.socket = websocket.create_connection(address, timeout=PATIENCE)
        self.number = 0
        self.events: list[dict] = []

    def call(self, method: str, **parameters) -> dict:
        self.number += 1
        self.socket.send(json.dumps({"id": self.number, "method": method, "params": parameters}))
        while (message := json.loads(self.socket.recv())).get("id") != self.number:
            self.events.append(message)
        assert "error" not in message, message
        return message["result"]

    def open(self, file: pathlib.Path) -> None:
        self.call("Page.navigate", url=file.as_uri())
        while not any(event["method"] == "Page.loadEventFired" for event in self.events):
            self.events.append(json.loads(self.socket.recv()))

    def run(self, script: str):
        """The value of a JavaScript expression; promises are awaited."""
        result = self.call("Runtime.evaluate", expression=script, returnByValue=True, awaitPromise=True)
        assert "exceptionDetails" not in result, result["exceptionDetails"]
        return result["result"].get("value")

    def complaints(self) -> list[str]:
        """Exceptions, errors on the console, and addresses that were asked for besides the file itself."""
        found = []
        for event in self.events:
            about = event["params"]
            if event["method"] == "Runtime.exceptionThrown":
                found.append(about["exceptionDetails"]["text"])
            elif event["method"] == "Log.entryAdded" and about["entry"]["level"] == "error":
                found.append(about["entry"]["text"])
            elif event["method"] == "Network.requestWillBeSent" and not about["request"]["url"].startswith(("file:", "data:")):
                found.append(about["request"]["url"])
        return found

    def picture(self, whole: bool = True) -> bytes:
        return base64.b64decode(self.call("Page.captureScreenshot", captureBeyondViewport=whole)["data"])

    def pdf(self) -> bytes:
        return base64.b64decode(self.call("Page.printToPDF", printBackground=True)["data"])
