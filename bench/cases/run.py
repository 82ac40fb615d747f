#!/usr/bin/env python3
"""Runs the inputs of ../shared/cases and prints for each whether the program is right.

Usage: bench/cases/run.py [NAME...]   (needs a built ./smarttag; SMARTTAG names another program)
What is checked is what cases.json says in words, as far as a program can check it.
"""

import json
import os
import pathlib
import re
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
CASES = ROOT.parent / "shared" / "cases"
SORROW = "it was the first great sorrow of his life"


def letters(text):
    return re.sub(r"[^\w]+", " ", text.lower()).strip()


class Answer:
    def __init__(self, job):
        self.usages = {u["Type"]: u["Quota"] for u in job["Usages"]["Usage"]}
        results = {r["Type"]: json.loads(r["Data"]) for r in job["Results"]["Result"]}
        self.spoken = letters(json.dumps(results.get("ASR", ""), ensure_ascii=False))
        self.seen = json.dumps(results.get("OCR", ""), ensure_ascii=False)
        self.lines = list(dict.fromkeys(line["content"] for detail in results.get("OCR", {}).get("details", [])
                                        for line in detail["info"]))
        label = results.get("VideoLabel") or results.get("ImageLabel") or {}
        self.persons = label.get("persons", [])
        self.tags = [tag["subTagName"] for tag in label.get("tags", [])]


def says(*sentences):
    return lambda a: all(letters(s) in a.spoken for s in sentences)


def shows(*texts):
    return lambda a: all(t in a.seen for t in texts)


CHECKS = {
    "33d-ts-two-parts.ts": lambda a: a.usages.get("video") == 38,
    "34b-resolution-change.ts": lambda a: a.usages.get("video") == 11,
    "54c-joined-rate-change.aac": says(SORROW),
    "14-obs-track1-silent.mp4": says(SORROW),
    "14c-obs-two-speakers.mp4": lambda a: says(SORROW)(a) and "印度" in a.spoken,
    "79-fw-stereo_diarization.wav": says("he began a confused complaint", "the horizon seems extremely distant"),
    "03b-double-talk-stereo.wav": says(SORROW, "it was the worst of times"),
    "04-51-centre-speech-music-sides.ac3": says(SORROW),
    "39-h264-truehd.mkv": shows("Google opens a new office in Berlin"),
    "35c-wav-2e9.wav": says(SORROW),
    "13-gsm610.wav": says(SORROW),
    "13b-g722.wav": says(SORROW),
    "20-long-screenshot-600x15000.png": lambda a: a.seen.count("content") == 249,
    "22-vertical-leaning.png": shows("国破山河在城春草木深感时花溅泪恨别鸟惊心烽火连三月家书抵万金"),
    "23-upside-down.png": shows("Departure gate closes", "at 14:35 in terminal B"),
    "23b-rot90.png": shows("Departure gate closes", "at 14:35 in terminal B"),
    "29-press.tiff": shows("Press conference 2016"),
    "54b-chained.opus": lambda a: a.usages.get("audio") == 17 and says(SORROW)(a) and "印度" in a.spoken,
    "44-half-second.wav": lambda a: a.spoken in ("", "details") or says("it was the")(a),
    "44b-one-second-zh.wav": says("广州"),
    "22b-vertical-poem.png": lambda a: a.lines and a.lines[0].startswith("昨夜夜半") and a.lines[-1].endswith("知是梦"),
    "24-faces-rot90-noexif.jpg": lambda a: len(a.persons) == 2 and not a.lines and "doughnut" not in a.tags,
    "25b-exif6.png": lambda a: len(a.persons) == 2,
    "27d-white-on-transparent.png": shows("349.50"),
    "72-sharp-pitm.avif": lambda a: a.usages == {"image": 1},
    "48-one-frame-podcast.mp4": lambda a: [p["ratio"] for p in a.persons] == [1.0, 1.0] and bool(a.lines),
    "18f-subs-0.8s.mp4": lambda a: len(a.lines) == 10,
    "18b-fading-captions.mp4": lambda a: a.lines == ["The harbour at dawn", "Three hours later"],
    "51-cut60-full.mp4": says(SORROW),
    "51-cut60-tc.flac": says("the age of wisdom"),
}


def main():
    if not CASES.is_dir():
        sys.exit(f"The cases are missing: {CASES}")
    program = os.environ.get("SMARTTAG", str(ROOT / "smarttag"))
    for name, check in CHECKS.items():
        if sys.argv[1:] and name not in sys.argv[1:]:
            continue
        run = subprocess.run([program, "analyze", "-q", "--json", str(CASES / name)],
                             capture_output=True, text=True, timeout=300, check=False)
        right = run.returncode == 0 and check(Answer(json.loads(run.stdout)))
        print(f"{'right' if right else 'WRONG'}  {name}", flush=True)


if __name__ == "__main__":
    main()
