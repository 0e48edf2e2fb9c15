"""Logs hold no secrets, and no line but their own (reliability T3, O3)."""

import io
import json
import logging

import pytest
import structlog

from core import log

TOKEN = "0123456789abcdef0123456789abcdef01234567"  # noqa: S105 — a canary
JWT = "eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiIxIn0.c2ln"


@pytest.fixture
def configured():
    """Set up logging for one test, read what it writes, and put everything back behind it."""
    root = logging.getLogger()
    before, level = root.handlers[:], root.level
    root.handlers.clear()

    def configure(*, as_json):
        log.configure(as_json=as_json)
        (door,) = root.handlers
        written = io.StringIO()
        door.setStream(written)
        return lambda: written.getvalue().splitlines()

    yield configure
    root.handlers[:] = before
    root.setLevel(level)
    structlog.reset_defaults()


@pytest.fixture
def lines(configured):
    return configured(as_json=True)


@pytest.mark.parametrize(
    "name",
    [
        "token",
        "access_token",
        "client_secret",
        "cookie",
        "Authorization",
        "verifier",
        "code",
        "pepper",
    ],
)
def test_a_field_with_a_secret_name_is_hidden_whatever_it_holds(lines, name):
    structlog.get_logger().info("said", **{name: "short"})

    assert json.loads(lines()[0])[name] == log.HIDDEN


@pytest.mark.parametrize("secret", [TOKEN, JWT])
def test_what_looks_like_a_token_is_cut_out_of_any_text(lines, secret):
    structlog.get_logger().info("got %s", note=f"it is {secret}!")

    assert json.loads(lines()[0])["note"] == f"it is {log.HIDDEN}!"


def fail():
    raise ValueError(TOKEN)


def test_a_traceback_is_written_without_the_token_in_it(lines):
    try:
        fail()
    except ValueError:
        structlog.get_logger().exception("failed")

    (line,) = lines()
    assert "ValueError" in line
    assert TOKEN not in line


@pytest.mark.parametrize("text", ["a\nb", "a\r\nb", "\x1b[31mred", "\u2028", '"}\n{"'])
def test_one_event_is_one_line_whatever_it_quotes(lines, text):
    structlog.get_logger().info("said", text=text)

    (line,) = lines()
    assert json.loads(line)["text"] == text


def test_a_line_says_when_and_how_bad(lines):
    structlog.get_logger().warning("said", number=3)

    said = json.loads(lines()[0])
    assert (said["event"], said["level"], said["number"]) == ("said", "warning", 3)
    assert said["timestamp"].endswith("Z")


def test_what_libraries_write_goes_through_the_same_door(lines):
    logging.getLogger("library").warning("got %s as %s", TOKEN, "a\nb")

    said = json.loads(lines()[0])
    assert said["event"] == f"got {log.HIDDEN} as a\nb"


def test_a_traceback_of_a_library_is_written_without_the_token_in_it(lines):
    try:
        fail()
    except ValueError:
        logging.getLogger("library").exception("failed")

    (line,) = lines()
    assert "ValueError" in line
    assert TOKEN not in line


def test_a_readable_log_tells_of_an_exception_too(configured):
    lines = configured(as_json=False)

    try:
        fail()
    except ValueError:
        structlog.get_logger().exception("failed")

    said = "\n".join(lines())
    assert "ValueError" in said
    assert TOKEN not in said
