"""Write what a run found as JSON: every figure of the page, for other programs to read.

Names come as they are; what is not known is null; numbers have six decimals at most. The keys:

    version         1; a key that goes or changes its meaning makes it 2, a new one does not
    run             id, code, created_at (ISO 8601), state, note, command, done, total (parts)
    plan            policies, worlds, personas, digest, people, judge, seeds, decisions, days, prior
    first           the policy that the others are compared with, or null
    headline        the finding in a sentence
    warnings        sentences that a reader must know first
    conclusions     of each other policy: policy, verdict, words, dissenters (world, verdict)
    ranking         mean, pairs (one, other, tau), or null
    judges          agreed, kappa, labels, counts (judge by rules), or null where rules judged alone
    worlds          of each: world, people, lives, clear, unit ("gap" or "reward": of differences),
                    detectable (null when nothing was compared), comparisons, policies
      comparisons   policy, verdict, difference, low, high (bounds that fit the verdict), p, p_holm,
                    people, sd
      policies      policy, worth, reward, gap, phases (three), regret, answers (by name), worst,
                    calibration, curve, fallbacks, by_persona
        worth, reward, gap, a phase, an answer
                    value, low, high, people; a gap or a phase may be null
        regret      difference, low, high, p, people, sd
        worst       group, share, ratio, unjudged (groups), or null
        calibration error, brier, bins (predicted, observed, n), or null
        curve       share, low, high: a number for each decision
        by_persona  persona, group, share

A verdict is "better", "worse" or "no evidence".
"""

import json
from collections.abc import Mapping

from core.analytics.differences import Difference
from core.analytics.groups import WorstGroup
from core.analytics.kappa import JudgeAgreement
from core.analytics.ranking import RankAgreement
from core.analytics.reliability import Reliability
from core.analytics.verdict import Comparison
from core.sim.findings import ANSWERS, PHASES, Findings, Line, WorldFindings
from core.sim.report.facts import Facts
from core.sim.report.plain_json import Keys, estimate, written
from core.sim.report.words import challengers, conclusion, first, headline, warnings

VERSION = 1
"""Of the keys."""


def as_json(found: Findings, facts: Facts) -> str:
    """Return the report as JSON, the same text for the same run."""
    plan = json.loads(found.plan.dump())
    whole = {
        "version": VERSION,
        "run": _run(facts),
        "plan": plan,
        "first": first(found) or None,
        "headline": headline(found, facts),
        "warnings": warnings(found, facts),
        "conclusions": [
            _conclusion(found, it) for it in challengers(found) if it in found.conclusions
        ],
        "ranking": _ranking(found.ranking),
        "judges": _judges(found.judges),
        "worlds": [_world(it, facts.groups) for it in found.worlds],
    }
    return written(whole)


def _run(facts: Facts) -> Keys:
    return {
        "id": facts.run_id,
        "code": facts.code,
        "created_at": facts.created_at.isoformat(),
        "state": facts.state,
        "note": facts.note,
        "command": facts.command,
        "done": facts.done,
        "total": facts.total,
    }


def _conclusion(found: Findings, policy: str) -> Keys:
    it = found.conclusions[policy]
    return {
        "policy": policy,
        "verdict": it.verdict,
        "words": conclusion(found, policy),
        "dissenters": [{"world": who.where, "verdict": who.verdict} for who in it.dissenters],
    }


def _judges(it: JudgeAgreement | None) -> Keys | None:
    if it is None:
        return None
    kappa = None if it.kappa is None else estimate(it.kappa)
    seen = {"labels": list(it.confusion.labels), "counts": it.confusion.counts.tolist()}
    return {"agreed": it.agreed, "kappa": kappa} | seen


def _ranking(it: RankAgreement | None) -> Keys | None:
    if it is None:
        return None
    pairs = [{"one": pair.one, "other": pair.other, "tau": pair.tau} for pair in it.pairs]
    return {"mean": it.mean, "pairs": pairs}


def _world(it: WorldFindings, groups: Mapping[str, str]) -> Keys:
    return {
        "world": it.world,
        "people": it.people,
        "lives": it.lives,
        "clear": it.clear,
        "unit": "gap" if it.clear else "reward",
        "detectable": it.detectable,
        "comparisons": [_comparison(one) for one in it.comparisons],
        "policies": [_line(one, groups) for one in it.lines],
    }


def _comparison(it: Comparison) -> Keys:
    return {
        "policy": it.name,
        "verdict": it.verdict,
        **_difference(it.difference),
        "p_holm": it.p,
    }


def _line(it: Line, groups: Mapping[str, str]) -> Keys:
    curve = it.curve
    return {
        "policy": it.policy,
        "worth": estimate(it.worth),
        "reward": estimate(it.reward),
        "gap": estimate(it.gap),
        "phases": dict(zip(PHASES, map(estimate, it.phases), strict=True)),
        "regret": _difference(it.regret),
        "answers": dict(zip(ANSWERS, map(estimate, it.answers), strict=True)),
        "worst": _worst(it.worst),
        "calibration": _calibration(it.calibration),
        "curve": {
            "share": curve.share.tolist(),
            "low": curve.low.tolist(),
            "high": curve.high.tolist(),
        },
        "fallbacks": it.fallbacks,
        "by_persona": [
            {"persona": who, "group": groups.get(who), "share": share}
            for who, share in it.by_persona
        ],
    }


def _difference(it: Difference) -> Keys:
    return {
        "difference": it.mean,
        "low": it.low,
        "high": it.high,
        "p": it.p,
        "people": it.n,
        "sd": it.sd,
    }


def _worst(it: WorstGroup | None) -> Keys | None:
    if it is None:
        return None
    return {
        "group": it.name,
        "share": estimate(it.share),
        "ratio": it.ratio,
        "unjudged": it.unjudged,
    }


def _calibration(it: Reliability | None) -> Keys | None:
    if it is None:
        return None
    bins = [{"predicted": one.predicted, "observed": one.observed, "n": one.n} for one in it.table]
    return {"error": estimate(it.error), "brier": it.brier, "bins": bins}
