"""Say what tasks are called, in seven languages: texts as people write them, not translations."""

from functools import cache
from importlib.resources import files
from typing import Annotated, Literal

import yaml
from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from core.domain.task import HEADER_PREFIX
from core.errors import NotFound
from core.sim.persona import AREAS

LANGUAGES = ("de", "en", "es", "fr", "it", "ja", "pt")
"""Languages that have texts."""
NAME_SLOT = "{name}"
"""Stands for the name of somebody."""

Period = Literal[1, 7, 14, 30]
"""Days after which a task comes back."""


def _no_heading(text: str) -> str:
    if text.startswith(HEADER_PREFIX) or text != text.strip():
        raise ValueError(text)
    return text


Text = Annotated[str, Field(min_length=1, max_length=200), AfterValidator(_no_heading)]
"""Words that can stand on a list: something to do, not a heading."""


class _Read(BaseModel):
    model_config = ConfigDict(strict=True, frozen=True, extra="forbid")


class Template(_Read):
    """What a task is called and how long it usually takes."""

    text: Text
    minutes: Annotated[int, Field(ge=1, le=240)]
    every: Period | None = None
    """Days after which such a task comes back; None when it does not."""


class AreaTexts(_Read):
    """The tasks of one part of a life, and the name of its project."""

    project: Text
    tasks: list[Template]

    def of(self, *, recurring: bool) -> list[Template]:
        """Return those that come back, or those that do not."""
        return [it for it in self.tasks if (it.every is not None) == recurring]


def _every_area(areas: dict[str, AreaTexts]) -> dict[str, AreaTexts]:
    if set(areas) != set(AREAS):
        raise ValueError(sorted(areas))
    return areas


class Texts(_Read):
    """All texts of a language."""

    every: dict[Period, Text]
    """What somebody types so that a task comes back, by days."""
    names: list[Text]
    areas: Annotated[dict[str, AreaTexts], AfterValidator(_every_area)]
    """By name (`AREAS`)."""


@cache
def texts(language: str) -> Texts:
    """Return the texts of a language (`LANGUAGES`), or raise NotFound."""
    if language not in LANGUAGES:
        raise NotFound("texts")
    file = files("core.sim") / "texts" / f"{language}.yaml"
    return Texts.model_validate(yaml.safe_load(file.read_text(encoding="utf-8")))
