"""Every operation through the request classes of the official SDK with every optional field empty."""

import json
import pathlib
import re

import pytest
from alibabacloud_ice20201109 import models
from Tea.exceptions import TeaException

SPECIFICATION = pathlib.Path(__file__).resolve().parents[3] / "shared" / "spec" / "operations.json"
IMPLEMENTED_LATER = re.compile("Search|MediaIndexJob|VideoCognition")
# What a required field holds; everything else is empty.
REQUIRED = {"Type": 11, "Name": "n", "TemplateConfig": "{}", "Speed": "Standard", "Algorithm": "face", "PageNumber": 1,
            "PageSize": 10, "LibName": "n", "EntityName": "n", "UsageScenario": "ASR"}
WORDS = [{"Text": "hello", "TranspositionResultList": []}]
# Codes that say that something is not there or needed after all, never that a value is malformed.
FINE = re.compile("ResourceNotFound|Missing.*|Conflict.*|ResourceAlreadyExists.*")
NEEDED_AFTER_ALL = re.compile("is mandatory|mandatory for|must name at least|must be one of: OSS")


def operations() -> dict:
    if not SPECIFICATION.exists():
        return {}
    known = json.loads(SPECIFICATION.read_text())["operations"]
    return {name: fields["request"] for name, fields in known.items() if not IMPLEMENTED_LATER.search(name)}


def empty(kind):
    if isinstance(kind, dict):
        return {name.rstrip("*"): empty(inner) for name, inner in kind.items()}
    if isinstance(kind, list):
        return []
    return "" if kind == "string" else None


def filled(operation: str, fields: dict, web: str) -> dict:
    given = {}
    for name, kind in fields.items():
        plain = name.rstrip("*")
        if not name.endswith("*"):
            given[plain] = empty(kind)
        elif plain == "Hotwords":
            given[plain] = WORDS
        elif plain == "InputURL":
            given[plain] = web
        else:
            given[plain] = REQUIRED.get(plain, "none")
    if operation == "SubmitSmarttagJob":
        given["Input"] = {"Type": "URL", "Media": web}
    return given


def snake(name: str) -> str:
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", "_", name).lower()


@pytest.mark.parametrize("operation", sorted(operations()))
def test_empty_optional_fields_are_as_good_as_absent(client, clip_web, operation):
    request = getattr(models, f"{operation}Request")().from_map(filled(operation, operations()[operation], clip_web))
    try:
        getattr(client, snake(operation))(request)
    except TeaException as refusal:
        assert FINE.fullmatch(refusal.code) or NEEDED_AFTER_ALL.search(refusal.message), (refusal.code, refusal.message)
