"""A queue of the service as a client sees it that speaks MNS's HTTP protocol."""

import base64
import email.utils
import hashlib
import hmac
import xml.etree.ElementTree

import requests


class Queue:
    """A client of MNS's protocol, as its SDKs sign."""

    def __init__(self, address: str, key: tuple[str, str], name: str):
        self.url, self.key, self.path = f"http://{address}", key, f"/queues/{name}"

    def call(self, method: str, path: str = "", body: str = "", seconds: float = 40) -> requests.Response:
        kind = "text/xml;charset=utf-8"
        date = email.utils.formatdate(usegmt=True)
        digest = base64.b64encode(hashlib.md5(body.encode()).digest()).decode() if body else ""
        text = f"{method}\n{digest}\n{kind}\n{date}\nx-mns-version:2015-06-06\n{self.path}{path}"
        signed = base64.b64encode(hmac.new(self.key[1].encode(), text.encode(), hashlib.sha1).digest()).decode()
        return requests.request(method, self.url + self.path + path, data=body.encode(), timeout=seconds, headers={
            "Content-MD5": digest, "Content-Type": kind, "Date": date, "x-mns-version": "2015-06-06",
            "Authorization": f"MNS {self.key[0]}:{signed}"})

    def receive(self, seconds: int = 20) -> dict[str, str]:
        """The next message, deleted."""
        answer = self.call("GET", f"/messages?waitseconds={seconds}")
        assert answer.status_code == 200, answer.text
        fields = fields_of(answer.text)
        gone = self.call("DELETE", f"/messages?ReceiptHandle={fields['ReceiptHandle']}")
        assert gone.status_code == 204, gone.text
        return fields


def fields_of(text: str) -> dict[str, str]:
    return {child.tag.partition("}")[2]: child.text for child in xml.etree.ElementTree.fromstring(text)}
