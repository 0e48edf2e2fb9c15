"""The demo people whom the stand-in providers know.

Nobody here exists. The stand-in issuers let a visitor sign in as any of them, and the stand-in
Todoist holds tasks for each. One is an admin, so that the console can be seen in a demo.
"""

from dataclasses import dataclass

ADMIN_EMAIL = "ines@demo.example"
"""The demo's admin: `OO_ADMIN_SEED_EMAIL` in demo."""


@dataclass(frozen=True, slots=True)
class Person:
    """One demo person, the same at every stand-in provider."""

    sub: str
    name: str
    email: str
    timezone: str
    about: str


PEOPLE = (
    Person(
        "demo-mira",
        "Mira Lindqvist",
        "mira@demo.example",
        "Europe/Stockholm",
        "Designer, two children, an allotment",
    ),
    Person(
        "demo-tariq",
        "Tariq Haddad",
        "tariq@demo.example",
        "Asia/Amman",
        "Writes in Arabic and English, night owl",
    ),
    Person(
        "demo-aiko", "Aiko Tanaka", "aiko@demo.example", "Asia/Tokyo", "Researcher, many deadlines"
    ),
    Person(
        "demo-ines", "Ines Okafor", ADMIN_EMAIL, "Europe/London", "Runs this copy of oO: an admin"
    ),
)
