"""Give what has a fixed colour in the console its colour: one for a reaction, one for a policy."""

REACTIONS = {
    "done": "var(--ck-done)",
    "snooze": "var(--ck-snooze)",
    "dismiss": "var(--ck-dismiss)",
    "none": "var(--ck-noanswer)",
}
"""Reactions, and silence: the same on every page."""
POLICIES = {
    "bayes": "var(--ck-p-bayes)",
    "linucb": "var(--ck-p-linucb)",
    "squarecb": "var(--ck-p-squarecb)",
    "egreedy": "var(--ck-p-egreedy)",
    "rule": "var(--ck-p-holdback)",
}
"""Policies by the first word of their name; they never borrow a reaction's colour."""
OTHER = "var(--ck-other)"
"""Whatever has no colour of its own."""
REWARDS = {
    -1000: "var(--ck-r-m100)",
    -300: "var(--ck-r-m030)",
    0: "var(--ck-r-0)",
    100: "var(--ck-r-010)",
    300: "var(--ck-r-030)",
    600: "var(--ck-r-060)",
    1000: "var(--ck-r-100)",
}
"""Values of the reward in thousandths: brighter towards both ends; 0 is no answer."""


def of_policy(name: str) -> str:
    """Return a policy's colour."""
    return POLICIES.get(name.split("-", 1)[0], OTHER)
