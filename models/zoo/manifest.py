"""models/manifest.json: what the program needs to know of every recipe, without Python."""

import json

from zoo.recipe import Entry


def _model(entry: Entry) -> dict:
    recipe = entry.recipe
    model = {
        "name": recipe.name,
        "task": recipe.task,
        "version": recipe.version,
        "licence": recipe.licence,
        "upstream": recipe.upstream,
        "folder": entry.folder,
        "size": recipe.size,
        "files": recipe.files,
        "bf16": recipe.bf16,
        "standard": recipe.standard,
        "sources": [{"registry": s.registry, "package": s.package, "version": s.version, "file": s.file,
                     "sha256": s.sha256} for s in recipe.sources],
    }
    for optional in ("input", "labels", "labels_file", "numbers"):
        if value := getattr(recipe, optional):
            model[optional] = value
    return model


def manifest(entries: list[Entry]) -> str:
    """The text of the manifest; the same recipes give the same text."""
    return json.dumps({"models": [_model(entry) for entry in entries]}, indent=1, ensure_ascii=False) + "\n"
