"""The decision on the default policy says what the comparison it cites says, to the digit."""

import json
import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
DECISION = (ROOT / "docs" / "adr" / "0037-promotion.md").read_text("utf-8")
FOUND = json.loads((ROOT / "docs" / "simulation" / "heldout.json").read_text("utf-8"))


def digits(value, low, high):
    """Return a figure with its bounds as the decision spells it."""
    return f"{value:.2f} [{low:.2f}, {high:.2f}]".replace("-", "\u2212")


def told():
    """Return the table: by world, what is said of each policy."""
    rows = re.findall(r"^\| ([a-z]+) \| (.+) \|$", DECISION, re.MULTILINE)
    return {world: cells.split(" | ") for world, cells in rows if world != "world"}


def shown(world):
    """Return the same from the figures."""
    if not world["clear"]:
        return ["no gap", *["0"] * len(world["comparisons"])]
    head = next(it for it in world["policies"] if it["policy"] == FOUND["first"])["gap"]
    return [
        digits(head["value"], head["low"], head["high"]),
        *(digits(it["difference"], it["low"], it["high"]) for it in world["comparisons"]),
    ]


def test_the_table_is_that_of_the_comparison():
    assert told() == {it["world"]: shown(it) for it in FOUND["worlds"]}


def test_the_comparison_is_whole_and_its_command_is_cited():
    run = FOUND["run"]

    assert (run["state"], run["done"]) == ("done", run["total"])
    assert FOUND["plan"]["personas"] == "heldout"
    flat = " ".join(DECISION.split())
    assert f"--policies {','.join(FOUND['plan']['policies'][:5])} --personas heldout" in flat


def test_the_verdicts_are_those_of_the_comparison():
    said = {it["policy"]: it["verdict"] for it in FOUND["conclusions"]}

    assert said.pop("linucb-mix-v1") == "no evidence"
    assert set(said.values()) == {"worse"}
