"""Notes with a real server as the endpoint, llama.cpp's: with a model that writes no sense, and with a real one."""

import contextlib
import pathlib
import subprocess
import sys

import pytest
import tiny_language_model
from built_in_model_test import installed
from endpoint_test import TALK, notes, without_model

HERE = pathlib.Path(__file__).resolve().parent


@contextlib.contextmanager
def serving(model: pathlib.Path):
    run = subprocess.Popen([sys.executable, HERE / "llama_server.py", model], stdin=subprocess.PIPE,
                           stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    try:
        yield run.stdout.readline().strip()
    finally:
        run.stdin.close()
        run.wait(timeout=60)


@pytest.fixture
def talk(tmp_path):
    file = tmp_path / "talk.txt"
    file.write_text(TALK, encoding="utf-8")
    return str(file)


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    model = tmp_path_factory.mktemp("model") / "tiny.gguf"
    tiny_language_model.build(str(model))
    with serving(model) as address:
        yield address


def asked(talk: str, address: str, path: str = "/v1") -> tuple[dict, str]:
    return notes(talk, "--language-url", address + path, "--language-name", "tiny", "--log-level", "info")


def test_a_model_that_writes_no_sense_leaves_the_talks_own_sentences(talk, server):
    told, log = asked(talk, server)
    assert told["summarization"] == without_model(talk)["summarization"]
    assert "not the JSON that was asked for" in log  # so the server took the question


def test_a_path_that_the_server_does_not_know(talk, server):
    told, log = asked(talk, server, "/v9")
    assert told["summarization"] == without_model(talk)["summarization"]
    assert "status 404" in log


@pytest.mark.skipif(not installed(), reason="the language model is not installed: smarttag models pull language")
def test_a_real_model_writes_the_summary(talk):
    with serving(installed() / "model.gguf") as address:
        told, log = asked(talk, address)
    assert "summary by" in log
    summary = told["summarization"]["paragraphSummary"]
    assert "brochure" in summary.lower() and summary != without_model(talk)["summarization"]["paragraphSummary"]
