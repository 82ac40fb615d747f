#!/usr/bin/env python3
"""The model zoo's command: pull, list, verify, manifest, add-image-text. Needs numpy and openvino only where it converts.

Exit codes, as the program's: 0 done, 2 wrong use, 4 a model could not be fetched, converted or verified,
130 interrupted.
"""

import argparse
import pathlib
import signal
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))

from zoo import image_text
from zoo import manifest as manifests
from zoo.install import RECORD, damaged_files, install
from zoo.recipe import MODELS, Entry, ZooError, load
from zoo.storage import cache_folder, say


def chosen(entries: list[Entry], names: list[str]) -> list[Entry]:
    """The named models, each by its name or its task; without names the standard ones."""
    known = {entry.recipe.task: entry for entry in reversed(entries)} | {entry.recipe.name: entry for entry in entries}
    for name in names:
        if name not in known:
            raise ZooError(f"There is no model {name}: the models are {', '.join(sorted(entry.recipe.name for entry in entries))}.", exit_code=2)
    return [known[name] for name in names] if names else [e for e in entries if e.recipe.standard]


def pull(args: argparse.Namespace) -> int:
    done = [install(entry, args.cache) for entry in chosen(load(args.models), args.names)]
    if not args.names:  # what the launcher of the package compares: nothing is missing
        (args.cache / "models" / "complete.json").write_text(manifests.manifest(load(args.models)))
    say(f"models: {sum(done)} installed, {len(done) - sum(done)} already there")
    return 0


def show(args: argparse.Namespace) -> int:
    for entry in load(args.models):
        recipe = entry.recipe
        state = "ready" if (args.cache / "models" / entry.folder / RECORD).exists() else "missing"
        print(f"{recipe.name:24} {recipe.task:18} {recipe.size / 1e6:7.1f} MB  {recipe.licence:24} {state}")
    return 0


def verify(args: argparse.Namespace) -> int:
    bad = 0
    for entry in chosen(load(args.models), args.names):
        for name in damaged_files(entry, args.cache):
            print(f"{entry.recipe.name}: {'not installed' if name == RECORD else name + ' is damaged'}")
            bad += 1
    return 4 if bad else 0


def manifest(args: argparse.Namespace) -> int:
    file = args.models / "manifest.json"
    text = manifests.manifest(load(args.models))
    if args.check:
        if not file.exists() or file.read_text() != text:
            raise ZooError("models/manifest.json is stale: run python models/zoo_cli.py manifest.")
        return 0
    file.write_text(text)
    return 0


def add_image_text(args: argparse.Namespace) -> int:
    image_text.add(args.folder, args.variant, args.cache)
    print(f"{image_text.NAME}: the model was converted and is used from now on. Back: smarttag models remove {image_text.NAME}")
    return 0


def main() -> int:
    parser = argparse.ArgumentParser(prog="zoo_cli.py", description=__doc__)
    parser.add_argument("--models", type=pathlib.Path, default=MODELS, help="the folder that holds recipes/")
    commands = parser.add_subparsers(required=True)
    for name, call, text in (("pull", pull, "fetch and install models"), ("list", show, "what there is"),
                             ("verify", verify, "compare every installed file with its checksum"),
                             ("manifest", manifest, "write models/manifest.json"),
                             ("add-image-text", add_image_text, "convert and add a folder of an ONNX export")):
        command = commands.add_parser(name, help=text, description=text)
        command.set_defaults(call=call)
        command.add_argument("--cache", help="default: the program's cache folder")
        if name in ("pull", "verify"):
            command.add_argument("names", nargs="*", metavar="NAME")
        if name == "manifest":
            command.add_argument("--check", action="store_true", help="fail when the file is stale; write nothing")
        if name == "add-image-text":
            command.add_argument("folder", type=pathlib.Path)
            command.add_argument("--variant", help="int8 for vision_model_int8.onnx, and so on; default: the first there is")
    args = parser.parse_args()
    args.cache = cache_folder(args.cache)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # so that scratch folders are removed
    try:
        return args.call(args)
    except ZooError as error:
        say(f"smarttag: {error}")
        return error.exit_code
    except OSError as error:  # the cache folder: no room, no right
        say(f"smarttag: {error}: check that the cache folder {args.cache} can be written and has room, and run the "
            "same command again.")
        return 4
    except KeyboardInterrupt:
        say("interrupted: the same command goes on from here")
        return 130


if __name__ == "__main__":
    sys.exit(main())
