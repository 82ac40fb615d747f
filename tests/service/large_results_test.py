"""A result of tens of megabytes from its kept facts to the client, in bounded memory."""

import json
import os
import pathlib
import re
import subprocess

from alibabacloud_ice20201109 import models

from program import ROOT
from running import add_user, client_of, ended, serving
from corrections_test import call

LARGE_JOB = os.environ.get("SMARTTAG_TEST_LARGE_JOB",
                           str(ROOT / "build" / "release" / "src" / "worker" / "pool" / "bench" / "smarttag_large_job"))
MEGABYTES = 60


def peak(process: int) -> int:
    """Bytes of the largest resident memory of the process so far."""
    return 1024 * int(re.search(r"VmHWM:\s+(\d+) kB", pathlib.Path(f"/proc/{process}/status").read_text())[1])


def test_a_large_result_is_built_and_answered_in_bounded_memory(tmp_path):
    data = tmp_path / "data"
    key = add_user(data, "anna")
    made = subprocess.run([LARGE_JOB, f"sqlite:{data}", "anna", str(MEGABYTES)], capture_output=True, text=True, check=False)
    assert made.returncode == 0, made.stderr
    job = made.stdout.strip()
    with serving(data) as service:
        client = client_of(service, key)
        assert client.query_smarttag_job(models.QuerySmarttagJobRequest(job_id=job)).body.results.result == []
        call(client, "RebuildSmarttagResult", JobId=job)
        answer = ended(client, job)
        (ocr,) = [result for result in answer.results.result if result.type == "OCR"]
        assert len(ocr.data.encode()) > MEGABYTES * 1e6 * 0.9
        details = json.loads(ocr.data)["details"]
        assert len(details) == 12 * 3600 * 2
        assert {len(detail["info"]) for detail in details} == {len(details[0]["info"])}
        assert details[25]["info"][0]["content"].startswith('Line 0 of page 1: the "quick" brown fox')
        assert peak(service.process.pid) < 250e6

