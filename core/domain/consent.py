"""Say what a user allowed, when, and for which text."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from core.domain.ids import ConsentId, UserId

TEXT_VERSION = "4"
"""Version of the terms and the privacy notice now in force."""
TEXT_DATE = "24 November 2026"
"""Since when that version is in force, as the pages say it."""


class Purpose(StrEnum):
    """What a user's data may be used for."""

    TERMS = "terms"
    TIPS = "tips"
    NUDGES = "nudges"
    RESEARCH = "research"


@dataclass(frozen=True, slots=True)
class Consent:
    """One recorded yes or no to one purpose."""

    id: ConsentId
    user_id: UserId
    purpose: Purpose
    given: bool
    text_version: str
    at: datetime


def allowed(history: tuple[Consent, ...], purpose: Purpose) -> bool:
    """Return the newest answer to a purpose; silence is a no, and ids tell who came last."""
    answers = [consent for consent in history if consent.purpose is purpose]
    return bool(answers) and max(answers, key=lambda consent: (consent.at, consent.id)).given
