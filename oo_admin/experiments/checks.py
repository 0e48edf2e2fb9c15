"""Put the health of an experiment into words: six checks, each with its numbers."""

from datetime import datetime

from core.domain.experiment_panel import ExperimentSeen
from oo_admin.experiments.seen import Check
from oo_admin.experiments.words import many, state, when
from oo_admin.here import Here
from oo_admin.numbers import THIN, UNKNOWN, count, share, signed

LOOKS = {"ok": "ok", "watch": "warn", "alarm": "bad", "": "unk"}
"""How a verdict looks; what has too few to tell never looks well."""
STOPPED, NOBODY, LACKING_DATA = "Exposures stopped", "Nobody can join", "Metrics lack data"
"""What three checks say that have no figure of their own; what to do is told by these names."""
COMPLETE, LACKING = 0.95, 0.8
"""Shares of settled picks with all their evidence below which it is watched, and red."""
BELIEVED_FROM = 2
"""Place of the first check that figures hang on: those before say whether there will be more of them."""
FEWEST_USERS = FEWEST_PICKS = 100
"""With fewer nothing is told of a split, and of a log; core decides, this says it."""
BAND_Z = 4.0
"""Standard deviations of the band: beyond, there is no innocent reason left."""


def checks(seen: ExperimentSeen, here: Here) -> list[Check]:
    """Return the six checks, in their order."""
    return [_flow(seen, here), _unit(seen), _data(seen), _balance(seen), _crossed(seen), _log(seen)]


def red(made: list[Check]) -> bool:
    """Return whether figures are not to be believed: a check is red that is about what was counted."""
    return any(it.look == "bad" for it in made[BELIEVED_FROM:])


def _flow(seen: ExperimentSeen, here: Here) -> Check:
    it, standing = seen.health, state(seen.experiment)
    if standing == "ended":
        return Check("Exposures ended", f"at {when(seen.experiment.ended_at, here)}", "unk")
    if standing == "paused":
        since: datetime = seen.experiment.pauses[-1].since
        return Check("Exposures rest", f"since {when(since, here)}", "warn")
    if it.lately:
        return Check("Exposures flow", f"{count(it.lately)} picks in 24{THIN}h", "ok")
    last = f"last in the hour of {when(it.last_at, here)}" if it.last_at else "none in two days"
    return Check(STOPPED, last, "bad" if seen.days >= 1 else "unk")


def _unit(seen: ExperimentSeen) -> Check:
    it = seen.health
    line = f"user, by research consent: {count(it.allowed)} of {count(it.people)}"
    return Check("Unit is right", line, "ok") if it.allowed else Check(NOBODY, line, "bad")


def _data(seen: ExperimentSeen) -> Check:
    it = seen.health
    if not it.settled:
        return Check("No settled picks", f"windows close after 24{THIN}h", "unk")
    part = it.final / it.settled
    line = f"{share(part)} of picks are final"
    if part >= COMPLETE:
        return Check("Metrics have data", line, "ok")
    return Check(LACKING_DATA, line, "warn" if part >= LACKING else "bad")


def _balance(seen: ExperimentSeen) -> Check:
    it, held = seen.health.balance, seen.experiment.holdback
    subject = "Holdback" if held else "Split"
    if not it.verdict:
        return Check(
            f"{subject}: too few users", f"{count(it.users)} of {FEWEST_USERS} needed", "unk"
        )
    said = {"ok": "is balanced", "watch": "may be off", "alarm": "is not balanced"}[it.verdict]
    arm = held or (it.leaks[0] if it.leaks else it.arms[0][0])
    users, due = next(((n, want) for name, n, want in it.arms if name == arm), (0, 0.0))
    asked = share(due / it.users, 0) if it.users else UNKNOWN
    return Check(
        f"{subject} {said}",
        f"{count(users)} of {count(it.users)}, asked {asked}",
        LOOKS[it.verdict],
    )


def _crossed(seen: ExperimentSeen) -> Check:
    if seen.health.crossed:
        line = f"{many(seen.health.crossed, 'user')} in two arms"
        return Check("Users crossed over", line, "bad")
    return Check("No crossover", "0 users in two arms", "ok")


def _log(seen: ExperimentSeen) -> Check:
    it = seen.health.believed
    if not it.verdict:
        return Check("Propensities: too few", f"{count(it.picks)} of {FEWEST_PICKS} picks", "unk")
    said = {"ok": "agree", "watch": "may differ", "alarm": "differ"}[it.verdict]
    return Check(
        f"Propensities {said}", f"z = {signed(it.z, 1)}, limit {BAND_Z:.0f}", LOOKS[it.verdict]
    )
