"""Read what a judging model answered: strictly, because what it read was written by strangers."""

import json
import re
from typing import Annotated, Any, Literal, TypeVar

from pydantic import BaseModel, ConfigDict, Field

from core.domain.reaction import ReactionKind
from core.sim.judge import Answer

LONGEST_S = 1800.0
"""The longest look that counts: half an hour, as with real people."""

_FENCED = re.compile(r"```(?:json)?[ \t]*\n(.*)\n```", re.DOTALL)


class Strict(BaseModel):
    """An answer that says what was asked and nothing more; no error quotes a value."""

    model_config = ConfigDict(
        strict=True, frozen=True, extra="forbid", hide_input_in_errors=True, allow_inf_nan=False
    )


class Scores(Strict):
    """One number a task."""

    scores: list[Annotated[float, Field(ge=0, le=1)]]


class Reacted(Strict):
    """One of the answers, or none, and how long it took."""

    answer: Literal["done", "snooze", "dismiss", "ignore"]
    seconds: Annotated[float, Field(ge=0, le=LONGEST_S)]


M = TypeVar("M", bound=BaseModel)
"""What a text should be."""


def read_scores(text: str, count: int) -> tuple[float, ...] | None:
    """Return the scores of `count` tasks; None when the text is anything else."""
    found = read(Scores, text)
    return tuple(found.scores) if found and len(found.scores) == count else None


def read_reaction(text: str) -> Answer | None:
    """Return what the persona does; None when the text says anything else."""
    found = read(Reacted, text)
    if found is None:
        return None
    if found.answer == "ignore":
        return Answer(None)
    return Answer(ReactionKind(found.answer), round(found.seconds * 1000))


def read(model: type[M], text: str) -> M | None:
    """Return the JSON text as what it should be; None when it is not, or could be read in two ways."""
    try:
        raw = json.loads(bare(text), object_pairs_hook=_once_each, parse_constant=_refuse)
        return model.model_validate(raw)
    except (ValueError, RecursionError):  # pydantic's ValidationError is a ValueError
        return None


def bare(text: str) -> str:
    """Return the text without the code fence that models like to put around JSON, and only that."""
    text = text.strip()
    fenced = _FENCED.fullmatch(text)
    return fenced[1].strip() if fenced else text


def _once_each(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    members = dict(pairs)
    if len(members) != len(pairs):
        raise ValueError("member")
    return members


def _refuse(name: str) -> None:
    raise ValueError(name)
