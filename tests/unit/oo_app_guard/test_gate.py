"""Paths are judged as they are, and addresses with tokens in them are not written down."""

import logging

import pytest

from core.errors import SettingsWrong
from core.settings import Mode, Settings
from oo_app.sandbox import app as sandbox
from oo_app.shared.gate import NoTokens, below


@pytest.mark.parametrize("path", ["/_upload", "/_upload/", "/_upload/x/y"])
def test_a_root_holds_what_lies_beneath_it(path):
    assert below(path, ("/_upload",))


@pytest.mark.parametrize("path", ["/_uploads", "/", "/x/_upload", "_upload"])
def test_a_root_holds_nothing_else(path):
    assert not below(path, ("/_upload",))


@pytest.mark.parametrize(
    ("line", "is_written"),
    [
        ("GET /_event/?token=t 101", False),
        ("GET /_reflex/event?token=t", False),
        ("GET / 200", True),
    ],
)
def test_access_lines_of_the_websocket_are_not_written(line, is_written):
    record = logging.LogRecord("granian.access", logging.INFO, "", 0, "%s", (line,), None)

    assert NoTokens().filter(record) == is_written


@pytest.mark.parametrize(
    "values", [{"mode": Mode.PRODUCTION, "sandbox": True}, {"mode": Mode.DEMO, "sandbox": False}]
)
def test_the_stand_ins_cannot_be_mounted_in_production_or_unasked(values, tmp_path):
    """Refuse dev log-ins in production (A6)."""
    with pytest.raises(SettingsWrong):
        sandbox.build(Settings.of(sandbox_state=tmp_path, **values))
