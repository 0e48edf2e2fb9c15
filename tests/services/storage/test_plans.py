"""What runs often, or over everybody's rows, finds its index on SQLite."""

import pytest
from sqlalchemy.dialects import sqlite

from core.storage import (
    annotations,
    deployments,
    exposures,
    history,
    outcomes,
    pick_log,
    posteriors,
    priors,
    resets,
    rewards,
    sim_lives,
    simulation,
    traces,
)

PLANS = {
    "pasts": (history._PASTS, ["ix_tip_views_user_id_served_at", "uq_tip_feedback_standing"]),
    "unanswered": (outcomes._UNANSWERED, ["uq_tip_views_open", "ix_tip_outcomes_tip_id_user_id"]),
    "provisional": (rewards._PROVISIONAL, ["ix_tip_views_window_open", "ix_tip_rewards_tip_id_id"]),
    "reward of a tip": (rewards._OF_TIP, ["ix_tip_rewards_tip_id_id"]),
    "tips of tasks": (traces._TIPS, ["ix_tip_views_user_id_served_at"]),
    "commands about tasks": (traces._COMMANDS, ["ix_commands_user_id"]),
    "newest prior": (priors._NEWEST, ["ix_priors_policy_at"]),
    "sweep of picks": (pick_log._SWEEP, ["ix_tip_scores_day"]),
    "sweep of states": (
        posteriors._SWEEP,
        ["ix_policy_states_at", "ix_tip_scores_state", "ix_tip_shadows_state"],
    ),
    "what stands": (deployments._STANDING, ["uq_deployments_stands"]),
    "resets of a user": (resets._OF, ["ix_posterior_resets_user_id"]),
    "marks of a time": (annotations._BETWEEN, ["ix_annotations_at"]),
    "whom an experiment reached": (exposures._ONE, ["COVERING INDEX ix_tip_facts_experiment"]),
    "whom all reached": (exposures._ALL, ["COVERING INDEX ix_tip_facts_experiment"]),
    "newest mark": (annotations._NEWEST, ["ix_annotations_kind_at"]),
    "next shard": (simulation._FREE, ["ix_sim_shards_undone"]),
    "page of lives": (sim_lives._PAGE, ["(run_id=? AND (place,policy)>(?,?))"]),
}


@pytest.mark.parametrize("name", PLANS)
async def test_the_index_is_found(sqlite_store, name):
    query, indexes = PLANS[name]
    statement = str(query.compile(dialect=sqlite.dialect()))
    unknown = (None,) * statement.count("?")

    async with sqlite_store._engine.connect() as connection:
        plan = await connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", unknown)

    told = " ".join(row[3] for row in plan)
    assert [index for index in indexes if index not in told] == []
