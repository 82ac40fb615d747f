"""Notes of `smarttag summarize` measured against transcripts with known chapters, questions, summary and highlights.

The program is run from outside; what it answers is mapped back to the turns and sentences of the transcript.
"""

import json
import os
import pathlib
import re
import subprocess
import sys
import time

ROOT = pathlib.Path(__file__).resolve().parents[2]
PROGRAM = os.environ.get("SMARTTAG_BINARY", str(ROOT / "smarttag"))
MEASURES = ("windowdiff", "rouge-l", "q&a", "key sentences", "seconds")


def words(text: str) -> list[str]:
    return re.findall(r"[a-z0-9']+|[一-鿿]", text.lower())


def rouge_l(reference: str, made: str) -> float:
    """F measure of the longest common subsequence of words and Chinese characters (Lin 2004)."""
    a, b = words(reference), words(made)
    row = [0] * (len(b) + 1)
    for x in a:
        before = 0
        for j, y in enumerate(b, 1):
            before, row[j] = row[j], (before + 1 if x == y else max(row[j], row[j - 1]))
    common = row[-1]
    return 2 * common / (len(a) + len(b)) if common else 0.0


def window_diff(reference: set[int], made: set[int], count: int) -> float:
    """Share of windows of half a mean segment in which the number of boundaries differs (Pevzner and Hearst 2002)."""
    k = max(2, round(count / (2 * (len(reference) + 1))))

    def inside(bounds: set[int], i: int) -> int:
        return sum(i < b <= i + k for b in bounds)

    return sum(inside(reference, i) != inside(made, i) for i in range(count - k)) / max(1, count - k)


def places(truth: dict, nlp: dict) -> tuple[dict[int, int], dict[int, int]]:
    """For each sentenceId its turn, and its start."""
    spoken = [i for i, turn in enumerate(truth["turns"]) if turn["text"].strip()]
    paragraphs = nlp["transcription"]["paragraphs"]
    assert len(spoken) == len(paragraphs), "a paragraph is not a turn"
    turn_of: dict[int, int] = {}
    start_of: dict[int, int] = {}
    for turn, paragraph in zip(spoken, paragraphs):
        for word in paragraph["words"]:
            turn_of.setdefault(word["sentenceId"], turn)
            start_of.setdefault(word["sentenceId"], word["start"])
    return turn_of, start_of


def chapters(truth: dict, nlp: dict) -> float:
    turn_of, start_of = places(truth, nlp)
    reference = {chapter["turns"][0][0] for chapter in truth["chapters"]} - {0}
    first = {start: sentence for sentence, start in reversed(start_of.items())}
    made = {turn_of[first[chapter["start"]]] for chapter in nlp["autoChapters"][1:]}
    return window_diff(reference, made, len(truth["turns"]))


def questions(truth: dict, nlp: dict) -> float:
    """Share of questions in whose turns a whole pair stands: its question and its answer."""
    turn_of, _ = places(truth, nlp)
    pairs = [[turn_of[s] for s in pair["sentenceIdsOfQuestion"] + pair["sentenceIdsOfAnswer"]]
             for pair in nlp["summarization"]["questionsAnsweringSummary"]]

    def answered(question: dict) -> bool:
        return any(all(any(a <= t <= b for a, b in question["turns"]) for t in pair) for pair in pairs)

    return sum(map(answered, truth["questions"])) / len(truth["questions"])


def key_sentences(truth: dict, nlp: dict) -> float:
    """How many times as often as by chance a key sentence is a highlight."""
    names = [(t, s) for t, turn in enumerate(truth["turns"]) for s, text in enumerate(turn["sentences"]) if text.strip()]
    highlights = {tuple(place) for place in truth["highlights"]}
    made = [names[key["sentenceId"] - 1] for key in nlp["meetingAssistance"]["keySentences"]]
    return (sum(key in highlights for key in made) / len(made)) / (len(highlights) / len(names))


def measured(file: pathlib.Path, model: str) -> dict[str, float]:
    truth = json.loads(file.read_text(encoding="utf-8"))
    start = time.monotonic()
    run = subprocess.run([PROGRAM, "summarize", "--json", "--language-model", model, "--turns", str(file)],
                         check=True, stdout=subprocess.PIPE)
    seconds = time.monotonic() - start
    nlp = json.loads(run.stdout)
    found = {"windowdiff": chapters(truth, nlp), "seconds": seconds,
             "rouge-l": rouge_l(truth["summary"], nlp["summarization"]["paragraphSummary"])}
    if truth.get("questions"):
        found["q&a"] = questions(truth, nlp)
    if truth.get("highlights"):
        found["key sentences"] = key_sentences(truth, nlp)
    return found


def installed() -> bool:
    run = subprocess.run([PROGRAM, "models", "--json"], check=True, stdout=subprocess.PIPE)
    return any(card["task"] == "language" and card["state"] in ("ready", "local") for card in json.loads(run.stdout))


def table(files: list[pathlib.Path], model: str) -> None:
    rows = {file.stem: measured(file, model) for file in files}
    means = {}
    for measure in MEASURES:
        values = [row[measure] for row in rows.values() if measure in row]
        means[measure] = sum(values) / len(values) if values else None
    rows["mean"] = {measure: value for measure, value in means.items() if value is not None}
    print(f"{'transcript':24}" + "".join(f"{measure:>15}" for measure in MEASURES))
    for name, row in rows.items():
        print(f"{name:24}" + "".join(f"{row[m]:15.3f}" if m in row else f"{'-':>15}" for m in MEASURES))


def main() -> None:
    files = sorted(pathlib.Path(sys.argv[1]).glob("*.json"))
    if not files:
        sys.exit(f"bench/language: no transcript in {sys.argv[1]}")
    print("without a language model")
    table(files, "none")
    if not installed():
        sys.exit("the built-in model is not installed: smarttag models pull language")
    print("\nwith the built-in model", flush=True)
    table(files, "built-in")


if __name__ == "__main__":
    main()
