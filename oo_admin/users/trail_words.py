"""Put one user's days into rows of words: what happened, when, and what it belongs to."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from itertools import groupby

from core.domain.consent import Consent
from core.domain.events import (
    IntegrationConnected,
    IntegrationDisconnected,
    IntegrationLost,
    PolicyAssigned,
    PosteriorRebuilt,
    SignedIn,
    TaskCompleted,
    TaskDeleted,
    TaskEdited,
    TaskPostponed,
    TasksSynced,
)
from core.domain.fact import Choice, Fact
from core.domain.outcome import Outcome, OutcomeKind
from core.domain.reward import RewardState
from core.domain.settlement import Settlement
from core.domain.trail import About, Moment, MomentKind
from oo_admin.frame import Here
from oo_admin.numbers import count, plain, seconds, signed

DUE = {
    "overdue_3d": "overdue up to 3 days",
    "overdue_more": "overdue more than 3 days",
    "soon": "due today or tomorrow",
    "later": "due later or never",
}
"""When a task is due, as its features tell."""
MINUTES = {"short": "short", "medium": "medium", "long": "long"}
"""How long it takes."""
TAIL = 6
"""Letters of a tip's id that name it in a row."""


@dataclass(frozen=True, slots=True)
class Line:
    """One row: `strong` is what is read first of it, `ref` leads to what it belongs to."""

    time: str = ""
    look: str = "plain"
    what: str = ""
    strong: str = ""
    rest: str = ""
    ref: str = ""
    href: str = ""


@dataclass(frozen=True, slots=True)
class Day:
    """The rows of one day, newest first."""

    words: str = ""
    lines: list[Line] = field(default_factory=list)


def days(moments: Iterable[Moment], here: Here, kind: str = "") -> list[Day]:
    """Return moments by day, those of one kind if so wanted."""
    kept = [it for it in moments if not kind or it.kind == kind]
    made = []
    for day, its in groupby(kept, key=lambda it: it.at.astimezone(here.zone).date()):
        made.append(Day(_day(day, here), [line(it, here) for it in its]))
    return made


def line(moment: Moment, here: Here) -> Line:
    """Return one moment as a row."""
    local = moment.at.astimezone(here.zone)
    ref = moment.tip.tip_id.hex[-TAIL:].upper() if moment.tip else ""
    log = here.address.to("/admin/log")
    href = log.put(peek=str(moment.tip.tip_id)).href if moment.tip else ""
    look, what, strong, rest = _told(moment.about, moment.tip)
    apart = " · " if what == "Tip" else " "
    rest = f"{apart}{rest}" if strong and rest else rest
    return Line(f"{local:%H:%M:%S}", look, what, strong, rest, f"…{ref}" if ref else "", href)


def _day(day: date, here: Here) -> str:
    today = here.now.astimezone(here.zone).date()
    near = {0: "Today, ", 1: "Yesterday, "}.get((today - day).days, "")
    year = f" {day.year}" if day.year != today.year else ""
    return f"{near}{day:%a} {day.day} {day:%B}{year}"


Told = tuple[str, str, str, str]
"""The look, what it is, what is read first, and the rest."""


def _told(about: About, tip: Fact | None) -> Told:
    match about:
        case Choice() if tip is not None:
            return "plain", "Features", "", _features(about, tip)
        case Fact():
            return "plain", "Tip", *_tip(about)
        case Outcome():
            return _outcome(about, tip)
        case Settlement():
            return "plain", "Reward", *_reward(about)
        case tuple():
            return "plain", "Consent", "", consent_words(about)
        case _:
            return _signal(about)


def _features(choice: Choice, tip: Fact) -> str:
    candidates = "1 candidate" if tip.candidates == 1 else f"{count(tip.candidates)} candidates"
    barred = f"{count(choice.barred)} barred · " if choice.barred else ""
    return f"{candidates} · {barred}scored in {seconds(choice.took_us / 1_000_000)}"


def _tip(tip: Fact) -> tuple[str, str]:
    choice = tip.choice
    known = (DUE.get(choice.due, ""), MINUTES.get(choice.minutes, ""))
    task = ", ".join(filter(None, (choice.priority if choice.known else "", *known)))
    how = "to learn" if choice.explored else "best known"
    how = f"chance stood in: {choice.fallback}" if choice.fallback else how
    return (
        task[:1].upper() + task[1:],
        f"{tip.policy} · propensity {plain(tip.propensity, 3)} · {how if choice.known else 'pick not kept'}",
    )


OUTCOMES = {
    OutcomeKind.DONE: ("done", "Reaction", "Done"),
    OutcomeKind.SNOOZE: ("snooze", "Reaction", "Snooze"),
    OutcomeKind.DISMISS: ("dismiss", "Reaction", "Dismiss"),
    OutcomeKind.UNDONE: ("plain", "Undo", "Answer taken back"),
    OutcomeKind.IGNORED: ("none", "No answer", "The window closed"),
    OutcomeKind.VANISHED: ("plain", "Vanished", "Its task went away elsewhere"),
    OutcomeKind.WITHDRAWN: ("plain", "Withdrawn", "Taken back before an answer"),
    OutcomeKind.COMPLETED: ("done", "Elsewhere", "Completed over there"),
    OutcomeKind.REOPENED: ("plain", "Elsewhere", "Opened again over there"),
}
"""How outcomes look, and what they are called."""


def _outcome(outcome: Outcome, tip: Fact | None) -> Told:
    look, what, strong = OUTCOMES[outcome.kind]
    after = (
        f"after {seconds(max(0.0, (outcome.at - tip.served_at).total_seconds()))}" if tip else ""
    )
    seen = f" · seen for {seconds(outcome.dwell_ms / 1000)}" if outcome.dwell_ms else ""
    return look, what, strong, f"{after}{seen}" + (f" · {outcome.rule}" if outcome.rule else "")


def _reward(it: Settlement) -> tuple[str, str]:
    if it.milli is None:
        return "Taken back", "the pick teaches nothing now"
    final = it.state is RewardState.FINAL
    return signed(it.milli / 1000, 1), "final" if final else "provisional"


def consent_words(given: tuple[Consent, ...]) -> str:
    """Return what was answered to a text: "Text 4: tips, nudges allowed · research refused"."""
    yes = ", ".join(it.purpose for it in given if it.given)
    no = ", ".join(it.purpose for it in given if not it.given)
    said = " · ".join(
        filter(None, (f"{yes} allowed" if yes else "", f"{no} refused" if no else ""))
    )
    return f"Text {given[0].text_version}: {said}"


def _signal(event: object) -> Told:
    match event:
        case TasksSynced():
            return (
                "plain",
                "Sync",
                "",
                f"{event.changed} changed, {event.gone} gone · {event.total} open",
            )
        case SignedIn():
            return "plain", "Signed in", "", "for the first time" if event.first else "again"
        case PolicyAssigned():
            return "plain", "Policy", event.policy or "The one everybody has", "assigned"
        case PosteriorRebuilt():
            return "plain", "Policy", event.policy, "learned anew from the standing rewards"
        case _:
            what, words = EVENTS.get(type(event), ("Signal", ""))
            return "plain", what, "", words


EVENTS: dict[type, tuple[str, str]] = {
    IntegrationConnected: ("Integration", "Todoist connected"),
    IntegrationLost: ("Integration", "Todoist's tokens died; only the user can connect again"),
    IntegrationDisconnected: ("Integration", "Todoist disconnected"),
    TaskCompleted: ("Task", "Completed over there"),
    TaskPostponed: ("Task", "Given a later due over there"),
    TaskDeleted: ("Task", "Deleted over there"),
    TaskEdited: ("Task", "Changed over there"),
}
"""What signals that carry no number of interest are called."""
KINDS = (
    ("", "All kinds"),
    (MomentKind.SIGNAL.value, "Signals"),
    (MomentKind.PICK.value, "Picks"),
    (MomentKind.REACTION.value, "Reactions"),
    (MomentKind.REWARD.value, "Rewards"),
    (MomentKind.CONSENT.value, "Consent"),
)
"""What the timeline can be narrowed to."""
