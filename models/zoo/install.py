"""A model's folder <cache>/models/NAME-key: made whole by its recipe, or not at all."""

import json
import pathlib
import shutil
import time

from zoo.convert import convert
from zoo.recipe import Entry, ZooError
from zoo.source import extract, obtain
from zoo.storage import locked, say, scratch, sha256_of

RECORD = "installed.json"
# OpenVINO's version is part of the files it writes, so a size may differ by some bytes from the recipe's.
SIZE_TOLERANCE = 0.01


def damaged_files(entry: Entry, cache: pathlib.Path) -> list[str]:
    """Files of an installed model that are missing or not what was installed; [RECORD] if nothing is installed."""
    folder = cache / "models" / entry.folder
    try:
        record = json.loads((folder / RECORD).read_text())
    except (OSError, ValueError):
        return [RECORD]
    return [name for name in entry.recipe.files
            if not (folder / name).is_file() or sha256_of(folder / name) != record.get(name)]


def _make(entry: Entry, archives: list[pathlib.Path], work: pathlib.Path) -> pathlib.Path:
    recipe = entry.recipe
    sources: dict[str, pathlib.Path] = {}
    for number, (source, archive) in enumerate(zip(recipe.sources, archives)):
        sources |= extract(source, archive, work / f"source{number}")
    out = convert(entry, sources, work)
    written = sorted(str(p.relative_to(out)) for p in out.rglob("*") if p.is_file())
    if written != sorted(recipe.files):
        raise ZooError(f"The recipe {recipe.name} wrote {', '.join(written) or 'nothing'} and not {', '.join(recipe.files)}: "
                       "correct the recipe.")
    size = sum((out / name).stat().st_size for name in written)
    if abs(size - recipe.size) > SIZE_TOLERANCE * recipe.size:
        raise ZooError(f"The recipe {recipe.name} wrote {size} bytes and not {recipe.size}: correct the recipe.")
    record = {name: sha256_of(out / name) for name in written}
    (out / RECORD).write_text(json.dumps(record, indent=1, sort_keys=True) + "\n")
    return out


def install(entry: Entry, cache: pathlib.Path) -> bool:
    """Whether anything had to be done. Raises ZooError. Safe in several processes at once."""
    models = cache / "models"
    name = entry.recipe.name
    with locked(models, name):
        if not damaged_files(entry, cache):
            return False
        archives = [obtain(source, cache) for source in entry.recipe.sources]
        say(f"installing {name}")
        start = time.monotonic()
        with scratch(models, name) as work:
            made = _make(entry, archives, work)
            final = models / entry.folder
            if final.exists():  # damaged: set aside, and removed with the scratch folder
                final.rename(work / "damaged")
            made.rename(final)
        say(f"installed {name} in {time.monotonic() - start:.1f} s")
    return True


def remove(entry: Entry, cache: pathlib.Path) -> None:
    with locked(cache / "models", entry.recipe.name):
        shutil.rmtree(cache / "models" / entry.folder, ignore_errors=True)
