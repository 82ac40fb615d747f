"""What the zoo's tests share."""

import os
import pathlib
import sys

import pytest

HERE = pathlib.Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent)]

from scratch_zoo import NpmRegistry, Zoo  # noqa: E402  (the path comes first)
from zoo import clients, install, recipe, source, storage  # noqa: E402


@pytest.fixture
def zoo(tmp_path: pathlib.Path) -> Zoo:
    return Zoo.create(tmp_path)


@pytest.fixture(scope="session")
def node_archive() -> pathlib.Path:
    """The archive that brings npm to machines without it, from the user's cache, where the set-up put it."""
    return source.obtain(clients.NODE, storage.cache_folder(None))


@pytest.fixture
def npm(tmp_path: pathlib.Path, zoo: Zoo):
    (tmp_path / "npm").mkdir()
    registry = NpmRegistry(tmp_path / "npm")
    zoo.environment |= {"npm_config_registry": registry.url, "npm_config_userconfig": os.devnull,
                        "npm_config_fetch_retries": "0"}
    yield registry
    if registry.thread.is_alive():
        registry.close()


@pytest.fixture(scope="session")
def installed():
    """The folder of a real model in the user's cache; pulled if it is not there yet."""

    def folder(name: str) -> pathlib.Path:
        entry = next(e for e in recipe.load() if e.recipe.name == name)
        cache = storage.cache_folder(None)
        install.install(entry, cache)
        return cache / "models" / entry.folder

    return folder
