"""Write settled picks in the two formats of the field: Vowpal Wabbit's and the Open Bandit Pipeline's."""

import json
from collections.abc import Mapping, Sequence
from datetime import UTC
from typing import TypedDict

import numpy as np

from core.bandit.intervals import Ints
from core.bandit.refusals import NoPicks
from core.bandit.settled import Settled
from core.domain.pick import Floats, Pick

NAMESPACE = "x"
"""The one namespace in which Vowpal Wabbit finds the features of a candidate."""
TIMESTAMP = "%Y-%m-%dT%H:%M:%S.%fZ"
"""The moment of a pick, in UTC."""


class Feedback(TypedDict):
    """The Open Bandit Pipeline's dictionary of n rounds with k actions each."""

    n_rounds: int
    n_actions: int
    context: Floats
    """The features of all candidates of a round, one after the other, (n, k d)."""
    action_context: Floats
    """The identity, (k, k): an action is a place in a list, nothing else is true of it in all rounds."""
    action: Ints
    reward: Floats
    position: Ints
    """Zeros: a tip stands alone."""
    pscore: Floats
    pi_b: Floats
    """The distribution that served, (n, k, 1)."""


def dsjson(settled: Settled) -> str:
    """Return one line of Vowpal Wabbit's decision service format, for `--dsjson --cb_explore_adf`.

    Costs are rewards turned round, actions are counted from one, the picked one comes first in `a`
    and `p`. Features that are zero stand in the line, though Vowpal Wabbit skips them.
    Raises: ValueError when a number is not finite.
    """
    pick = settled.pick
    others = (place for place in range(len(pick.candidates)) if place != pick.chosen)
    order = [pick.chosen, *others]
    line = {
        "_label_cost": 0.0 - settled.reward,
        "_label_probability": pick.propensity,
        "_label_Action": pick.chosen + 1,
        "_labelIndex": pick.chosen,
        "Version": "1",
        "EventId": str(settled.tip_id),
        "Timestamp": settled.at.astimezone(UTC).strftime(TIMESTAMP),
        "a": [place + 1 for place in order],
        "c": {"_multi": [_named(pick, row) for row in pick.features]},
        "p": [float(pick.probabilities[place]) for place in order],
        "VWState": {"m": f"{pick.policy}/{pick.policy_version}"},
    }
    return json.dumps(line, allow_nan=False, separators=(",", ":"))


def feedback(settled: Sequence[Settled]) -> Feedback:
    """Return picks as the Open Bandit Pipeline's logged feedback.

    That format has one set of actions; here candidates come and go. So an action is a place in the
    list of its own round, and rounds with fewer candidates than the longest are padded with actions
    that have no features and probability zero: a target policy must be padded likewise (`padded`).
    A feature that some picks have and others do not is zero where it was not logged.
    Raises: NoPicks.
    """
    if not settled:
        raise NoPicks(0, 1)
    picks = [it.pick for it in settled]
    names = tuple(dict.fromkeys(name for pick in picks for name in pick.feature_names))
    actions = max(len(pick.candidates) for pick in picks)
    features = padded([_aligned(pick, names) for pick in picks], actions)
    return Feedback(
        n_rounds=len(picks),
        n_actions=actions,
        context=features.reshape(len(picks), -1),
        action_context=np.eye(actions),
        action=np.array([pick.chosen for pick in picks]),
        reward=np.array([it.reward for it in settled], dtype=np.float64),
        position=np.zeros(len(picks), dtype=np.int64),
        pscore=np.array([pick.propensity for pick in picks]),
        pi_b=padded([pick.probabilities for pick in picks], actions)[:, :, None],
    )


def padded(rows: Sequence[Floats], actions: int) -> Floats:
    """Return arrays (k_i, …) below each other with zeros up to k = `actions`, (n, k, …)."""
    whole = np.zeros((len(rows), actions, *rows[0].shape[1:]))
    for place, row in enumerate(rows):
        whole[place, : len(row)] = row
    return whole


def _named(pick: Pick, row: Floats) -> Mapping[str, Mapping[str, float]]:
    return {NAMESPACE: dict(zip(pick.feature_names, row.tolist(), strict=True))}


def _aligned(pick: Pick, names: tuple[str, ...]) -> Floats:
    whole = np.zeros((len(pick.candidates), len(names)))
    whole[:, [names.index(name) for name in pick.feature_names]] = pick.features
    return whole
