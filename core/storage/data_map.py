"""Say for each table whose rows it holds, how they go, and how they are handed over (D1, D4)."""

from dataclasses import dataclass
from enum import StrEnum


class Erased(StrEnum):
    """How a table forgets a user."""

    WITH_KEY = "with_key"
    """Its rows hang on the user's key and go when that is destroyed."""
    BY_USER = "by_user"
    """Its rows are deleted by the user's id."""
    BLANKED = "blanked"
    """Its row stays as a tombstone, without a personal field."""
    SOON = "soon"
    """Its rows do not know their user, hold only sealed secrets, and expire within a day."""
    STAYS = "stays"
    """Its rows stay as an account of what was done: they name people by random ids alone."""
    NEVER = "never"
    """It is nobody's: that somebody was erased, what many have in common, what never lived."""


@dataclass(frozen=True, slots=True)
class Holding:
    """What one table holds about a person."""

    table: str
    holds: str
    found_by: str
    """The column, or the table it hangs on, that says whose a row is; empty when nothing does."""
    erased: Erased
    exported_by: str = ""
    """The port that hands the rows to their user; empty when there is nothing to hand over."""


DATA_MAP = (
    Holding("users", "role, clock, preferences, policy", "id", Erased.BLANKED, "users.get"),
    Holding("user_keys", "the sealed data key", "user_id", Erased.WITH_KEY),
    Holding(
        "identities",
        "issuer, subject; e-mail and name, sealed",
        "user_id",
        Erased.WITH_KEY,
        "history.identities",
    ),
    Holding("consents", "answers to purposes", "user_id", Erased.WITH_KEY, "consents.of"),
    Holding("sessions", "hash, browser, times", "user_id", Erased.WITH_KEY, "sessions.of"),
    Holding("attempts", "sealed secrets of ten minutes", "user_id", Erased.WITH_KEY),
    Holding(
        "integrations",
        "state; who the user is over there, sealed",
        "user_id",
        Erased.WITH_KEY,
        "integrations.of",
    ),
    Holding("tokens", "access and refresh token, sealed", "integrations", Erased.WITH_KEY),
    Holding("task_lists", "open tasks, sealed", "user_id", Erased.WITH_KEY, "tasks.of"),
    Holding("task_rests", "task ids and times", "tip_views", Erased.WITH_KEY, "tasks.rests"),
    Holding(
        "tip_views",
        "task, reason and numbers for it, sealed; policy",
        "user_id",
        Erased.WITH_KEY,
        "history.tips",
    ),
    Holding("tip_scores", "task ids and numbers", "tip_views", Erased.WITH_KEY, "tips.pick_of"),
    Holding(
        "tip_shadows", "numbers of other policies", "tip_views", Erased.WITH_KEY, "tips.pick_of"
    ),
    Holding("tip_feedback", "answers and dwell", "tip_views", Erased.WITH_KEY, "history.reactions"),
    Holding("tip_outcomes", "answers, silence, dwell", "tip_views", Erased.WITH_KEY, "outcomes.of"),
    Holding("tip_rewards", "numbers: value, features", "tip_views", Erased.WITH_KEY, "rewards.of"),
    Holding("tip_facts", "ids and numbers of tips", "user_id", Erased.WITH_KEY, "facts.of_user"),
    Holding("user_facts", "times, counts, policy", "user_id", Erased.WITH_KEY, "user_facts.gather"),
    Holding("user_days", "tips and answers by day", "user_id", Erased.WITH_KEY, "actives.days"),
    Holding("rollup_slots", "sums over tips", "", Erased.NEVER),
    Holding("rollup_targets", "sums that judge policies", "", Erased.NEVER),
    Holding("rollup_bins", "how many times of each size", "", Erased.NEVER),
    Holding("rollup_actives", "how many users a day", "", Erased.NEVER),
    Holding("rollup_state", "how far counting has come", "", Erased.NEVER),
    Holding("posteriors", "sums of numbers", "user_id", Erased.WITH_KEY, "posteriors.of"),
    Holding("policy_states", "the same sums as they were", "user_id", Erased.WITH_KEY),
    Holding("posterior_resets", "which policy was to forget, when", "user_id", Erased.WITH_KEY),
    Holding("posterior_snapshots", "sums of numbers, for a week", "user_id", Erased.WITH_KEY),
    Holding("saved_views", "names and filters of console pages", "owner", Erased.WITH_KEY),
    Holding("priors", "means over ten people or more", "", Erased.NEVER),
    Holding("experiments", "policies and shares", "", Erased.NEVER),
    Holding(
        "admin_actions",
        "who did what in the console, and why",
        "object",
        Erased.STAYS,
        "audit.page",
    ),
    Holding("deployments", "which policy served when", "", Erased.NEVER),
    Holding("change_requests", "who asked for it: a pseudonym, why", "", Erased.NEVER),
    Holding("annotations", "what happened to oO, in few words", "", Erased.NEVER),
    Holding("sim_runs", "plans of simulations", "", Erased.NEVER),
    Holding("sim_shards", "parts of them, and which process computes them", "", Erased.NEVER),
    Holding("sim_events", "decisions of invented people", "", Erased.NEVER),
    Holding("replies", "answers to repeat, sealed", "user_id", Erased.WITH_KEY),
    Holding("outbox", "events: ids and numbers", "user_id", Erased.BY_USER),
    Holding("inbox", "which events had their effect", "user_id", Erased.BY_USER),
    Holding("dead_letters", "events: ids and numbers", "user_id", Erased.BY_USER),
    Holding("deliveries", "what a webhook told: task ids, times", "user_id", Erased.WITH_KEY),
    Holding("leases", "which process runs what", "", Erased.NEVER),
    Holding("commands", "task ids; a due, sealed", "user_id", Erased.WITH_KEY),
    Holding("revocations", "a token, sealed by oO's key", "", Erased.SOON),
    Holding("erasures", "receipt and times", "", Erased.NEVER),
    Holding("tombstones", "keyed digests", "", Erased.NEVER),
)
"""Every table of oO; a test fails when one is missing."""
