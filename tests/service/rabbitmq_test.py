"""`smarttag serve` tells a real RabbitMQ of its jobs, through a stop of the broker too."""

import json
import pathlib
import sys
import threading
import time

import pika
import pytest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "brokers"))

from rabbitmq import RabbitMq  # noqa: E402
from running import ended, serving, smarttag, submit  # noqa: E402


@pytest.fixture(scope="module")
def broker(tmp_path_factory):
    """A broker with a durable queue on the service's exchange."""
    started = RabbitMq(tmp_path_factory.mktemp("rabbitmq"))
    started.start()
    with pika.BlockingConnection(pika.URLParameters(started.url)) as connection:
        channel = connection.channel()
        channel.exchange_declare("smarttag", "topic", durable=True)
        channel.queue_declare("told", durable=True)
        channel.queue_bind("told", "smarttag", "smarttag.#")
    yield started
    started.stop()


@pytest.fixture(scope="module")
def service(data, key, broker):
    with serving(data, SMARTTAG_AMQP_URL=broker.url) as running:
        yield running


def read(broker, count: int, seconds: float = 60) -> list[tuple[str, dict]]:
    """So many messages of the queue: id and content."""
    found, deadline = [], time.monotonic() + seconds
    with pika.BlockingConnection(pika.URLParameters(broker.url)) as connection:
        channel = connection.channel()
        while len(found) < count:
            method, properties, body = channel.basic_get("told", auto_ack=True)
            if method:
                assert properties.delivery_mode == 2
                found.append((properties.message_id, json.loads(body)))
            assert time.monotonic() < deadline, found
            connection.process_data_events(0 if method else 0.1)
    return found


def pending(data) -> list[str]:
    done = smarttag("callbacks", "list", "--channel", "amqp", "--data-dir", data)
    assert done.code == 0, done.err
    return done.out.splitlines()


def test_the_broker_is_told_of_each_change_in_order(client, broker, clip_web):
    job = submit(client, clip_web, user_data="mine")
    messages = [content for _, content in read(broker, 2)]
    assert messages == [{"Type": "smarttag", "JobId": job, "State": state, "UserData": "mine"}
                        for state in ("Processing", "Success")]


def test_nothing_is_lost_while_the_broker_is_down(client, data, broker, clip_web):
    broker.stop()
    jobs = [submit(client, clip_web) for _ in range(3)]
    assert [ended(client, job).job_status for job in jobs] == ["Success"] * 3
    assert len(pending(data)) == 6
    broker.start()
    messages = read(broker, 6, 90)
    by_job = {job: [content["State"] for _, content in messages if content["JobId"] == job] for job in jobs}
    assert by_job == {job: ["Processing", "Success"] for job in jobs}
    assert len({identifier for identifier, _ in messages}) == 6
    deadline = time.monotonic() + 30
    while pending(data):
        assert time.monotonic() < deadline, pending(data)
        threading.Event().wait(0.2)


def test_the_password_of_the_broker_is_in_no_log(service):
    assert "guest" not in service.log.read_text()
