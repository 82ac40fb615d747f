"""packaging/smarttag: models are fetched before the first command that needs them, once, and for nothing else."""

import os
import pathlib
import shutil
import subprocess

import pytest

ROOT = pathlib.Path(__file__).resolve().parents[2]

PROGRAM = """#!/bin/sh
echo "$* home=$SMARTTAG_HOME models=${SMARTTAG_MODELS_CACHE:-}" >>"$CALLS"
case "$1 $2" in
  "models pull")
    [ -z "${PULL_FAILS:-}" ] || exit 4
    mkdir -p "$SMARTTAG_CACHE_DIR/models"
    cp "$SMARTTAG_HOME/models/manifest.json" "$SMARTTAG_CACHE_DIR/models/complete.json"
    ;;
esac
"""


@pytest.fixture
def prefix(tmp_path):
    for folder in ("bin", "lib/smarttag", "share/smarttag/models"):
        (tmp_path / "usr" / folder).mkdir(parents=True)
    shutil.copy(ROOT / "packaging" / "smarttag", tmp_path / "usr" / "bin")
    program = tmp_path / "usr" / "lib" / "smarttag" / "smarttag"
    program.write_text(PROGRAM)
    program.chmod(0o755)
    (tmp_path / "usr" / "share" / "smarttag" / "models" / "manifest.json").write_text("{}")
    return tmp_path / "usr"


def calls(prefix, *arguments, code: int = 0, **variables) -> list[str]:
    log = prefix / "calls"
    log.write_text("")
    done = subprocess.run([prefix / "bin" / "smarttag", *arguments], check=False, stdin=subprocess.DEVNULL,
                          env={**os.environ, "CALLS": str(log), "SMARTTAG_CACHE_DIR": str(prefix / "cache"), **variables})
    assert done.returncode == code
    return [line.split(" home=")[0] for line in log.read_text().splitlines()]


@pytest.mark.parametrize("command", ["analyze", "serve", "worker"])
def test_models_are_fetched_once(prefix, command):
    assert calls(prefix, command, "two words") == ["models pull", f"{command} two words"]
    assert calls(prefix, command) == [command]


def test_other_models_of_a_new_version_are_fetched(prefix):
    calls(prefix, "analyze")
    (prefix / "share" / "smarttag" / "models" / "manifest.json").write_text('{"models": []}')
    assert calls(prefix, "analyze") == ["models pull", "analyze"]


@pytest.mark.parametrize("arguments", [["--version"], ["models"], ["analyze", "--help"], ["submit", "analyze"], []],
                         ids=" ".join)
def test_nothing_is_fetched_for_what_needs_no_model(prefix, arguments):
    assert calls(prefix, *arguments) == [" ".join(arguments)]


def test_where_models_cannot_be_fetched_nothing_runs(prefix):
    assert calls(prefix, "analyze", "x.mp4", code=4, PULL_FAILS="1") == ["models pull"]


def test_it_works_through_a_link(prefix, tmp_path):
    (tmp_path / "link").symlink_to(prefix / "bin" / "smarttag")
    subprocess.run([tmp_path / "link", "models"], check=True, env={**os.environ, "CALLS": str(prefix / "calls")})
    assert f"home={prefix}/share/smarttag " in (prefix / "calls").read_text()
