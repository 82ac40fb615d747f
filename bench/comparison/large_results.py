"""A very large result from its facts to the client: time, rate and memory. See bench/large_results."""

import base64
import datetime
import hashlib
import hmac
import http.client
import pathlib
import re
import subprocess
import sys
import tempfile
import threading
import time
import urllib.parse
import uuid

ROOT = pathlib.Path(__file__).resolve().parents[2]
PROGRAMS = ROOT / "build" / "developer" / "src"
PROGRAM = PROGRAMS / "cli" / "smarttag"
LARGE_JOB = PROGRAMS / "worker" / "pool" / "bench" / "smarttag_large_job"
LOAD = PROGRAMS / "api" / "bench" / "smarttag_api_load"
PIECE = 1 << 20


def signed(key: tuple[str, str], action: str, **parameters: str) -> str:
    """The query of a call signed by HMAC-SHA1."""
    now = datetime.datetime.now(datetime.timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")
    everything = {**parameters, "Action": action, "Version": "2020-11-09", "Format": "JSON", "AccessKeyId": key[0],
                  "SignatureMethod": "HMAC-SHA1", "SignatureVersion": "1.0", "SignatureNonce": uuid.uuid4().hex,
                  "Timestamp": now}
    quoted = urllib.parse.quote
    query = "&".join(f"{quoted(n, safe='~')}={quoted(v, safe='~')}" for n, v in sorted(everything.items()))
    digest = hmac.new((key[1] + "&").encode(), f"GET&%2F&{quoted(query, safe='~')}".encode(), hashlib.sha1).digest()
    return f"/?{query}&Signature={quoted(base64.b64encode(digest).decode(), safe='~')}"


def asked(port: int, key: tuple[str, str], action: str, **parameters: str) -> http.client.HTTPResponse:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
    connection.request("GET", signed(key, action, **parameters))
    answer = connection.getresponse()
    if answer.status != 200:
        sys.exit(f"{action}: {answer.status} {answer.read().decode()}")
    return answer


def state(port: int, key: tuple[str, str], job: str) -> str:
    """From the beginning of the answer: the rest is large."""
    answer = asked(port, key, "QuerySmarttagJob", JobId=job)
    found = re.search(r'"JobStatus":"(\w+)"', answer.read(1000).decode(errors="replace"))
    answer.close()
    return found[1]


class Memory(threading.Thread):
    """The largest resident memory of the server and of its analysis process, looked at every 50 ms."""

    def __init__(self, server: int):
        super().__init__(daemon=True)
        self.server, self.child, self.process, self.done = 0, 0, server, threading.Event()

    def run(self) -> None:
        while not self.done.wait(0.05):
            self.server = max(self.server, peak(self.process))
            children = pathlib.Path(f"/proc/{self.process}/task").glob("*/children")
            for pid in {int(pid) for file in children for pid in file.read_text().split()}:
                self.child = max(self.child, peak(pid))


def peak(process: int) -> int:
    """Bytes, as the kernel counts the largest resident memory of a process so far."""
    try:
        found = re.search(r"VmHWM:\s+(\d+) kB", pathlib.Path(f"/proc/{process}/status").read_text())
    except OSError:
        return 0
    return int(found[1]) * 1024 if found else 0


def user(folder: pathlib.Path) -> tuple[str, str]:
    made = subprocess.run([PROGRAM, "user", "add", "bench", "--data-dir", folder], check=True, capture_output=True, text=True)
    return tuple(re.findall(r"AccessKey\w+: (\S+)", made.stdout))


def stream(port: int, key: tuple[str, str], job: str) -> tuple[int, float]:
    began = time.perf_counter()
    answer, size, buffer = asked(port, key, "QuerySmarttagJob", JobId=job), 0, bytearray(PIECE)
    while got := answer.readinto(buffer):
        size += got
    return size, time.perf_counter() - began


def measure(folder: pathlib.Path, megabytes: float) -> None:
    key = user(folder)
    job = subprocess.run([LARGE_JOB, f"sqlite:{folder}", "bench", str(megabytes)], check=True, capture_output=True,
                         text=True).stdout.strip()
    facts = sum(file.stat().st_size for file in folder.glob("blobs/*/*"))
    print(f"facts of {job}: {facts / 1e6:.0f} MB kept", flush=True)
    server = subprocess.Popen([PROGRAM, "serve", "--data-dir", folder, "--listen", "127.0.0.1:0", "--calls-per-second", "0",
                               "--workers", "1", "--file-limit", "64GiB", "--log-level", "warn"],
                              stdout=subprocess.PIPE, text=True)
    memory = Memory(server.pid)
    try:
        port = int(server.stdout.readline().rsplit(":", 1)[1])
        memory.start()
        began = time.perf_counter()
        asked(port, key, "RebuildSmarttagResult", JobId=job).read()
        while (now := state(port, key, job)) != "Success":
            if now == "Fail":
                sys.exit("the job failed")
            time.sleep(0.5)
        print(f"results built in {time.perf_counter() - began:.0f} s; peak memory: server {memory.server / 1e6:.0f} MB, "
              f"analysis {memory.child / 1e6:.0f} MB", flush=True)
        size, seconds = stream(port, key, job)
        print(f"alone: {size / 1e6:.0f} MB in {seconds:.1f} s, {size / seconds / 1e6:.0f} MB/s", flush=True)
        load = subprocess.Popen([LOAD, str(port), *key, "--queries", "100", "--submissions", "0", "--connections", "8",
                                 "--warm-up", "1", "--seconds", str(max(5, round(seconds)))], stdout=subprocess.PIPE, text=True)
        size, seconds = stream(port, key, job)
        print(f"beside 100 queries a second: {size / 1e6:.0f} MB in {seconds:.1f} s, {size / seconds / 1e6:.0f} MB/s")
        print(load.communicate()[0].strip())
        print(f"peak memory of the server: {peak(server.pid) / 1e6:.0f} MB")
    finally:
        memory.done.set()
        server.terminate()
        server.wait(60)


def main() -> None:
    megabytes = float(sys.argv[1]) if len(sys.argv) > 1 else 3000
    with tempfile.TemporaryDirectory(dir="/var/tmp") as scratch:
        measure(pathlib.Path(scratch) / "data", megabytes)


if __name__ == "__main__":
    main()
