"""Name the people of a run, alike in every process that must know them."""

from oo_app.sandbox.people import Person


def crowd(count: int) -> tuple[Person, ...]:
    """Return so many people; none of them exists."""
    return tuple(
        Person(f"chaos-{n:03}", f"Person {n}", f"p{n}@chaos.example", "Europe/Berlin", "")
        for n in range(count)
    )
