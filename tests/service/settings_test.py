"""Settings that are wrong are refused at the start, wherever they come from."""

import pytest

from program import smarttag


@pytest.mark.parametrize("url", ["tags.example.org", "ftp://tags.example.org", "http://", "https://a/?b=c",
                                 "https://user@host", "https://host/#x"])
def test_invalid_public_url_is_refused_at_the_start(tmp_path, url):
    done = smarttag("serve", "--data-dir", tmp_path, "--listen", "127.0.0.1:0", "--no-workers", "--public-url", url)
    assert done.code == 2 and f"Invalid public-url '{url}'" in done.err


@pytest.mark.parametrize("listen", ["8790", "127.0.0.1", "127.0.0.1:", "127.0.0.1:x", "127.0.0.1:99999"])
def test_invalid_listen_address_is_refused_at_the_start(tmp_path, listen):
    done = smarttag("serve", "--data-dir", tmp_path, "--listen", listen, "--no-workers")
    assert done.code == 2 and f"Invalid listen address '{listen}'" in done.err


def test_unknown_environment_variable_is_refused_at_the_start(tmp_path):
    done = smarttag("serve", "--data-dir", tmp_path, "--listen", "127.0.0.1:0", SMARTTAG_LISTN="127.0.0.1:1")
    assert done.code == 2 and "SMARTTAG_LISTN" in done.err
