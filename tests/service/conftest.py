"""What the tests of the service share: a running service with its first user, and files on a web server."""

import pathlib
import sys

import pytest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "front_door"))

from running import add_user, client_of, serving, web  # noqa: E402

pytest_plugins = ["media_fixtures"]


@pytest.fixture(scope="module")
def data(tmp_path_factory) -> pathlib.Path:
    return tmp_path_factory.mktemp("service") / "data"


@pytest.fixture(scope="module")
def key(data) -> tuple[str, str]:
    return add_user(data, "anna")


@pytest.fixture(scope="module")
def service(data, key):
    with serving(data, "--calls-per-second", "0") as running:
        yield running


@pytest.fixture(scope="module")
def client(service, key):
    return client_of(service, key)


@pytest.fixture(scope="session")
def media_web(media):
    with web(media) as address:
        yield address


@pytest.fixture(scope="session")
def clip_web(made, clip):
    with web(made) as address:
        yield f"{address}/{clip.name}"
