"""Describe a mark on every time chart: what happened to oO, when, in a few words."""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from uuid import NAMESPACE_OID, uuid5

from core.domain.ids import AnnotationId, new_id

MAX_WORDS = 200
"""Letters of an annotation, at most: it stands on a line below a chart."""


class AnnotationKind(StrEnum):
    """What an annotation tells of; all but notes are written by the system."""

    PROMOTION = "promotion"
    SHADOW = "shadow"
    SIMULATION = "simulation"
    INCIDENT = "incident"
    DEPLOY = "deploy"
    EXPERIMENT = "experiment"
    PRIOR = "prior"
    REWARD = "reward"
    CONSENT = "consent"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Annotation:
    """One mark; `pages` are the pages whose charts show it, separated by commas, empty for all."""

    id: AnnotationId
    at: datetime
    kind: AnnotationKind
    words: str
    pages: str = ""
    by: str = "system"
    """A pseudonym, or "system"."""
    link: str = ""
    """What it is about: a change, an experiment, a run, a version."""


def marked(at: datetime, kind: AnnotationKind, words: str, link: str = "") -> Annotation:
    """Return a mark of the system's own."""
    return Annotation(AnnotationId(new_id()), at, kind, words[:MAX_WORDS], link=link)


def following(before: Annotation | None, new: Annotation) -> Annotation:
    """Return a mark under an id that two who write it at once agree on: one of them is refused."""
    root = before.id if before else NAMESPACE_OID
    return replace(new, id=AnnotationId(uuid5(root, f"{new.kind}:{new.link}")))
