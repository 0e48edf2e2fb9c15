"""Make room for what policies learn: scores, shadows, outcomes, rewards, posteriors, experiments.

Picks of before stay: their features and probabilities to the last bit, with scores of nothing.
Going back drops what was learned. Tips served meanwhile also say what spoke for them; a release
from before cannot open those.

Revision ID: 0002
Revises: 0001
"""

import zlib
from uuid import UUID

import numpy as np
import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)
TRAINED = sa.text("state <> ''")
FAST = 1
AT_ONCE = 200
BEFORE = "tip_scores_before"

TABLES = "tip_shadows tip_outcomes tip_rewards posteriors policy_states priors experiments"


def upgrade() -> None:
    """Apply the change."""
    op.add_column("users", sa.Column("policy", sa.String(), server_default="", nullable=False))
    windows()
    set_aside()
    picks(shape_of_now())
    carry(shape_of_before(), shape_of_now(), later)
    op.drop_table(BEFORE)
    op.create_index("ix_tip_scores_day", "tip_scores", ["day"])
    state_index("tip_scores")
    shadows()
    tips()
    people()
    everybody()


def downgrade() -> None:
    """Take the change back."""
    for table in reversed(TABLES.split()):
        op.drop_table(table)
    op.drop_index("ix_tip_scores_state", "tip_scores")
    op.drop_index("ix_tip_scores_day", "tip_scores")
    set_aside()
    picks(shape_of_before())
    carry(shape_of_now(), shape_of_before(), earlier)
    op.drop_table(BEFORE)
    op.drop_index("ix_tip_views_window_open", "tip_views")
    op.drop_column("tip_views", "window_open")
    op.drop_column("users", "policy")


def columns(*names: str, kind: sa.types.TypeEngine, null: bool = False) -> list[sa.Column]:
    """Return columns of one kind."""
    return [sa.Column(name, kind, nullable=null) for name in names]


def hangs_on_key(table: str) -> sa.ForeignKeyConstraint:
    """Return what makes a row go with its user's key."""
    name = f"fk_{table}_user_id"
    return sa.ForeignKeyConstraint(
        ["user_id"], ["user_keys.user_id"], name=name, ondelete="CASCADE"
    )


def hangs_on_tip(table: str) -> sa.ForeignKeyConstraint:
    """Return what makes a row go with a tip, which must be the same user's."""
    name = f"fk_{table}_tip_id_user_id"
    return sa.ForeignKeyConstraint(
        ["tip_id", "user_id"], ["tip_views.id", "tip_views.user_id"], name=name, ondelete="CASCADE"
    )


def windows() -> None:
    """Say of each tip whether its reward may still change; no reward was kept before."""
    op.add_column(
        "tip_views",
        sa.Column("window_open", sa.Boolean(), server_default=sa.false(), nullable=False),
    )
    op.create_index(
        "ix_tip_views_window_open",
        "tip_views",
        ["served_at"],
        sqlite_where=sa.text("window_open = 1"),
        postgresql_where=sa.text("window_open"),
    )


def set_aside() -> None:
    """Make way for another shape of the picks; on PostgreSQL, names of constraints are taken too."""
    if op.get_context().dialect.name == "postgresql":
        op.drop_constraint("fk_tip_scores_tip_id_user_id", "tip_scores")
        op.drop_constraint("pk_tip_scores", "tip_scores")
    op.rename_table("tip_scores", BEFORE)


def scoring() -> list[sa.Column]:
    """Return the columns of what one policy made of the candidates, apart from its numbers."""
    return [
        *columns("policy", "state", "prior", "fallback", kind=sa.String()),
        *columns("policy_version", "chosen", kind=sa.Integer()),
    ]


def state_index(table: str) -> None:
    """Make an index over what refers to a state."""
    op.create_index(
        f"ix_{table}_state",
        table,
        ["user_id", "state"],
        sqlite_where=TRAINED,
        postgresql_where=TRAINED,
    )


def picks(shape: list[sa.Column]) -> None:
    """Make the table for picks, in either shape."""
    op.create_table(
        "tip_scores",
        *shape,
        sa.PrimaryKeyConstraint("tip_id", name="pk_tip_scores"),
        hangs_on_tip("tip_scores"),
    )


def shape_of_before() -> list[sa.Column]:
    """Return the columns of a pick as they were."""
    return [
        *columns("tip_id", "user_id", kind=sa.Uuid()),
        *columns("policy", "features_version", "seed", "fallback", kind=sa.String()),
        *columns("policy_version", "candidate_count", "feature_count", "chosen", kind=sa.Integer()),
        *columns("feature_names", "candidates", kind=sa.JSON()),
        *columns("features", "probabilities", kind=sa.LargeBinary()),
    ]


def shape_of_now() -> list[sa.Column]:
    """Return the columns of a pick as they are from now on; what is long stands last."""
    return [
        *columns("tip_id", "user_id", kind=sa.Uuid()),
        *scoring(),
        *columns("day", "took_us", "candidate_count", "feature_count", kind=sa.Integer()),
        *columns("assigned_policy", "assigned_by", "experiment", kind=sa.String()),
        *columns("chance", kind=sa.Float()),
        *columns("seed", "code", "features_version", kind=sa.String()),
        *columns("feature_names", "candidates", "barred", kind=sa.JSON()),
        *columns("probabilities", "scores", "features", kind=sa.LargeBinary()),
    ]


def carry(there: list[sa.Column], here: list[sa.Column], changed) -> None:
    """Write every pick that was set aside into the new table, some at a time."""
    connection = op.get_bind()
    old, new = sa.table(BEFORE, *there), sa.table("tip_scores", *here)
    views = sa.table("tip_views", *columns("id", kind=sa.Uuid()), *columns("served_at", kind=MOMENT))
    query = (
        sa.select(old, views.c.served_at)
        .join(views, views.c.id == old.c.tip_id)
        .where(old.c.tip_id > sa.bindparam("after", type_=sa.Uuid()))
        .order_by(old.c.tip_id)
        .limit(AT_ONCE)
    )
    after = UUID(int=0)
    while rows := connection.execute(query, {"after": after}).mappings().all():
        changes = [{**row, **changed(row)} for row in rows]
        kept = [{name: it[name] for name in new.columns.keys()} for it in changes]
        connection.execute(new.insert(), kept)
        after = rows[-1]["tip_id"]


def later(row: sa.RowMapping) -> dict:
    """Return what is new of a pick of before."""
    return {
        "state": "",
        "prior": "",
        "day": row["served_at"].toordinal(),
        "took_us": 0,
        "assigned_policy": row["policy"],
        "assigned_by": "deployment",
        "experiment": "",
        "chance": 1.0,
        "code": "",
        "barred": [],
        "probabilities": zlib.compress(row["probabilities"], FAST),
        "scores": zlib.compress(bytes(8 * row["candidate_count"]), FAST),
        "features": zlib.compress(row["features"], FAST),
    }


def earlier(row: sa.RowMapping) -> dict:
    """Return the numbers of a pick as they lay before: eight bytes each."""
    features = zlib.decompress(row["features"])
    count = row["candidate_count"] * row["feature_count"]
    if len(features) != 8 * count:
        features = np.frombuffer(features, "<f4").astype("<f8").tobytes()
    return {"probabilities": zlib.decompress(row["probabilities"]), "features": features}


def shadows() -> None:
    """Make the table for policies that stood beside."""
    op.create_table(
        "tip_shadows",
        *columns("tip_id", "user_id", kind=sa.Uuid()),
        *columns("place", kind=sa.Integer()),
        *scoring(),
        *columns("probabilities", "scores", kind=sa.LargeBinary()),
        sa.PrimaryKeyConstraint("tip_id", "place", name="pk_tip_shadows"),
        hangs_on_tip("tip_shadows"),
    )
    state_index("tip_shadows")


def tips() -> None:
    """Make tables for what became of tips, and what they were worth."""
    op.create_table(
        "tip_outcomes",
        *columns("id", "user_id", "tip_id", kind=sa.Uuid()),
        *columns("kind", "source", "rule", kind=sa.String()),
        *columns("at", kind=MOMENT),
        *columns("dwell_ms", kind=sa.Integer(), null=True),
        sa.PrimaryKeyConstraint("id", name="pk_tip_outcomes"),
        hangs_on_tip("tip_outcomes"),
    )
    op.create_index("ix_tip_outcomes_tip_id_user_id", "tip_outcomes", ["tip_id", "user_id"])
    op.create_index("ix_tip_outcomes_user_id_at", "tip_outcomes", ["user_id", "at"])
    op.create_table(
        "tip_rewards",
        *columns("id", "user_id", "tip_id", kind=sa.Uuid()),
        *columns("spec", "state", "features_version", kind=sa.String()),
        *columns("at", kind=MOMENT),
        *columns("milli", kind=sa.Integer(), null=True),
        *columns("day", kind=sa.Integer()),
        *columns("feature_names", kind=sa.JSON()),
        *columns("vector", kind=sa.LargeBinary()),
        sa.PrimaryKeyConstraint("id", name="pk_tip_rewards"),
        hangs_on_tip("tip_rewards"),
    )
    op.create_index("ix_tip_rewards_tip_id_id", "tip_rewards", ["tip_id", "id"])
    op.create_index("ix_tip_rewards_user_id", "tip_rewards", ["user_id"])


def people() -> None:
    """Make tables for what was learned about users."""
    op.create_table(
        "posteriors",
        *columns("user_id", kind=sa.Uuid()),
        *columns("policy", "state", kind=sa.String()),
        *columns("version", kind=sa.Integer()),
        *columns("at", kind=MOMENT),
        *columns("blob", kind=sa.LargeBinary()),
        sa.PrimaryKeyConstraint("user_id", "policy", name="pk_posteriors"),
        hangs_on_key("posteriors"),
    )
    op.create_table(
        "policy_states",
        *columns("user_id", kind=sa.Uuid()),
        *columns("state", "policy", kind=sa.String()),
        *columns("at", kind=MOMENT),
        *columns("blob", kind=sa.LargeBinary()),
        sa.PrimaryKeyConstraint("user_id", "state", name="pk_policy_states"),
        hangs_on_key("policy_states"),
    )
    op.create_index("ix_policy_states_at", "policy_states", ["at"])


def everybody() -> None:
    """Make tables for what is known of people in general, and what is being compared."""
    op.create_table(
        "priors",
        *columns("id", "policy", "features_version", kind=sa.String()),
        *columns("people", kind=sa.Integer()),
        *columns("at", kind=MOMENT),
        *columns("blob", kind=sa.LargeBinary()),
        sa.PrimaryKeyConstraint("id", name="pk_priors"),
    )
    op.create_index("ix_priors_policy_at", "priors", ["policy", "at"])
    op.create_table(
        "experiments",
        *columns("name", kind=sa.String()),
        *columns("shares", kind=sa.JSON()),
        *columns("began_at", kind=MOMENT),
        *columns("ended_at", kind=MOMENT, null=True),
        sa.PrimaryKeyConstraint("name", name="pk_experiments"),
    )
