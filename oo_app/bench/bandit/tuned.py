"""Keep the settings that were chosen, by `python -m oo_app.bench.bandit.tune`, before any figure was measured.

Everybody's are the best of the grids in rosters.py, by the mean over seeds 1000-1002 of sets and
over worlds 1000-1011; figures are measured on seeds 100-119. Grids whose edge was chosen were
widened once. A library has a setting of its own for each place; ours has one for all, at '*'.
"""

from collections.abc import Mapping

from oo_app.bench.bandit.learners import Setting
from oo_app.bench.bandit.ours import FLOOR

Places = Mapping[str, Setting]
"""Settings by place, '*' for all."""

SETS: Mapping[str, Places] = {
    "bayes-v1": {"*": {"scale": 10, "noise": 1, "explored": 0.05, "floor": FLOOR}},
    "bayes-v1 without floor": {"*": {"scale": 10, "noise": 1, "explored": 0.05, "floor": 0}},
    "linucb-mix-v1": {"*": {"ridge": 0.3, "alpha": 0.3, "floor": FLOOR}},
    "linucb": {"*": {"ridge": 0.3, "alpha": 0.3, "floor": 0}},
    "bayesianbandits per arm": {
        "wine": {"alpha": 30, "beta": 100},
        "breast cancer": {"alpha": 30, "beta": 400},
        "digits": {"alpha": 30, "beta": 400},
    },
    "mabwiser linucb": {
        "wine": {"alpha": 0.3, "ridge": 1},
        "breast cancer": {"alpha": 0.3, "ridge": 1},
        "digits": {"alpha": 1, "ridge": 1},
    },
    "river linucb": {
        "wine": {"alpha": 10, "beta": 100},
        "breast cancer": {"alpha": 1, "beta": 4},
        "digits": {"alpha": 1, "beta": 4},
    },
    "obp linucb": {
        "wine": {"alpha": 0.3},
        "breast cancer": {"alpha": 0.3},
        "digits": {"alpha": 1},
    },
    "contextualbandits linucb": {
        "wine": {"alpha": 0.3, "ridge": 0.3},
        "breast cancer": {"alpha": 0.3, "ridge": 1},
        "digits": {"alpha": 0.3, "ridge": 0.3},
    },
    "vw squarecb": {
        "wine": {"gamma": 1000, "rate": 0.5, "offset": 0},
        "breast cancer": {"gamma": 100, "rate": 10, "offset": 0},
        "digits": {"gamma": 1000, "rate": 2, "offset": 0},
    },
    "vw epsilon": {
        "wine": {"epsilon": 0, "rate": 0.5, "offset": 0},
        "breast cancer": {"epsilon": 0, "rate": 2, "offset": 0},
        "digits": {"epsilon": 0, "rate": 0.5, "offset": 1},
    },
    "random": {"*": {}},
}
"""What plays scikit-learn's sets."""
WORLDS: Mapping[str, Places] = {
    "bayes-v1": {"*": {"scale": 0.3, "noise": 0.25, "explored": 0.3, "floor": FLOOR}},
    "bayes-v1 without floor": {"*": {"scale": 0.1, "noise": 0.25, "explored": 0.3, "floor": 0}},
    "linucb-mix-v1": {"*": {"ridge": 0.3, "alpha": 0.125, "floor": FLOOR}},
    "linucb": {"*": {"ridge": 0.3, "alpha": 0.125, "floor": 0}},
    "bayesianbandits shared": {
        "linear": {"alpha": 3, "beta": 256},
        "kernel": {"alpha": 3, "beta": 64},
        "mlp": {"alpha": 10, "beta": 64},
        "neighbors": {"alpha": 10, "beta": 64},
    },
    "coba linucb": {
        "linear": {"alpha": 0.5},
        "kernel": {"alpha": 0.5},
        "mlp": {"alpha": 0.125},
        "neighbors": {"alpha": 0.25},
    },
    "vw squarecb": {
        "linear": {"gamma": 1000, "rate": 5, "offset": 0},
        "kernel": {"gamma": 1000, "rate": 10, "offset": 0},
        "mlp": {"gamma": 1000, "rate": 2, "offset": 0},
        "neighbors": {"gamma": 1000, "rate": 10, "offset": 0},
    },
    "vw regcbopt": {
        "linear": {"mellowness": 0.0001, "rate": 5, "offset": 0},
        "kernel": {"mellowness": 0.0001, "rate": 5, "offset": 0},
        "mlp": {"mellowness": 0.0001, "rate": 10, "offset": 0},
        "neighbors": {"mellowness": 0.0001, "rate": 10, "offset": 0},
    },
    "random": {"*": {}},
}
"""What plays coba's worlds."""


def setting(places: Places, place: str) -> Setting:
    """Return the setting for a place."""
    return places.get(place) or places.get("*") or {}
