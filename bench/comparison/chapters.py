"""What cuts of the picture do to chapters: transcripts with known chapters, given the cuts of made-up films.

No transcript with known chapters has a film. So cuts are made: within a second of the start of each chapter, at random
(one in so many seconds), or both. WindowDiff is the mean over the transcripts and over ten films of each.
"""

import json
import pathlib
import random
import subprocess
import sys
import tempfile

from language import PROGRAM, chapters, places

FILMS = 10
LATE = 1.0  # seconds by which a cut may be early or late
KINDS = (("no cuts", False, None), ("with the subject", True, None), ("and one in 60 s", True, 60), ("and one in 10 s", True, 10),
         ("and one in 4 s", True, 4), ("at random alone, one in 60 s", False, 60), ("one in 10 s", False, 10), ("one in 4 s", False, 4))


def notes(transcript: dict, folder: pathlib.Path) -> dict:
    file = folder / "turns.json"
    file.write_text(json.dumps(transcript), encoding="utf-8")
    run = subprocess.run([PROGRAM, "summarize", "--json", "--language-model", "none", "--turns", str(file)], check=True,
                         stdout=subprocess.PIPE)
    return json.loads(run.stdout)


def chapter_times(truth: dict, nlp: dict) -> tuple[list[float], float]:
    """When the chapters but the first begin, and when the last turn does, in seconds."""
    turn_of, start_of = places(truth, nlp)
    first: dict[int, float] = {}
    for sentence, turn in turn_of.items():
        first.setdefault(turn, start_of[sentence] / 1000)
    begins = [next((at for turn, at in sorted(first.items()) if turn >= chapter["turns"][0][0]), 0.0)
              for chapter in truth["chapters"]]
    return [at for at in begins if at > 0], max(first.values())


def film(begins: list[float], end: float, with_subject: bool, every: float | None, seed: int) -> list[float]:
    dice = random.Random(seed)
    cuts = [max(0.0, at + dice.uniform(-LATE, LATE)) for at in begins] if with_subject else []
    at = 0.0
    while every is not None and (at := at + dice.expovariate(1 / every)) < end:
        cuts.append(at)
    return sorted(cuts)


def main() -> None:
    files = sorted(pathlib.Path(sys.argv[1]).glob("*.json"))
    if not files:
        sys.exit(f"bench/chapters: no transcript in {sys.argv[1]}")
    with tempfile.TemporaryDirectory() as folder:
        truths = [json.loads(file.read_text(encoding="utf-8")) for file in files]
        times = [chapter_times(truth, notes(truth, pathlib.Path(folder))) for truth in truths]
        print(f"{'cuts':32}" + "".join(f"{file.stem:>15}" for file in files) + f"{'mean':>10}")
        for name, with_subject, every in KINDS:
            row = []
            for truth, (begins, end) in zip(truths, times):
                films = [film(begins, end, with_subject, every, seed) for seed in range(FILMS if with_subject or every else 1)]
                made = [chapters(truth, notes({**truth, "cuts": cuts}, pathlib.Path(folder))) for cuts in films]
                row.append(sum(made) / len(made))
            print(f"{name:32}" + "".join(f"{value:15.3f}" for value in row) + f"{sum(row) / len(row):10.3f}", flush=True)


if __name__ == "__main__":
    main()
