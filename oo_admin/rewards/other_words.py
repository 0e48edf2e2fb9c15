"""Put what a log says of other policies into words: two estimates, or why there are none."""

from dataclasses import replace

from core.domain.deployment import Standing
from core.domain.figure import Change, Figure, TooFew
from core.domain.reward_panel import Estimates, OtherPolicies, Rated
from core.domain.support import Lack, NotEnoughSupport, Shortfall
from oo_admin.colours import of_policy
from oo_admin.here import Here
from oo_admin.nav import page_at
from oo_admin.numbers import THIN, UNKNOWN, count, plain, share, signed
from oo_admin.parts.scale import Scale
from oo_admin.parts.table import value_of
from oo_admin.parts.whisker import Axis, Whisker, axis_over
from oo_admin.rewards.days_words import bounds, mean_words
from oo_admin.rewards.places import axis_word
from oo_admin.rewards.seen import NO_WHISKER, OtherRow, OthersShown, Tick

FEWEST_EFFECTIVE, MOST_OUTSIDE = 100.0, 0.05
"""Below and above which an estimate is withheld; core decides, this colours the cell that is why."""
TICKS = 3
"""Values over the axis, about."""
HALF_UP = 10
"""Weights below this are told with one digit."""
NOTE = (
    f"ESS: effective sample size. An estimate is withheld below ESS {FEWEST_EFFECTIVE:.0f}, when more than "
    f"{100 * MOST_OUTSIDE:.0f}{THIN}% of "
    "a policy\u2019s choices lie on candidates that this log never shows, when weights miss the mean "
    "they must have, or when logged chances are in doubt. Max weight is known to within 5\u202f%. "
    "Lower and higher: the 95\u202f% interval of the difference from what was earned leaves 0 out."
)
"""How the table is read."""
ROLES = {Standing.CHAMPION: "champion", Standing.SHADOW: "shadow", None: "off"}
"""What a policy does, in a word."""


def others_shown(told: OtherPolicies, here: Here) -> OthersShown:
    """Return what the panel of other policies shows."""
    axis = _axis(told)
    rows = [_own(told, here), *(_row(it, told, here, axis) for it in told.rated)]
    return OthersShown(
        title=title(told),
        sub=_sub(told),
        note=NOTE if told.picks else "",
        any=told.picks > 0,
        decides=page_at("experiments"),
        ticks=_ticks(axis) if _spans(told) else [],
        rows=rows,
        cells=[_own_cells(told), *map(_cells, told.rated)],
    )


def title(told: OtherPolicies) -> str:
    """Return the finding: who would clearly have earned more, or that nobody would."""
    if told.believed.verdict == "alarm":
        return f"Logged chances of {told.log} are in doubt: nothing is said of others"
    judged = {it.policy: it.worth for it in told.rated if isinstance(it.worth, Estimates)}
    leads = {name: it.lead for name, it in judged.items() if not it.at_odds}
    if not leads:
        return _silent(told, judged=bool(judged))
    better = [name for name, it in leads.items() if it.clear and it.value > 0]
    if better:
        return f"{', '.join(better)} would have earned more than {told.log}"
    if all(it.clear for it in leads.values()):
        return f"Every other policy that can be judged would have earned less than {told.log}"
    return f"No evidence that another policy would have earned more than {told.log}"


def _silent(told: OtherPolicies, *, judged: bool) -> str:
    """Return why no policy is compared."""
    if judged:
        return "DR and SNIPS disagree by more than luck: neither is to be believed"
    if told.picks and told.rated:
        return f"This log cannot speak for a policy other than {told.log}"
    return "What the log says about other policies"


def verdict(it: Rated) -> tuple[str, str]:
    """Return what can be said of a policy, and how that looks."""
    if isinstance(it.worth, TooFew):
        return f"Too few: {count(it.worth.count)}", "st unk"
    if isinstance(it.worth, NotEnoughSupport):
        doubt = it.worth.reasons[0].why is Lack.PROPENSITIES
        return ("Log in doubt" if doubt else "Not enough support"), "st warn"
    if it.worth.at_odds:
        return "Estimates disagree", "st warn"
    if not it.worth.lead.clear:
        return "No evidence of a difference", "st unk"
    return ("Higher" if it.worth.lead.value > 0 else "Lower"), "st info"


def self_test(told: OtherPolicies) -> tuple[str, str]:
    """Return whether the log agrees with itself: what was chosen, beside the chances it logged."""
    it = told.believed
    if not it.verdict:
        return f"Too few to test: {count(it.picks)}", "st unk"
    words = {"ok": "Covers what was observed", "watch": "Watch: chances are off"}
    looks = {"ok": "st ok", "watch": "st warn"}
    return words.get(it.verdict, "Logged chances in doubt"), looks.get(it.verdict, "st bad")


def shortfall_words(it: Shortfall) -> str:
    """Return why an estimate is withheld, with what was found and the limit."""
    match it.why:
        case Lack.SUPPORT:
            limit = share(it.limit, 0)
            return f"{share(it.found)} of its choices the log never shows, limit {limit}"
        case Lack.EFFECTIVE:
            return f"ESS {it.found:.0f}, limit {it.limit:.0f}"
        case Lack.MEAN_WEIGHT:
            return f"mean weight {it.found:.1f} standard errors off, limit {it.limit:.0f}"
        case Lack.PROPENSITIES:
            return f"logged chances z {it.found:.1f}, limit {it.limit:.0f}"


def _sub(told: OtherPolicies) -> str:
    until = f", until {told.until.day} {told.until:%b}" if told.until else ""
    picks = f"{count(told.picks)} settled picks of {told.log or 'nobody'}{until}."
    return (
        f"{picks} Filled: doubly robust (DR). Hollow: self-normalised weights (SNIPS). "
        "95\u202f% intervals over users. Dashed: what was earned."
    )


def _own(told: OtherPolicies, here: Here) -> OtherRow:
    """Return the row of the log itself: its picks weigh one each, and it earned what it earned."""
    said, look = self_test(told)
    axis = _axis(told)
    known = isinstance(told.earned, Figure)
    words = mean_words(told.earned)
    drawn = _whisker(told.earned, axis, told) if isinstance(told.earned, Figure) else NO_WHISKER
    return OtherRow(
        name=value_of(here.address, f"policy:{told.log}", told.log),
        colour=of_policy(told.log),
        role="the log itself, self-test",
        withheld="" if known else f"{words}, limit 30 rewards of 8 groups of users",
        dr=drawn,
        snips=replace(drawn, look="hollow"),
        dr_words=words,
        snips_words=words,
        effective=count(told.picks),
        heaviest="1",
        outside=share(0.0),
        differs=share(0.0, 0),
        verdict=said,
        look=look,
    )


def _row(it: Rated, told: OtherPolicies, here: Here, axis: Axis) -> OtherRow:
    said, look = verdict(it)
    worth = it.worth if isinstance(it.worth, Estimates) else None
    return OtherRow(
        name=value_of(here.address, f"policy:{it.policy}", it.policy),
        colour=of_policy(it.policy),
        role=ROLES[it.standing],
        withheld=_withheld(it).partition("; ")[0],
        dr=_whisker(worth.dr, axis, told) if worth else NO_WHISKER,
        snips=_whisker(worth.snips, axis, told, look="hollow") if worth else NO_WHISKER,
        dr_words=mean_words(worth.dr) if worth else UNKNOWN,
        snips_words=mean_words(worth.snips) if worth else UNKNOWN,
        effective=count(round(it.effective)),
        thin=it.effective < FEWEST_EFFECTIVE,
        heaviest=weight_words(it.heaviest),
        outside=share(it.outside),
        beyond=it.outside > MOST_OUTSIDE,
        differs=_differs(it),
        verdict=said,
        look=look,
    )


def weight_words(weight: float | None) -> str:
    """Return a weight as exactly as its bin knows it."""
    if weight is None:
        return UNKNOWN
    return plain(weight, 1) if weight < HALF_UP else count(round(weight))


def _withheld(it: Rated) -> str:
    if isinstance(it.worth, Estimates):
        return ""
    if isinstance(it.worth, TooFew):
        return f"{count(it.worth.count)} settled picks, limit 30 of 8 groups of users"
    return "; ".join(map(shortfall_words, it.worth.reasons[:2]))


def _differs(it: Rated) -> str:
    return share(1 - it.agrees.value, 0) if isinstance(it.agrees, Figure) else UNKNOWN


def _spans(told: OtherPolicies) -> list[tuple[float, float]]:
    figures = [told.earned] if isinstance(told.earned, Figure) else []
    for it in told.rated:
        if isinstance(it.worth, Estimates):
            figures += [it.worth.dr, it.worth.snips]
    return [(it.low, it.high) for it in figures]


def _axis(told: OtherPolicies) -> Axis:
    return axis_over(_spans(told))


def _whisker(figure: Figure, axis: Axis, told: OtherPolicies, look: str = "plain") -> Whisker:
    earned = told.earned.value if isinstance(told.earned, Figure) else None
    return axis.whisker(figure.low, figure.value, figure.high, look=look, tick=earned)


def _ticks(axis: Axis) -> list[Tick]:
    scale = Scale(axis.low, axis.high)
    return [Tick(axis_word(it), f"{axis.place(it):.2f}%") for it in scale.ticks(TICKS)]


def _own_cells(told: OtherPolicies) -> list[str]:
    it, said = told.earned, self_test(told)[0]
    three = [signed(it.value) if isinstance(it, Figure) else mean_words(it), bounds(it)]
    rest = [UNKNOWN, UNKNOWN, count(told.picks), "1", share(0.0), share(0.0, 0), said]
    return [told.log, *three, *three, *three, *rest]


def _cells(it: Rated) -> list[str]:
    """Return a row of the table behind the drawing; here IPS and the difference stand too."""
    worth = it.worth if isinstance(it.worth, Estimates) else None
    figures = (worth.ips, worth.snips, worth.dr) if worth else ()
    told = [words for one in figures for words in (signed(one.value), bounds(one))] or [UNKNOWN] * 6
    lead = [signed(worth.lead.value), _change_bounds(worth.lead)] if worth else [UNKNOWN] * 2
    said = verdict(it)[0] if worth else f"{verdict(it)[0]}: {_withheld(it)}"
    rest = [count(round(it.effective)), weight_words(it.heaviest), share(it.outside), _differs(it)]
    return [it.policy, *told, *lead, *rest, said]


def _change_bounds(change: Change) -> str:
    return f"{signed(change.low)} to {signed(change.high)}"
