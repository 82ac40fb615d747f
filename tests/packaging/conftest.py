"""What `cmake --install` puts below a prefix, installed once."""

import os
import pathlib
import subprocess

import pytest

@pytest.fixture(scope="session")
def prefix(tmp_path_factory) -> pathlib.Path:
    folder = tmp_path_factory.mktemp("installed")
    build = os.environ["SMARTTAG_TEST_BUILD"]
    done = subprocess.run(["cmake", "--install", build, "--prefix", folder], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return folder
