"""A real S3-compatible server that checks signatures (moto)."""

import contextlib
import os

import boto3
import requests

POLICY = '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}'


@contextlib.contextmanager
def object_store(objects: dict[str, bytes]):
    """A server with one user and the bucket films, which holds the objects; gives the settings that name it."""
    before = os.environ.get("INITIAL_NO_AUTH_ACTION_COUNT")
    os.environ["INITIAL_NO_AUTH_ACTION_COUNT"] = "3"  # until the user has a key; every call after is checked
    from moto.server import ThreadedMotoServer  # reads the variable above
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    url = "http://{}:{}".format(*server.get_host_and_port())
    iam = boto3.client("iam", endpoint_url=url, region_name="us-east-1", aws_access_key_id="none",
                       aws_secret_access_key="none")
    iam.create_user(UserName="smarttag")
    iam.put_user_policy(UserName="smarttag", PolicyName="all", PolicyDocument=POLICY)
    key = iam.create_access_key(UserName="smarttag")["AccessKey"]
    s3 = boto3.client("s3", endpoint_url=url, region_name="us-east-1", aws_access_key_id=key["AccessKeyId"],
                      aws_secret_access_key=key["SecretAccessKey"])
    s3.create_bucket(Bucket="films")
    for name, content in objects.items():
        s3.put_object(Bucket="films", Key=name, Body=content)
    first = next(iter(objects))
    assert requests.get(f"{url}/films/{first}", timeout=10).status_code == 403, "signatures are not checked"
    yield {"SMARTTAG_S3_ENDPOINT": url, "SMARTTAG_S3_ACCESS_KEY_ID": key["AccessKeyId"],
           "SMARTTAG_S3_ACCESS_KEY_SECRET": key["SecretAccessKey"]}
    server.stop()
    if before is None:
        del os.environ["INITIAL_NO_AUTH_ACTION_COUNT"]
