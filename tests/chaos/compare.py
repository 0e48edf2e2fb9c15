"""Compare the three books: what was lost, and what came twice or from nowhere."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import timedelta
from itertools import pairwise

from core.domain.reaction import ReactionKind
from core.rewards.ladder import reward_milli
from tests.chaos.book import Kept, KeptTip, Outside, Told
from tests.chaos.finding import LOST, TWICE, Finding, differ

LEARN = "learn"
ANSWERED, UNDONE = "signals.tip.feedback", "signals.tip.undone"
EVIDENCE = frozenset({ANSWERED, UNDONE, "signals.task.completed", "signals.task.reopened"})
"""What the consumer of learning takes, written here once more: the code's own list may be wrong."""
TALLY = "tally"
TALLIED = EVIDENCE | frozenset(
    f"signals.{of}"
    for of in (
        *("tip.served", "tip.settled", "tip.unsettled", "tip.vanished", "tip.withdrawn"),
        *("tip.closed", "user.signed_in", "user.changed"),
        *("integration.connected", "integration.lost", "integration.disconnected"),
    )
)
"""What the consumer that counts takes."""
WINDOW = timedelta(hours=24)
LEAST_MS = 15_000
"""Nobody completes a task elsewhere at a glance: the penalty for that is never theirs."""


def compare(told: Told, outside: Outside, kept: Kept) -> tuple[Finding, ...]:
    """Return everything that was lost, or happened twice or without anybody's doing."""
    checks = (
        answers(told, kept),
        undos(told, kept),
        events(kept),
        rewards(outside, kept),
        closes(outside, kept),
        reopenings(told, outside, kept),
        completions(told, outside, kept),
        webhooks(outside, kept),
    )
    return tuple(finding for check in checks for finding in check)


def answers(told: Told, kept: Kept) -> Iterator[Finding]:
    """Each acknowledged answer is one row, and there is no other."""
    wanted = Counter((it.tip, it.kind, it.at) for it in told.answers)
    yield from differ("answer", wanted, Counter((it.tip, it.kind, it.at) for it in kept.answers))


def undos(told: Told, kept: Kept) -> Iterator[Finding]:
    """As many answers of a tip were taken back as undos were acknowledged."""
    wanted = Counter(it.tip for it in told.undos)
    yield from differ("undo", wanted, Counter(it.tip for it in kept.answers if it.undone))


def events(kept: Kept) -> Iterator[Finding]:
    """Each answer and undo told one event; each event left, and had its effect once."""
    told = Counter(it.reaction for it in kept.events if it.subject == ANSWERED)
    yield from differ("event of an answer", Counter(it.id for it in kept.answers), told)
    undone = Counter(it.reaction for it in kept.events if it.subject == UNDONE)
    wanted = Counter(it.id for it in kept.answers if it.undone)
    yield from differ("event of an undo", wanted, undone)
    for event in kept.events:
        if not event.sent:
            yield Finding(LOST, "event was never carried", f"{event.subject} {event.id}")
    due = Counter((LEARN, it.id) for it in kept.events if it.subject in EVIDENCE)
    due.update((TALLY, it.id) for it in kept.events if it.subject in TALLIED)
    yield from differ("effect of an event", due, Counter(kept.inbox))
    if kept.dead_letters:
        yield Finding(LOST, "dead letters", str(kept.dead_letters))


def rewards(outside: Outside, kept: Kept) -> Iterator[Finding]:
    """Each tip has the one reward that its evidence is worth, and none was settled twice."""
    standing = {it.tip: it for it in kept.answers if not it.undone}
    done_at = {it.tip: it.at for it in kept.outcomes if it.kind == "completed"}
    for tip, view in kept.tips.items():
        history = kept.rewards.get(tip, ())
        worth = _worth(standing.get(tip), view, done_at.get(tip))
        found = history[-1] if history else None
        if found != worth:
            kind = LOST if found is None else TWICE
            yield Finding(kind, "reward", f"{tip}: worth {worth}, settled {history}")
        if any(one == after for one, after in pairwise(history)):
            yield Finding(TWICE, "reward settled again", f"{tip}: {history}")


def _worth(answer, view: KeptTip, completed_at) -> int | None:
    if completed_at is not None and (answer is None or answer.kind == "snooze"):
        after_ms = int((completed_at - view.served_at) / timedelta(milliseconds=1))
        return reward_milli(ReactionKind.DONE, max(LEAST_MS, after_ms))
    return answer and reward_milli(ReactionKind(answer.kind), answer.dwell_ms)


def closes(outside: Outside, kept: Kept) -> Iterator[Finding]:
    """Each answer "done" that stands closed its task once; no command came from nowhere."""
    ran = Counter(outside.executed)
    for uuid, times in ran.items():
        if times > 1 or uuid not in kept.commands:
            yield Finding(TWICE, "command", f"{uuid}: carried out {times} times")
    for answer in kept.answers:
        if answer.kind != "done" or answer.undone:
            continue
        task = kept.tips[answer.tip].task
        if not ran[answer.id]:
            ended = kept.closes.get(answer.id, "no command")
            yield Finding(LOST, "close", f"{answer.id} of {task}: {ended}")
        elif task not in outside.checked:
            yield Finding(LOST, "close was taken back", f"{answer.id} of {task}")


def reopenings(told: Told, outside: Outside, kept: Kept) -> Iterator[Finding]:
    """Each task whose "done" was taken back is open, unless it was done again."""
    done = {
        (it.user, kept.tips[it.tip].task, it.undone) for it in kept.answers if it.kind == "done"
    }
    again = {(user, task) for user, task, undone in done if not undone}
    again |= {(it.user, it.task) for it in told.completions}
    for user, task, undone in sorted(done):
        if undone and (user, task) not in again and task in outside.checked:
            yield Finding(LOST, "reopening", task)


def completions(told: Told, outside: Outside, kept: Kept) -> Iterator[Finding]:
    """Each completion over there is an outcome of the newest tip that had proposed it, once."""
    proposals = defaultdict(list)
    for tip, view in kept.tips.items():
        proposals[view.user, view.task].append((view.served_at, tip))
    taken_back = {it.tip: it.at for it in kept.outcomes if it.kind == "withdrawn"}
    wanted: Counter = Counter()
    for done in told.completions:
        at = outside.completed_at[done.task][-1]
        earning = [
            (served_at, tip)
            for served_at, tip in proposals[done.user, done.task]
            if served_at <= at <= served_at + WINDOW and at <= taken_back.get(tip, at)
        ]
        wanted.update([max(earning)[1]] if earning else [])
    found = Counter(it.tip for it in kept.outcomes if it.kind == "completed")
    yield from differ("completion over there", wanted, found)


def webhooks(outside: Outside, kept: Kept) -> Iterator[Finding]:
    """Each webhook that was answered with 200 has its row, and none has two."""
    for digest in set(outside.hooks) - kept.deliveries.keys():
        yield Finding(LOST, "webhook", digest)
    for digest, rows in kept.deliveries.items():
        if rows > 1:
            yield Finding(TWICE, "webhook", digest)
