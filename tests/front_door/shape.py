"""Results against their JSON Schemas in docs/schemas, and against what a schema cannot say."""

import json

import jsonschema
from program import ROOT, data_of

SCHEMAS = {file.stem: json.loads(file.read_text(encoding="utf-8"))
           for file in (ROOT / "docs" / "schemas").glob("*.json")}


def check(name: str, value) -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMAS[name])
    jsonschema.Draft202012Validator(SCHEMAS[name]).validate(value)


def boxes(value):
    """Every position anywhere in a result."""
    if isinstance(value, dict):
        if "leftTop" in value:
            yield value
        for part in value.values():
            yield from boxes(part)
    elif isinstance(value, list):
        for part in value:
            yield from boxes(part)


def spans(value):
    if isinstance(value, dict):
        if "from" in value and "to" in value:
            yield value["from"], value["to"]
        for part in value.values():
            yield from spans(part)
    elif isinstance(value, list):
        for part in value:
            yield from spans(part)


def check_cpv(label: dict, width: int, height: int, duration: float) -> None:
    """What a schema cannot say of CPVLabel: times, boxes, and the JSON inside of knowledgeInfo."""
    for part in ("cates", "entities", "hotwords", "freeTags"):
        for one in label[part]:
            for detail in one["detailInfo"]:
                assert detail["startTime"] <= detail["endTime"] <= duration + 0.1, one
                for track in detail.get("trackData", []):
                    left, top, right, bottom = track["bbox"]
                    assert 0 <= left < right <= width and 0 <= top < bottom <= height, one
    for entity in label["entities"]:
        assert not entity["knowledgeInfo"] or isinstance(json.loads(entity["knowledgeInfo"]), dict), entity


def check_job(job: dict, width: int, height: int, duration: float) -> dict[str, dict]:
    check("Job", job)
    results = data_of(job)
    for name, data in results.items():
        check(name, data)
    for box in boxes(results):
        left, top = box["leftTop"]
        right, bottom = box["rightBottom"]
        assert 0 <= left < right <= width and 0 <= top < bottom <= height, box
    for begin, end in spans(results):
        assert 0 <= begin <= end <= duration + 0.1, (begin, end)
    if "CPVLabel" in results:
        check_cpv(results["CPVLabel"], width, height, duration)
    for detail in results.get("OCR", {}).get("details", []):
        assert 0 <= detail["timestamp"] <= duration
    return results
