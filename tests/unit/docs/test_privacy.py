"""The page on privacy tells of every table, and of none that is not there."""

import re
from pathlib import Path

from core.storage.data_map import DATA_MAP

PRIVACY = (Path(__file__).resolve().parents[3] / "docs" / "privacy.md").read_text("utf-8")


def test_privacy_names_every_table():
    """Reliability D4: what is held about people is told, table by table."""
    rows = re.findall(r"^\| (`[^|]+) \|", PRIVACY, re.MULTILINE)
    named = {name for row in rows for name in re.findall(r"`([a-z_]+)`", row)}

    assert named == {it.table for it in DATA_MAP}
