"""Our estimators against the Open Bandit Pipeline's, on its generated data, its sample, our export."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from core.bandit.formats import feedback, padded
from core.bandit.off_policy import (
    Judged,
    dm,
    dr,
    dr_os,
    ips,
    judged,
    sndr,
    snips,
    switch_dr,
)
from core.bandit.reward_model import expected_rewards
from core.bandit.settled import SettledPicks
from core.bandit.tuning import GRID, tuned_lam, tuned_tau
from tests.fakes.logs import a_world
from tests.services.off_policy.pipeline import ROOT, estimators, synthetic, tuning

TAU, LAM = 3.0, 7.0
SAME = {"rel": 1e-9, "abs": 1e-9}
CAMPAIGNS = ("all", "men", "women")
GENERATED = 60


def theirs(logged, target, expected):
    """Return the pipeline's seven estimates; target and expected are (n, actions, positions)."""
    known = {
        "reward": logged["reward"],
        "action": logged["action"],
        "pscore": logged["pscore"],
        "position": logged["position"],
        "action_dist": target,
        "estimated_rewards_by_reg_model": expected,
    }
    every = {
        "ips": estimators.InverseProbabilityWeighting(),
        "snips": estimators.SelfNormalizedInverseProbabilityWeighting(),
        "dm": estimators.DirectMethod(),
        "dr": estimators.DoublyRobust(),
        "sndr": estimators.SelfNormalizedDoublyRobust(),
        "switch_dr": estimators.SwitchDoublyRobust(lambda_=TAU),
        "dr_os": estimators.DoublyRobustWithShrinkage(lambda_=LAM),
    }
    return {name: float(one.estimate_policy_value(**known)) for name, one in every.items()}


def ours(it):
    plain = {one.__name__: one(it).value for one in (ips, snips, dm, dr, sndr)}
    return plain | {"switch_dr": switch_dr(it, TAU).value, "dr_os": dr_os(it, LAM).value}


def a_policy(rng, scores):
    """Return a distribution for each row of scores, (n, actions): soft, greedy, or even."""
    kind = rng.integers(4)
    greedy = np.eye(scores.shape[1])[scores.argmax(axis=1)]
    if kind == 0:
        return greedy
    if kind == 1:
        return np.full_like(scores, 1 / scores.shape[1])
    if kind == 2:
        return 0.9 * greedy + 0.1 / scores.shape[1]
    grown = np.exp(rng.uniform(-5, 5) * scores)
    return grown / grown.sum(axis=1, keepdims=True)


def generated(seed):
    """Return one of the pipeline's synthetic logs, with a policy to judge and a model that errs."""
    rng = np.random.default_rng(seed)
    kind, shape = [
        ("binary", synthetic.logistic_reward_function),
        ("continuous", synthetic.linear_reward_function),
        ("binary", synthetic.logistic_polynomial_reward_function),
    ][seed % 3]
    source = synthetic.SyntheticBanditDataset(
        n_actions=int(rng.integers(2, 40)),
        dim_context=int(rng.integers(1, 6)),
        reward_type=kind,
        reward_function=shape,
        behavior_policy_function=[None, synthetic.linear_behavior_policy][seed % 2],
        beta=float(rng.uniform(-1, 4)),
        random_state=seed,
    )
    logged = source.obtain_batch_bandit_feedback(n_rounds=int(rng.integers(200, 1500)))
    truth = logged["expected_reward"]
    target = a_policy(rng, truth + rng.normal(0, 0.3, truth.shape))
    return logged, target, truth + rng.normal(0.2, 0.5, truth.shape)


def lined_up(logged):
    n, actions = logged["pi_b"].shape[:2]
    return SettledPicks(
        features=np.zeros((n * actions, 0)),
        propensities=logged["pi_b"][:, :, 0].ravel(),
        sizes=np.full(n, actions),
        chosen=logged["action"],
        rewards=logged["reward"].astype(float),
        users=np.arange(n) % 10,
    )


@pytest.mark.parametrize("seed", range(GENERATED))
def test_seven_estimates_are_the_pipelines_on_its_generated_logs(seed):
    logged, target, expected = generated(seed)

    it = judged(lined_up(logged), target.ravel(), expected.ravel())

    assert ours(it) == pytest.approx(
        theirs(logged, target[:, :, None], expected[:, :, None]), **SAME
    )


@pytest.mark.parametrize("seed", range(12))
def test_seven_estimates_are_the_pipelines_under_monstrous_weights(seed):
    rng = np.random.default_rng(seed)
    logged, target, expected = generated(seed)
    logged["pscore"] = 10.0 ** rng.uniform(-7, 0, logged["n_rounds"])
    place = np.arange(logged["n_rounds"]), logged["action"]
    it = Judged(
        reward=logged["reward"],
        weight=target[place] / logged["pscore"],
        expected=expected[place],
        value=(target * expected).sum(axis=1),
        users=np.zeros(logged["n_rounds"], dtype=int),
    )

    assert ours(it) == pytest.approx(
        theirs(logged, target[:, :, None], expected[:, :, None]), **SAME
    )


@pytest.mark.parametrize("seed", range(20))
def test_thresholds_are_the_ones_that_the_pipeline_tunes(seed):
    logged, target, expected = generated(seed)
    known = {
        "reward": logged["reward"],
        "action": logged["action"],
        "pscore": logged["pscore"],
        "action_dist": target[:, :, None],
        "estimated_rewards_by_reg_model": expected[:, :, None],
    }
    switch = tuning.SwitchDoublyRobustTuning(lambdas=[*GRID], tuning_method="mse")
    shrink = tuning.DoublyRobustWithShrinkageTuning(lambdas=[*GRID], tuning_method="mse")
    switched, shrunken = (
        switch.estimate_policy_value(**known),
        shrink.estimate_policy_value(**known),
    )

    it = judged(lined_up(logged), target.ravel(), expected.ravel())
    tau, lam = tuned_tau(it), tuned_lam(it)

    assert (tau, lam) == (switch.best_hyperparam, shrink.best_hyperparam)
    assert switch_dr(it, tau).value == pytest.approx(switched, **SAME)
    assert dr_os(it, lam).value == pytest.approx(shrunken, **SAME)


def sample(policy, campaign):
    """Return the bundled ten thousand rows of the Open Bandit Dataset that one policy logged."""
    columns = ["item_id", "position", "click", "propensity_score"]
    rows = pd.read_csv(
        ROOT / "dataset/obd" / policy / campaign / f"{campaign}.csv", usecols=columns
    )
    return {
        "action": rows["item_id"].to_numpy(),
        "position": rows["position"].to_numpy() - 1,
        "reward": rows["click"].to_numpy(),
        "pscore": rows["propensity_score"].to_numpy(),
    }


def shares(logged, items):
    """Return how often a log shows each item at each of the three positions, (items, 3)."""
    counts = np.zeros((items, 3))
    np.add.at(counts, (logged["action"], logged["position"]), 1)
    return counts / counts.sum(axis=0)


def clicks(logged, items):
    """Return the smoothed click rate of each item at each position, (items, 3)."""
    shown, clicked = np.zeros((items, 3)), np.zeros((items, 3))
    place = logged["action"], logged["position"]
    np.add.at(shown, place, 1)
    np.add.at(clicked, place, logged["reward"])
    return (clicked + 0.1) / (shown + 10)


@pytest.mark.parametrize("campaign", CAMPAIGNS)
@pytest.mark.parametrize(("log", "other"), [("random", "bts"), ("bts", "random")])
def test_seven_estimates_are_the_pipelines_on_the_open_bandit_sample(campaign, log, other):
    logged, judge = sample(log, campaign), sample(other, campaign)
    items = int(max(logged["action"].max(), judge["action"].max())) + 1
    target, expected = shares(judge, items), clicks(logged, items)
    place = logged["action"], logged["position"]
    it = Judged(
        reward=logged["reward"],
        weight=target[place] / logged["pscore"],
        expected=expected[place],
        value=(target * expected).sum(axis=0)[logged["position"]],
        users=np.zeros(len(logged["reward"]), dtype=int),
    )
    n = len(logged["reward"])

    found = theirs(logged, np.tile(target, (n, 1, 1)), np.tile(expected, (n, 1, 1)))

    assert n == 10_000
    assert ours(it) == pytest.approx(found, **SAME)


def test_an_exported_log_says_to_the_pipeline_what_it_says_to_us():
    world = a_world(seed=3)
    expected = expected_rewards(world.picks)
    exported = feedback(world.settled)
    actions = exported["n_actions"]
    parts = np.split(expected, np.cumsum(world.picks.sizes)[:-1])

    found = theirs(
        exported, padded(world.target, actions)[:, :, None], padded(parts, actions)[:, :, None]
    )

    assert ours(judged(world.picks, world.targets, expected)) == pytest.approx(found, **SAME)
    assert len(set(world.picks.sizes)) > 1


def a_fresh_log(seed):
    """Return one of the pipeline's logs with ten actions and features for our reward model."""
    source = synthetic.SyntheticBanditDataset(
        n_actions=10,
        dim_context=5,
        reward_function=synthetic.logistic_reward_function,
        behavior_policy_function=synthetic.linear_behavior_policy,
        random_state=seed,
    )
    logged = source.obtain_batch_bandit_feedback(n_rounds=5000)
    context = np.repeat(logged["context"], 10, axis=0)
    action = np.tile(np.eye(10), (5000, 1))
    crossed = (action[:, :, None] * context[:, None, :]).reshape(50_000, 50)
    return logged, replace(lined_up(logged), features=np.hstack([action, crossed]))


def test_our_reward_model_brings_dr_nearer_to_the_pipelines_truth():
    errors = []
    for seed in range(20):
        logged, picks = a_fresh_log(seed)
        truth = logged["expected_reward"]
        target = np.exp(8 * truth) / np.exp(8 * truth).sum(axis=1, keepdims=True)
        it = judged(picks, target.ravel(), expected_rewards(picks))
        worth = (target * truth).sum(axis=1).mean()
        errors.append([abs(one(it).value / worth - 1) for one in (ips, dr)])

    of_ips, of_dr = np.mean(errors, axis=0)

    assert of_dr < of_ips
    assert of_dr < 0.016
