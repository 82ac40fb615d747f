"""The real program, run as a person would run it, and ffmpeg to make media with known content."""

import dataclasses
import json
import os
import pathlib
import subprocess
import time

ROOT = pathlib.Path(__file__).resolve().parents[2]
BINARY = os.environ.get("SMARTTAG_BINARY", str(ROOT / "build" / "developer" / "src" / "cli" / "smarttag"))


@dataclasses.dataclass
class Run:
    code: int
    out: str
    err: str
    seconds: float

    def objects(self) -> list[dict]:
        """Everything on standard output, which must be JSON objects and nothing else."""
        decoder, found, rest = json.JSONDecoder(), [], self.out.strip()
        while rest:
            value, end = decoder.raw_decode(rest)
            found.append(value)
            rest = rest[end:].strip()
        return found

    def job(self) -> dict:
        (only,) = self.objects()
        return only


def environment(**more: str) -> dict[str, str]:
    return {**os.environ, "SMARTTAG_HOME": str(ROOT), **more}


def smarttag(*arguments, timeout: float = 240, cwd=None, **variables: str) -> Run:
    began = time.monotonic()
    done = subprocess.run([BINARY, *map(str, arguments)], stdin=subprocess.DEVNULL, capture_output=True, cwd=cwd,
                          env=environment(**variables), timeout=timeout, check=False)
    return Run(done.returncode, done.stdout.decode(), done.stderr.decode(), time.monotonic() - began)


def analyze_json(*arguments, **options) -> Run:
    return smarttag("analyze", "--json", *arguments, **options)


def data_of(job: dict) -> dict[str, dict]:
    """The results of a job by their type, their Data parsed."""
    assert job["JobStatus"] == "Success", job.get("Message")
    return {result["Type"]: json.loads(result["Data"]) for result in job["Results"]["Result"]}


def ffmpeg(*arguments) -> None:
    subprocess.run(["ffmpeg", "-nostdin", "-v", "error", "-y", *map(str, arguments)], check=True)
