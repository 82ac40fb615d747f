"""One conversion in a process of its own, so that its result does not depend on what was converted before (OpenVINO
numbers the nodes of a process) and its memory goes back.

Run as: python -m zoo.convert MODELS NAME WORK; WORK/sources.json maps members to files, WORK/out takes the result.
"""

import json
import pathlib
import subprocess
import sys

from zoo.recipe import MODELS, Entry, ZooError, load


def convert(entry: Entry, sources: dict[str, pathlib.Path], work: pathlib.Path) -> pathlib.Path:
    """The folder that the recipe wrote. Raises ZooError with the last line of what the conversion said."""
    out = work / "out"
    out.mkdir()
    (work / "sources.json").write_text(json.dumps({member: str(file) for member, file in sources.items()}))
    done = subprocess.run([sys.executable, "-m", "zoo.convert", str(entry.models), entry.recipe.name, str(work)],
                          cwd=MODELS, stdin=subprocess.DEVNULL, capture_output=True, text=True, errors="replace")
    if done.returncode != 0:
        sys.stderr.write(done.stderr)
        last = (done.stderr.strip().splitlines() or [f"it ended with {done.returncode}"])[-1]
        raise ZooError(f"The model {entry.recipe.name} cannot be converted: {last}")
    return out


def main(models: str, name: str, work: str) -> None:
    entry = next(e for e in load(pathlib.Path(models)) if e.recipe.name == name)
    folder = pathlib.Path(work)
    sources = json.loads((folder / "sources.json").read_text())
    entry.convert({member: pathlib.Path(file) for member, file in sources.items()}, folder / "out")


if __name__ == "__main__":
    main(*sys.argv[1:])
