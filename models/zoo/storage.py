"""Checksums, locks between processes, and folders that appear whole or not at all."""

import contextlib
import fcntl
import hashlib
import os
import pathlib
import shutil
import sys
import tempfile
from typing import Iterator


def say(text: str) -> None:
    """A progress line. Standard error, so that the caller's standard output stays its own."""
    print(text, file=sys.stderr, flush=True)


def cache_folder(given: str | None) -> pathlib.Path:
    """The same folder as the program takes: --cache, $SMARTTAG_CACHE_DIR, $XDG_CACHE_HOME/smarttag, ~/.cache/smarttag."""
    if given or (given := os.environ.get("SMARTTAG_CACHE_DIR")):
        return pathlib.Path(given).absolute()
    if (xdg := pathlib.Path(os.environ.get("XDG_CACHE_HOME", ""))).is_absolute():
        return xdg / "smarttag"
    return pathlib.Path.home() / ".cache" / "smarttag"


def sha256_of(file: pathlib.Path) -> str:
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


@contextlib.contextmanager
def locked(folder: pathlib.Path, name: str) -> Iterator[None]:
    """One process at a time; the lock goes with the process, however that ends."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / f".lock-{name}").open("w") as stream:
        try:
            fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            say(f"waiting for another set-up that works on {name}")
            fcntl.flock(stream, fcntl.LOCK_EX)
        yield


@contextlib.contextmanager
def scratch(folder: pathlib.Path, name: str) -> Iterator[pathlib.Path]:
    """A folder to work in, on the same file system as `folder`, gone at the end. Call it under the lock of `name`:
    what a killed process left under that name is removed first."""
    folder.mkdir(parents=True, exist_ok=True)
    for left in folder.glob(f".partial-{name}-*"):
        shutil.rmtree(left)
    made = pathlib.Path(tempfile.mkdtemp(prefix=f".partial-{name}-", dir=folder))
    try:
        yield made
    finally:
        shutil.rmtree(made, ignore_errors=True)
