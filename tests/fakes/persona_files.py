"""A small persona file, and what comes of changing it."""

import pytest

from core.errors import PersonaFileWrong
from core.sim.persona_file import parse_personas

FILE = """\
format: 1
personas:
  - id: ada
    name: Ada Example
    about: >
      Ada keeps bees,
      and likes quick things.
    group: beekeepers
    language: en
    timezone: Europe/London
    likes: {quick: 1.5}
    areas:
      work: {share: 0.5, like: -1}
      home: {share: 0.5}
    energy_hours: [0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 0, 0]
    energy_weekdays: [1, 1, 1, 1, 1, 0.8, 0.8]
"""
"""Its third line begins the one persona, its eleventh says what she likes."""


def but(old, new, text=FILE):
    """Return the file with one thing changed."""
    assert text.count(old) == 1, old
    return text.replace(old, new)


def plus(line):
    """Return the file with one more line about Ada, the seventeenth."""
    return f"{FILE}    {line}\n"


def refusal(text):
    """Return what reading a file is refused with."""
    found = text.encode() if isinstance(text, str) else text
    with pytest.raises(PersonaFileWrong) as caught:
        parse_personas(found, "my.yaml")
    return caught.value
