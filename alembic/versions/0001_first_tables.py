"""Make the first tables.

Revision ID: 0001
Revises:
"""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)
OPEN = sa.text("status = 'open'")
STANDING = sa.text("undone_at IS NULL")
UNSENT = sa.text("sent_at IS NULL")
WAITING = sa.text("done_at IS NULL AND dead_at IS NULL")

TABLES = """
    users user_keys identities consents sessions attempts
    tip_views tip_scores tip_feedback
    integrations tokens task_lists task_rests
    replies outbox commands revocations erasures tombstones
"""


def upgrade() -> None:
    """Apply the change."""
    people()
    tips()
    links()
    queues()


def downgrade() -> None:
    """Take the change back."""
    for table in reversed(TABLES.split()):
        op.drop_table(table)


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


def partial(
    name: str, table: str, columns: list[str], *, where: sa.TextClause, unique: bool = False
) -> None:
    """Make an index over some of the rows."""
    op.create_index(name, table, columns, unique=unique, sqlite_where=where, postgresql_where=where)


def people() -> None:
    """Make tables for users, what they allowed and where they are signed in."""
    op.create_table(
        "users",
        *columns("id", kind=sa.Uuid()),
        *columns("created_at", kind=MOMENT),
        *columns("role", "timezone", kind=sa.String()),
        *columns("quiet_until", "tombstoned_at", kind=MOMENT, null=True),
        *columns("letters", "welcomed", "disabled", kind=sa.Boolean()),
        sa.PrimaryKeyConstraint("id", name="pk_users"),
    )
    op.create_table(
        "user_keys",
        *columns("user_id", kind=sa.Uuid()),
        *columns("key_id", kind=sa.String()),
        *columns("blob", kind=sa.LargeBinary()),
        sa.PrimaryKeyConstraint("user_id", name="pk_user_keys"),
        sa.ForeignKeyConstraint(
            ["user_id"], ["users.id"], name="fk_user_keys_user_id", ondelete="CASCADE"
        ),
    )
    op.create_index("ix_user_keys_key_id", "user_keys", ["key_id"])
    op.create_table(
        "identities",
        *columns("id", "user_id", kind=sa.Uuid()),
        *columns("issuer", "subject", kind=sa.String()),
        *columns("email_verified", kind=sa.Boolean()),
        *columns("profile", kind=sa.LargeBinary()),
        sa.PrimaryKeyConstraint("id", name="pk_identities"),
        hangs_on_key("identities"),
        sa.UniqueConstraint("issuer", "subject", name="uq_identities_issuer_subject"),
    )
    op.create_index("ix_identities_user_id", "identities", ["user_id"])
    op.create_table(
        "consents",
        *columns("id", "user_id", kind=sa.Uuid()),
        *columns("purpose", "text_version", kind=sa.String()),
        *columns("given", kind=sa.Boolean()),
        *columns("at", kind=MOMENT),
        sa.PrimaryKeyConstraint("id", name="pk_consents"),
        hangs_on_key("consents"),
    )
    op.create_index("ix_consents_user_id", "consents", ["user_id"])
    op.create_table(
        "sessions",
        *columns("hash", "role", "agent", kind=sa.String()),
        *columns("user_id", kind=sa.Uuid()),
        *columns("created_at", "seen_at", kind=MOMENT),
        *columns("ended_at", kind=MOMENT, null=True),
        sa.PrimaryKeyConstraint("hash", name="pk_sessions"),
        hangs_on_key("sessions"),
    )
    op.create_index("ix_sessions_user_id", "sessions", ["user_id"])
    op.create_table(
        "attempts",
        *columns("state_hash", "kind", "provider", "cookie_hash", "return_path", kind=sa.String()),
        *columns("expires_at", kind=MOMENT),
        *columns("user_id", kind=sa.Uuid(), null=True),
        *columns("secrets", kind=sa.LargeBinary()),
        sa.PrimaryKeyConstraint("state_hash", name="pk_attempts"),
        hangs_on_key("attempts"),
    )
    op.create_index("ix_attempts_expires_at", "attempts", ["expires_at"])
    op.create_index("ix_attempts_user_id", "attempts", ["user_id"])


def tips() -> None:
    """Make tables for tips, the picks behind them, and what was answered."""
    op.create_table(
        "tip_views",
        *columns("id", "user_id", kind=sa.Uuid()),
        *columns("task_id", "surface", "policy", "status", kind=sa.String()),
        *columns("body", kind=sa.LargeBinary()),
        *columns("served_at", kind=MOMENT),
        *columns("policy_version", "candidates", kind=sa.Integer()),
        *columns("propensity", kind=sa.Float()),
        sa.PrimaryKeyConstraint("id", name="pk_tip_views"),
        hangs_on_key("tip_views"),
        sa.UniqueConstraint("id", "user_id", name="uq_tip_views_id_user_id"),
    )
    op.create_index("ix_tip_views_user_id_served_at", "tip_views", ["user_id", "served_at"])
    partial("uq_tip_views_open", "tip_views", ["user_id"], unique=True, where=OPEN)
    op.create_table(
        "tip_scores",
        *columns("tip_id", "user_id", kind=sa.Uuid()),
        *columns("policy", "features_version", "seed", "fallback", kind=sa.String()),
        *columns("policy_version", "candidate_count", "feature_count", "chosen", kind=sa.Integer()),
        *columns("feature_names", "candidates", kind=sa.JSON()),
        *columns("features", "probabilities", kind=sa.LargeBinary()),
        sa.PrimaryKeyConstraint("tip_id", name="pk_tip_scores"),
        hangs_on_tip("tip_scores"),
    )
    op.create_table(
        "tip_feedback",
        *columns("id", "user_id", "tip_id", kind=sa.Uuid()),
        *columns("kind", kind=sa.String()),
        *columns("dwell_ms", kind=sa.Integer()),
        *columns("at", kind=MOMENT),
        *columns("snoozed_until", "undone_at", kind=MOMENT, null=True),
        *columns("reason", kind=sa.String(), null=True),
        *columns("reward_milli", kind=sa.Integer(), null=True),
        sa.PrimaryKeyConstraint("id", name="pk_tip_feedback"),
        hangs_on_tip("tip_feedback"),
    )
    op.create_index("ix_tip_feedback_tip_id_user_id", "tip_feedback", ["tip_id", "user_id"])
    op.create_index("ix_tip_feedback_user_id_at", "tip_feedback", ["user_id", "at"])
    partial("uq_tip_feedback_standing", "tip_feedback", ["tip_id"], unique=True, where=STANDING)


def links() -> None:
    """Make tables for links to outside services, and the tasks last seen there."""
    op.create_table(
        "integrations",
        *columns("id", "user_id", kind=sa.Uuid()),
        *columns("provider", "state", kind=sa.String()),
        *columns("external_id", kind=sa.LargeBinary()),
        *columns("connected_at", kind=MOMENT),
        *columns("personal", kind=sa.Boolean()),
        *columns("synced_at", "next_sync_at", "failing_since", kind=MOMENT, null=True),
        *columns("task_count", "failures", "version", kind=sa.Integer()),
        sa.PrimaryKeyConstraint("id", name="pk_integrations"),
        hangs_on_key("integrations"),
        sa.UniqueConstraint("user_id", "provider", name="uq_integrations_user_id_provider"),
    )
    op.create_index("ix_integrations_next_sync_at", "integrations", ["next_sync_at"])
    op.create_table(
        "tokens",
        *columns("integration_id", kind=sa.Uuid()),
        *columns("body", kind=sa.LargeBinary()),
        *columns("version", kind=sa.Integer()),
        *columns("claimed_until", kind=MOMENT, null=True),
        sa.PrimaryKeyConstraint("integration_id", name="pk_tokens"),
        sa.ForeignKeyConstraint(
            ["integration_id"],
            ["integrations.id"],
            name="fk_tokens_integration_id",
            ondelete="CASCADE",
        ),
    )
    op.create_table(
        "task_lists",
        *columns("id", "user_id", kind=sa.Uuid()),
        *columns("provider", kind=sa.String()),
        *columns("body", kind=sa.LargeBinary()),
        *columns("version", kind=sa.Integer()),
        sa.PrimaryKeyConstraint("id", name="pk_task_lists"),
        hangs_on_key("task_lists"),
        sa.UniqueConstraint("user_id", "provider", name="uq_task_lists_user_id_provider"),
    )
    op.create_table(
        "task_rests",
        *columns("tip_id", "user_id", kind=sa.Uuid()),
        *columns("task_id", "cause", kind=sa.String()),
        *columns("until", kind=MOMENT),
        sa.PrimaryKeyConstraint("tip_id", name="pk_task_rests"),
        hangs_on_tip("task_rests"),
    )
    op.create_index("ix_task_rests_user_id_until", "task_rests", ["user_id", "until"])


def queues() -> None:
    """Make tables for what waits for later, and for what outlives a user."""
    op.create_table(
        "replies",
        *columns("user_id", kind=sa.Uuid()),
        *columns("key", "digest", kind=sa.String()),
        *columns("body", kind=sa.LargeBinary()),
        *columns("at", kind=MOMENT),
        sa.PrimaryKeyConstraint("user_id", "key", name="pk_replies"),
        hangs_on_key("replies"),
    )
    op.create_index("ix_replies_at", "replies", ["at"])
    op.create_table(
        "outbox",
        *columns("id", "user_id", kind=sa.Uuid()),
        *columns("subject", "payload", kind=sa.String()),
        *columns("version", kind=sa.Integer()),
        *columns("at", kind=MOMENT),
        *columns("held_until", "sent_at", kind=MOMENT, null=True),
        sa.PrimaryKeyConstraint("id", name="pk_outbox"),
        sa.ForeignKeyConstraint(
            ["user_id"], ["users.id"], name="fk_outbox_user_id", ondelete="CASCADE"
        ),
    )
    op.create_index("ix_outbox_sent_at", "outbox", ["sent_at"])
    partial("ix_outbox_unsent", "outbox", ["id"], where=UNSENT)
    op.create_index("ix_outbox_user_id", "outbox", ["user_id"])
    op.create_table(
        "commands",
        *columns("id", "user_id", kind=sa.Uuid()),
        *columns("provider", "kind", "task_id", "error", kind=sa.String()),
        *columns("created_at", kind=MOMENT),
        *columns("due", kind=sa.LargeBinary(), null=True),
        *columns("tries", kind=sa.Integer()),
        *columns("held_until", "done_at", "dead_at", kind=MOMENT, null=True),
        sa.PrimaryKeyConstraint("id", name="pk_commands"),
        hangs_on_key("commands"),
    )
    op.create_index("ix_commands_user_id", "commands", ["user_id"])
    partial("ix_commands_waiting", "commands", ["created_at"], where=WAITING)
    op.create_table(
        "revocations",
        *columns("id", kind=sa.Uuid()),
        *columns("provider", "receipt", "error", kind=sa.String()),
        *columns("access", kind=sa.LargeBinary(), null=True),
        *columns("created_at", kind=MOMENT),
        *columns("tries", kind=sa.Integer()),
        *columns("held_until", "done_at", "dead_at", kind=MOMENT, null=True),
        sa.PrimaryKeyConstraint("id", name="pk_revocations"),
    )
    partial("ix_revocations_waiting", "revocations", ["created_at"], where=WAITING)
    op.create_table(
        "erasures",
        *columns("receipt", "revocation", kind=sa.String()),
        *columns("asked_at", kind=MOMENT),
        *columns("sessions_ended", kind=sa.Integer()),
        *columns("revoked_at", kind=MOMENT, null=True),
        sa.PrimaryKeyConstraint("receipt", name="pk_erasures"),
    )
    op.create_table(
        "tombstones",
        *columns("receipt", "digest", kind=sa.String()),
        *columns("place", kind=sa.Integer()),
        sa.PrimaryKeyConstraint("receipt", "place", name="pk_tombstones"),
        sa.ForeignKeyConstraint(
            ["receipt"], ["erasures.receipt"], name="fk_tombstones_receipt", ondelete="CASCADE"
        ),
    )
