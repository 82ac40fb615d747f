"""Inputs of type OSS against a real S3-compatible server that checks signatures (moto)."""

import os
import pathlib
import subprocess

import boto3
import pytest
import requests

from program import BINARY

CHECKS = pathlib.Path(BINARY).parents[1] / "inputs" / "real_store" / "smarttag_real_store_checks"
KEYS = ["plain.mp4", "a b/100% ünï+code (1)~!'*.mp4", "文件/视频.mp4", "a=b&c;d@e:f,$.mp4"]


@pytest.fixture(scope="module")
def store():
    """A server with one user, one bucket and its films; the environment that names it."""
    before = os.environ.get("INITIAL_NO_AUTH_ACTION_COUNT")
    os.environ["INITIAL_NO_AUTH_ACTION_COUNT"] = "3"  # until the user has a key; every call after is checked
    from moto.server import ThreadedMotoServer  # reads the variable above
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    url = "http://{}:{}".format(*server.get_host_and_port())
    iam = boto3.client("iam", endpoint_url=url, region_name="us-east-1", aws_access_key_id="none",
                       aws_secret_access_key="none")
    iam.create_user(UserName="smarttag")
    iam.put_user_policy(UserName="smarttag", PolicyName="all", PolicyDocument=(
        '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}'))
    key = iam.create_access_key(UserName="smarttag")["AccessKey"]
    s3 = boto3.client("s3", endpoint_url=url, region_name="us-east-1", aws_access_key_id=key["AccessKeyId"],
                      aws_secret_access_key=key["SecretAccessKey"])
    s3.create_bucket(Bucket="films")
    for name in KEYS:
        s3.put_object(Bucket="films", Key=name, Body=b"a film")
    assert requests.get(f"{url}/films/plain.mp4", timeout=10).status_code == 403, "signatures are not checked"
    yield {"SMARTTAG_S3_ENDPOINT": url, "SMARTTAG_S3_ACCESS_KEY_ID": key["AccessKeyId"],
           "SMARTTAG_S3_ACCESS_KEY_SECRET": key["SecretAccessKey"]}
    server.stop()
    if before is None:
        del os.environ["INITIAL_NO_AUTH_ACTION_COUNT"]


def test_objects_are_read_with_signed_requests_and_nothing_else_is(store):
    done = subprocess.run([CHECKS], env={**os.environ, **store}, capture_output=True, text=True, timeout=120,
                          check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "[  PASSED  ] 3 tests." in done.stdout
