"""Tags and persons of smarttag against a folder of annotated media.

FOLDER/truth.json: {"synonyms": {NAME: [...]}, "files": {FILE: {"must": [{"kind": "Object|Scene", "any": [...]}],
"may": [...], "never": [...], "actions": [...], "logo": [...], "landmark": "A, B", "faces": {"min", "max"}}}}. `must`
is met by a tag of its kind by any of the names; a tag that is neither in `must` nor in `may`, `actions`, `logo` or
`landmark` is wrong. A name is in a tag when its words stand there in order, whatever the case and a plural s; @NAME
stands for synonyms.NAME.
"""

import argparse
import collections
import json
import pathlib
import re
import subprocess
import sys


def words(text):
    found = re.sub(r"[^\w]+", " ", text.lower()).split()
    return [w[:-1] if len(w) > 3 and w.endswith("s") and not w.endswith("ss") else w for w in found]


def stands_in(name, tag):
    name, tag = words(name), words(tag)
    return bool(name) and any(tag[i:i + len(name)] == name for i in range(len(tag) - len(name) + 1))


def spelled_out(names, synonyms):
    return [one for name in names for one in (synonyms[name[1:]] if name.startswith("@") else [name])]


def analyse(program, path):
    call = [program, "analyze", "--json", "--quiet", "--types", "ImageLabel,VideoLabel", str(path)]
    done = subprocess.run(call, capture_output=True, text=True, check=False)
    tags, persons = [], 0
    try:
        results = json.loads(done.stdout).get("Results", {}).get("Result", [])
    except ValueError:
        sys.exit(f"{path}: {done.stderr.strip()[-300:]}")
    for result in results:
        data = json.loads(result["Data"])
        persons += len(data.get("persons", []))
        tags += [(tag["mainTagName"], tag["subTagName"]) for tag in data.get("tags", [])]
    return tags, persons


def judge(truth, synonyms, tags):
    must = [(m["kind"].split("|"), spelled_out(m["any"], synonyms)) for m in truth["must"]]
    may = spelled_out(truth["may"], synonyms) + truth["actions"] + truth["logo"] + truth["landmark"].split(", ")
    told = [any(main in kinds and any(stands_in(name, sub) for name in names) for main, sub in tags)
            for kinds, names in must]
    true = [name for _, names in must for name in names] + may
    wrong = [sub for _, sub in tags if not any(stands_in(name, sub) for name in true)]
    return [(kinds[0], names[0], ok) for (kinds, names), ok in zip(must, told)], wrong


def main():
    parser = argparse.ArgumentParser(description="Judges tags and persons on a folder with a truth.json.")
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("--program", default="./smarttag")
    parser.add_argument("--half", choices=("even", "odd"), help="only every second file: to fit on one, judge by the other")
    given = parser.parse_args()
    truth = json.loads((given.folder / "truth.json").read_text(encoding="utf-8"))
    kinds = collections.defaultdict(lambda: [0, 0])
    told = wrong_tags = all_tags = faces = files = 0
    for index, (name, file) in enumerate(truth["files"].items()):
        if given.half and index % 2 != (given.half == "odd"):
            continue
        tags, persons = analyse(given.program, given.folder / name)
        must, wrong = judge(file, truth["synonyms"], tags)
        in_range = file["faces"]["min"] <= persons <= file["faces"]["max"]
        for kind, _, ok in must:
            kinds[kind][0] += ok
            kinds[kind][1] += 1
        told += sum(ok for *_, ok in must)
        wrong_tags += len(wrong)
        all_tags += len(tags)
        faces += in_range
        files += 1
        missed = [f"{kind}:{first}" for kind, first, ok in must if not ok]
        print(f"{name:12} {len(must) - len(missed)}/{len(must)}", "" if in_range else f"persons {persons}",
              f"wrong: {', '.join(wrong)}" if wrong else "", f"missed: {', '.join(missed)}" if missed else "", flush=True)
    print("\n" + "   ".join(f"{kind} {ok}/{of}" for kind, (ok, of) in sorted(kinds.items())))
    print(f"told {told} of {sum(of for _, of in kinds.values())}, wrong {wrong_tags} of {all_tags} tags, "
          f"persons in range in {faces} of {files} files")


if __name__ == "__main__":
    main()
