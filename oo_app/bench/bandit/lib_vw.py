"""Enter Vowpal Wabbit: candidates as text, a probability for each back, learning by one cost."""

import numpy as np

from core.bandit.policy import pick_index
from core.domain.pick import Floats
from oo_app.bench.bandit.learners import Contestant, Make, Setting, Shape, package

FLAGS = {
    "squarecb": "--squarecb --gamma_scale {gamma}",
    "epsilon": "--epsilon {epsilon}",
    "regcbopt": "--regcbopt --mellowness {mellowness} --cb_min_cost {least} --cb_max_cost {most}",
}
"""How it explores; names in braces come from the setting."""


class VowpalWabbit:
    """One workspace; the cost of a reward r is `offset` - r."""

    def __init__(self, mode: str, shape: Shape, setting: Setting) -> None:
        flags = FLAGS[mode].format(**setting, least=setting["offset"] - 1, most=setting["offset"])
        self._wabbit = package("vowpalwabbit").Workspace(
            f"--cb_explore_adf {flags} --learning_rate {setting['rate']} --noconstant --quiet"
        )
        self._offset = setting["offset"]
        self._arms = shape.arms
        self._numbers = " ".join(f"{place}:%.5f" for place in range(shape.width))
        self._dice = np.random.default_rng(shape.seed)
        self._asked: tuple[list, float] = ([], 1.0)

    def pick(self, x: Floats) -> int:
        """Return a pick from its probabilities."""
        examples = self._wabbit.parse(self._lines(x))
        shares = np.array(self._wabbit.predict(examples))
        shares /= shares.sum()
        place = pick_index(shares, self._dice)
        self._asked = (examples, float(shares[place]))
        return place

    def learn(self, x: Floats, place: int, reward: float) -> None:
        """Tell it the cost of the pick that was asked last."""
        del x
        examples, share = self._asked
        examples[place].set_label_string(f"0:{self._offset - reward}:{share}")
        self._wabbit.learn(examples)
        self._wabbit.finish_example(examples)

    def _lines(self, x: Floats) -> list[str]:
        if x.ndim == 1:
            numbers = self._numbers % tuple(x.tolist())
            return [f"|arm{place} {numbers}" for place in range(self._arms)]
        return [f"| {self._numbers % tuple(row)}" for row in x.tolist()]


def _maker(mode: str) -> Make:
    return lambda shape, setting: VowpalWabbit(mode, shape, setting)


SQUARECB = Contestant("vw squarecb", _maker("squarecb"), "vowpalwabbit")
"""Inverse gap weighting on its regression."""
EPSILON = Contestant("vw epsilon", _maker("epsilon"), "vowpalwabbit")
"""The best, and anything now and then."""
REGCBOPT = Contestant("vw regcbopt", _maker("regcbopt"), "vowpalwabbit")
"""The highest upper bound by its regression."""
