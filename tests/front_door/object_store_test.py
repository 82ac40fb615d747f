"""Inputs of type OSS against a real S3-compatible server that checks signatures (moto)."""

import os
import pathlib
import subprocess

import pytest

from object_store import object_store
from program import BINARY

CHECKS = pathlib.Path(BINARY).parents[1] / "inputs" / "real_store" / "smarttag_real_store_checks"
KEYS = ["plain.mp4", "a b/100% ünï+code (1)~!'*.mp4", "文件/视频.mp4", "a=b&c;d@e:f,$.mp4"]


@pytest.fixture(scope="module")
def store():
    with object_store({name: b"a film" for name in KEYS}) as settings:
        yield settings


def test_objects_are_read_with_signed_requests_and_nothing_else_is(store):
    done = subprocess.run([CHECKS], env={**os.environ, **store}, capture_output=True, text=True, timeout=120,
                          check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "[  PASSED  ] 4 tests." in done.stdout
