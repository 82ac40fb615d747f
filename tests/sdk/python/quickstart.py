"""quickstart.py URL: submits a file, waits, prints its results."""

import json
import os
import sys
import time

from alibabacloud_ice20201109 import models
from alibabacloud_ice20201109.client import Client
from alibabacloud_tea_openapi.models import Config


def main(url: str) -> None:
    client = Client(Config(endpoint=os.environ["SMARTTAG_ENDPOINT"], protocol="http", read_timeout=60000,
                           access_key_id=os.environ["ALIBABA_CLOUD_ACCESS_KEY_ID"],
                           access_key_secret=os.environ["ALIBABA_CLOUD_ACCESS_KEY_SECRET"]))
    submitted = client.submit_smarttag_job(models.SubmitSmarttagJobRequest(
        input=models.SubmitSmarttagJobRequestInput(type="URL", media=url),
        params=json.dumps({"needAsrData": True, "needOcrData": True})))
    request = models.QuerySmarttagJobRequest(job_id=submitted.body.job_id)
    while (job := client.query_smarttag_job(request).body).job_status not in ("Success", "Fail"):
        time.sleep(0.5)
    print(job.job_status)
    for result in job.results.result:
        print(result.type, json.loads(result.data))


if __name__ == "__main__":
    main(sys.argv[1])
