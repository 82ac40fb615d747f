"""Publishing to a real RabbitMQ, started here."""

import os
import pathlib
import subprocess
import sys

import pika
import pytest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))

from rabbitmq import RabbitMq  # noqa: E402


@pytest.fixture(scope="module")
def broker(tmp_path_factory):
    started = RabbitMq(tmp_path_factory.mktemp("rabbitmq"))
    started.start()
    yield started
    started.stop()


def run(broker: RabbitMq, tests: str, **variables: str) -> str:
    """Runs tests of the publisher's own program against the broker; none of them may be skipped."""
    done = subprocess.run([os.environ["SMARTTAG_AMQP_TEST"], f"--gtest_filter={tests}"], text=True, timeout=300,
                          env={**os.environ, "SMARTTAG_TEST_AMQP_URL": broker.url, **variables},
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    assert done.returncode == 0 and "SKIPPED" not in done.stdout and "PASSED" in done.stdout, done.stdout
    return done.stdout


def test_the_publisher_does_what_its_own_tests_say(broker):
    run(broker, "RabbitTest.*")


def test_messages_outlive_the_broker_and_a_client_reads_them(broker):
    with pika.BlockingConnection(pika.URLParameters(broker.url)) as connection:
        channel = connection.channel()
        channel.exchange_declare("kept", "topic", durable=True)
        channel.queue_declare("kept", durable=True)
        channel.queue_bind("kept", "kept", "smarttag.#")
    run(broker, "RabbitTest.PublishesWhatWaitedInBatches", SMARTTAG_TEST_AMQP_EXCHANGE="kept")
    broker.stop()
    broker.start()
    read = []
    with pika.BlockingConnection(pika.URLParameters(broker.url)) as connection:
        channel = connection.channel()
        while (got := channel.basic_get("kept", auto_ack=True))[0]:
            read.append(got)
    assert len(read) == 150
    for method, properties, body in read:
        assert method.routing_key.startswith("smarttag.")
        assert properties.content_type == "application/json"
        assert properties.delivery_mode == 2
        assert properties.message_id.startswith("msg_")
        assert b'"Type":"smarttag"' in body
    assert len({properties.message_id for _, properties, _ in read}) == 150
