"""Put the health of an experiment into words: six checks, and what to do about those that are red."""

from datetime import datetime

from core.domain.experiment_panel import ExperimentSeen
from oo_admin.experiments.seen import Advice, Check, LogRow
from oo_admin.experiments.words import many, state, when
from oo_admin.here import Here
from oo_admin.numbers import THIN, UNKNOWN, count, plain, share, signed

LOOKS = {"ok": "ok", "watch": "warn", "alarm": "bad", "": "unk"}
"""How a verdict looks; what has too few to tell never looks well."""
COMPLETE, LACKING = 0.95, 0.8
"""Shares of settled picks with all their evidence below which it is watched, and red."""
BELIEVED_FROM = 2
"""Place of the first check that figures hang on: those before say whether there will be more of them."""
BAND_Z = 4.0
"""Standard deviations of the band: beyond, there is no innocent reason left."""
AXIS_Z = 6.0
"""Standard deviations from the middle of the drawing to its ends."""
RUNBOOK = "docs/runbook/experiments.md"
"""Where what to do is written down in full."""


def checks(seen: ExperimentSeen, here: Here) -> list[Check]:
    """Return the six checks, in their order."""
    return [_flow(seen, here), _unit(seen), _data(seen), _balance(seen), _crossed(seen), _log(seen)]


def red(made: list[Check]) -> bool:
    """Return whether figures are not to be believed: a check is red that is about what was counted."""
    return any(it.look == "bad" for it in made[BELIEVED_FROM:])


def advice(seen: ExperimentSeen, here: Here) -> list[Advice]:
    """Return for each check that is red what it means and what to do."""
    health, name = seen.health, seen.experiment.name
    picks = here.address.to("/admin/log", f"experiment:{name}").put(p="all").href
    made = []
    if health.believed.verdict == "alarm":
        of = next((it.favourite for it in seen.arms if it.policy == health.wrong), None)
        told = (
            f"{health.wrong} served its favourite {count(of.served)} times; its logged "
            f"probabilities say {of.logged:.0f}."
            if of
            else f"The log of {health.wrong} did not choose."
        )
        since = f"Since {when(health.wrong_since, here)}, what" if health.wrong_since else "What"
        made.append(
            Advice(
                told,
                f"{since} is written down is not what chose. No off-policy number may use these "
                f"{count(health.believed.picks)} picks, and nothing is called a winner.",
                "pause the experiment, find what changed that day, roll it back; begin anew under "
                "another name.",
                picks,
                "Open its picks",
            )
        )
    if health.balance.verdict == "alarm":
        made.append(_unbalanced(seen, picks))
    if health.crossed:
        made.append(
            Advice(
                f"{many(health.crossed, 'user')} were given to two arms.",
                "Each arm's figures hold what another arm did.",
                "end it, find what changed names or shares, and begin anew under another name.",
                picks,
                "Open its picks",
            )
        )
    return made


def logs(seen: ExperimentSeen) -> list[LogRow]:
    """Return each arm's favourite as served beside what its log says."""
    return [
        LogRow(
            policy=it.policy,
            served=count(it.favourite.served),
            logged=f"{it.favourite.logged:.1f} ± {2 * it.favourite.deviation:.0f}",
            at=f"{_place(it.believed.z):.1f}%",
            z=signed(it.believed.z, 1) if it.believed.verdict else "too few",
            look="bad" if it.believed.verdict == "alarm" else "",
        )
        for it in seen.arms
        if it.favourite is not None
    ]


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
    return Check("Exposures stopped", last, "bad" if seen.days >= 1 else "unk")


def _unit(seen: ExperimentSeen) -> Check:
    it = seen.health
    line = f"user, by research consent: {count(it.allowed)} of {count(it.people)}"
    return (
        Check("Unit is right", line, "ok") if it.allowed else Check("Nobody can join", line, "bad")
    )


def _data(seen: ExperimentSeen) -> Check:
    it = seen.health
    if not it.settled:
        return Check("No settled picks", f"windows close after 24{THIN}h", "unk")
    part = it.final / it.settled
    line = f"{share(part)} of picks are final"
    if part >= COMPLETE:
        return Check("Metrics have data", line, "ok")
    return Check("Metrics lack data", line, "warn" if part >= LACKING else "bad")


def _balance(seen: ExperimentSeen) -> Check:
    it, held = seen.health.balance, seen.experiment.holdback
    subject = "Holdback" if held else "Split"
    if not it.verdict:
        return Check(f"{subject}: too few users", f"{count(it.users)} of 100 needed", "unk")
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
        return Check("Propensities: too few", f"{count(it.picks)} of 100 picks", "unk")
    said = {"ok": "agree", "watch": "may differ", "alarm": "differ"}[it.verdict]
    return Check(
        f"Propensities {said}", f"z = {signed(it.z, 1)}, limit {BAND_Z:.0f}", LOOKS[it.verdict]
    )


def _unbalanced(seen: ExperimentSeen, picks: str) -> Advice:
    it = seen.health.balance
    if it.leaks:
        return Advice(
            f"{', '.join(it.leaks)} serves users, and has no share.",
            "Whoever it serves is missing elsewhere: arms no longer hold alike people.",
            "look who assigned them; end it, and begin anew under another name.",
            picks,
            "Open its picks",
        )
    told = ", ".join(f"{name} {count(n)}, due {due:.0f}" for name, n, due in it.arms)
    chance = "less than 0.0001" if it.p < 1e-4 else plain(it.p, 4)  # noqa: PLR2004  as far as it is shown
    return Advice(
        f"Users are not split as asked: {told}.",
        f"Such a split comes by chance with {chance}. Something decides who is seen: an arm that "
        "fails, or loses people before their first tip.",
        "compare fallbacks and first tips by arm. What is counted already cannot be repaired: begin "
        "anew under another name.",
        picks,
        "Open its picks",
    )


def _place(z: float) -> float:
    """Return where a deviation lies on the drawing, in percent, kept inside."""
    return 50 + 50 * min(1.0, max(-1.0, z / AXIS_Z)) * 0.96
