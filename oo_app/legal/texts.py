"""Hold the legal texts of the version in force; a change of meaning needs a new version."""

from dataclasses import dataclass

Pairs = tuple[tuple[str, str], ...]
"""Names and what is true of them."""


@dataclass(frozen=True, slots=True)
class Part:
    """One section: a paragraph, and points or facts below it."""

    heading: str
    text: str = ""
    points: Pairs = ()
    facts: Pairs = ()


PRIVACY = (
    Part(
        "In short",
        "oO reads the tasks you connect, shows you one of them, and learns from your answer. It "
        "does this for you alone. Nothing is sold, nothing is shown to advertisers, and no other "
        "company’s code runs on these pages.",  # noqa: RUF001 — a real apostrophe
    ),
    Part(
        "What is stored",
        "Words of your tasks are sealed with a key that is yours alone.",
        facts=(
            ("Tasks", "Text, due date, labels and project, while the app is connected"),
            ("Answers", "Done, snoozed or dismissed, and how long you looked, until you leave"),
            ("Receipts", "Why each tip was shown, until you leave"),
            ("Learning", "What your answers have in common, as numbers, until you leave"),
            ("Sign-in", "Your address and your devices, until you leave"),
            ("Consents", "What you allowed, when, and for which text"),
        ),
    ),
    Part(
        "What it is used for",
        points=(
            ("Tips.", "To choose the one you see. oO cannot work without this."),
            ("Nudges.", "To tell you that one thing is ready. Only if you allow it."),
            (
                "Research.",
                (
                    "To give new people a better first week, and to compare ways of choosing, "
                    "without words or names. Only if you allow it."
                ),
            ),
        ),
    ),
    Part(
        "How a tip is chosen",
        "By what a task is, the hour, and what your own answers have shown; in the first days by "
        "what most people’s answers have in common. Now and then oO tries something else, to "  # noqa: RUF001 — a real apostrophe
        "learn. Every tip keeps its receipt: the reasons, the chance with which it was picked, "
        "and the version that picked it.",
    ),
    Part(
        "Who else sees it",
        "Todoist learns that a task is done when you say so. Nobody else is told anything. Whoever "
        "runs this copy sees numbers under a random name; looking up who you are takes a reason, "
        "and the page of your data tells you that it was done, and why.",
    ),
    Part(
        "Cookies",
        "One keeps you signed in; another lives for the minutes of a sign-in. There is "
        "no other, so there is no banner.",
    ),
    Part(
        "Your rights",
        "See, correct, export, restrict, object and delete. Export and deletion are on the page of "
        "your data, in as many taps as it took to say yes; for the rest, write to whoever answers "
        "below. You may also complain to the authority where you live.",
    ),
)
"""The privacy notice."""

TERMS = (
    Part(
        "What oO does",
        "oO shows one of your own tasks at a time and passes on what you answer. It gives no "
        "advice beyond that, and the choice of what to do stays yours.",
    ),
    Part(
        "What you do",
        "You connect only accounts that are yours, and you do not try to break oO or to read what "
        "belongs to others.",
    ),
    Part(
        "What it costs",
        "Nothing, unless whoever runs this copy has agreed otherwise with you.",
    ),
    Part(
        "What nobody can promise",
        "oO may be away at times, and so may the apps it reads. It is made with care and comes "
        "without warranty, as far as the law allows. Your tasks stay in your own app.",
    ),
    Part(
        "How it ends",
        "You may leave at any moment, at once and without a reason. Whoever runs this copy may "
        "close an account that harms others, and says so.",
    ),
)
"""The terms."""

WHO = "Who answers"
"""Heading of the last section of both."""
NOBODY = "The person or company that runs this copy of oO, from whom you have its address."
"""Until the operator is set."""
IN_FORCE = "Text {version}, in force since {date}."
"""Which version this is."""
