"""Caches of a test's own, with the models that are installed on this machine."""

import os
import pathlib
import shutil

LANGUAGE = ("qwen",)  # large, and wanted by tests of its own alone


def link(source: str, target: str) -> str:
    try:
        os.link(source, target)
    except OSError:  # another file system
        shutil.copyfile(source, target)
    return target


def fill(cache: pathlib.Path, without: tuple[str, ...] = LANGUAGE) -> pathlib.Path:
    """Every installed model but those whose names begin so, and none that was added by hand."""
    given = os.environ.get("SMARTTAG_CACHE_DIR") or pathlib.Path(
        os.environ.get("XDG_CACHE_HOME") or pathlib.Path.home() / ".cache") / "smarttag"
    for folder in (pathlib.Path(given) / "models").iterdir():
        if folder.is_dir() and not folder.name.startswith((*without, ".", "local")):
            shutil.copytree(folder, cache / "models" / folder.name, copy_function=link)
    return cache
