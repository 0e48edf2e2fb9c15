"""Say in one sentence each what a policy is."""

from collections.abc import Mapping

SENTENCES: Mapping[str, str] = {
    "random": "Every task is as likely as every other: it needs no evidence, and stands in when another fails.",
    "rule-v1": "What is overdue first, then what is urgent, then what is old: it learns nothing.",
    "linucb-v1": "The task with the highest upper bound of what it may be worth: the original's LinUCB.",
    "egreedy-v1": "The best known task, and a random one every tenth time: the original\u2019s \u03b5-greedy.",
    "bayes-v1": (
        "Each task as often as it is likely to be the best for this user, beginning with what most "
        "people answer."
    ),
    "squarecb-ridge-v1": "Each task by how much worse it seems than the best one: inverse gap weighting.",
    "linucb-mix-v1": "LinUCB on our features, with every probability above a floor, so that its log can judge.",
}
"""What each policy does, for who has never read its code."""
PAIR = "Two policies by the toss of a fair coin, so that the log can tell which of them is better."
"""What any pair is."""
UNHEARD = "A policy that this version does not know any more; its past stays in the log."
"""What one is that was taken out."""


def sentence(name: str) -> str:
    """Return what a policy is."""
    if name.startswith("mix("):
        return PAIR
    return SENTENCES.get(name, UNHEARD)
