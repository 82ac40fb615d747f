"""The whole cycle through the official SDK for Python, unmodified: templates, pipelines, a library of persons, jobs."""

import json

import pytest
from Tea.exceptions import TeaException
from alibabacloud_ice20201109 import models

from running import ended, submit


def results_of(answer) -> dict[str, dict]:
    assert answer.job_status == "Success", answer.to_map()
    return {result.type: json.loads(result.data) for result in answer.results.result}


@pytest.fixture(scope="module")
def library(client, media_web) -> str:
    """A library that knows one person, by one picture."""
    made = client.create_recognition_lib(models.CreateRecognitionLibRequest(algorithm="face", lib_name="Presidents"))
    lib = made.body.lib_id
    entity = client.create_recognition_entity(models.CreateRecognitionEntityRequest(
        algorithm="face", lib_id=lib, entity_name="Barack Obama")).body.entity_id
    sample = client.create_recognition_sample(models.CreateRecognitionSampleRequest(
        algorithm="face", lib_id=lib, entity_id=entity, image_url=f"{media_web}/photos/obama.jpg"))
    assert sample.body.sample_id
    return lib


def test_a_registered_person_is_named_with_the_library_as_category(client, library, media_web):
    template = client.create_custom_template(models.CreateCustomTemplateRequest(
        name="persons", type=11,
        template_config=json.dumps({"AnalyseTypes": "face", "FaceCategoryIds": library}))).body.custom_template
    job = submit(client, f"{media_web}/photos/obama_and_biden.jpg", template_id=template.template_id)
    persons = results_of(ended(client, job))["ImageLabel"]["persons"]
    assert sorted((p["name"], p["category"]) for p in persons)[0] == ("Barack Obama", library)
    # The other man, and the girl at the edge.
    assert [p["category"] for p in persons if p["name"] != "Barack Obama"] == ["unknown"] * 2


def test_only_what_is_asked_for_comes_back(client, media_web):
    plain = ended(client, submit(client, f"{media_web}/speech/aishell.wav"))
    assert plain.job_status == "Fail", "nothing that was asked for can be made of sound"
    asked = results_of(ended(client, submit(client, f"{media_web}/speech/aishell.wav", title="Test",
                                            params=json.dumps({"needAsrData": True, "needMetaData": True}))))
    assert set(asked) == {"ASR", "Meta"}


def test_user_data_usages_and_the_list_of_jobs(client, clip_web):
    job = submit(client, clip_web, user_data='{"mine":1}', title="A card")
    answer = ended(client, job)
    assert answer.user_data == '{"mine":1}'
    assert {u.type for u in answer.usages.usage} <= {"video", "audio", "image"}
    assert [u.quota for u in answer.usages.usage if u.type == "video"] == [6]
    listed = client.list_smart_jobs(models.ListSmartJobsRequest(max_results=10)).body.smart_job_list
    (mine,) = [j for j in listed if j.job_id == job]
    assert mine.title == "A card"
    client.delete_smart_job(models.DeleteSmartJobRequest(job_id=job))
    with pytest.raises(TeaException) as gone:
        client.query_smarttag_job(models.QuerySmarttagJobRequest(job_id=job))
    assert gone.value.code == "ResourceNotFound"


def test_a_pipeline_that_is_paused_starts_nothing_until_it_is_active(client, clip_web):
    pipeline = client.create_pipeline(models.CreatePipelineRequest(name="slow", speed="Standard", priority=3)).body.pipeline
    client.update_pipeline(models.UpdatePipelineRequest(pipeline_id=pipeline.pipeline_id, status="Paused"))
    job = submit(client, clip_web, schedule_config=models.SubmitSmarttagJobRequestScheduleConfig(
        pipeline_id=pipeline.pipeline_id, priority="9"))
    first = ended(client, submit(client, clip_web))  # of the standard pipeline: goes ahead
    assert first.job_status == "Success"
    assert client.query_smarttag_job(models.QuerySmarttagJobRequest(job_id=job)).body.job_status == "Submitted"
    client.update_pipeline(models.UpdatePipelineRequest(pipeline_id=pipeline.pipeline_id, status="Active"))
    assert ended(client, job).job_status == "Success"


def test_bad_input_fails_with_a_reason(client, media_web):
    answer = ended(client, submit(client, f"{media_web}/truth.json"))
    assert answer.job_status == "Fail"
    assert not answer.results.result
