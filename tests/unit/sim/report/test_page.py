"""The report as a page: what it says, and that nobody can make it say something else."""

import re
from html.parser import HTMLParser
from importlib.resources import files
from itertools import pairwise

import pytest

from core.domain.sim_run import RunState
from core.sim.report.figures import MINUS
from core.sim.report.page import page
from core.sim.report.sections import sections
from tests.unit.sim.report.lab import groups, nothing_found, some_facts, some_findings

EVIL = "<script>alert('1')</script>&\"\u202e"
VOID = {"meta", "br"}


class Read(HTMLParser):
    """Reads a page, and notes whatever is not closed in order."""

    def __init__(self, source):
        super().__init__()
        self.open, self.wrong, self.tags, self.words = [], [], [], []
        self.feed(source)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        if not self.open or self.open.pop() != tag:
            self.wrong.append(tag)

    def handle_data(self, data):
        if self.open and self.open[-1] != "style":
            self.words.append(data)

    def all(self, name):
        return [attrs for tag, attrs in self.tags if tag == name]

    @property
    def text(self):
        return " ".join(" ".join(self.words).split())


POLICIES = ("bayes-v1", "linucb-v1", "egreedy-v1", "random", "rule-v1", "oracle")
STATES = {
    "all": lambda: page(some_findings(policies=POLICIES, turned=("gated",)), some_facts()),
    "one policy": lambda: page(
        some_findings(policies=("bayes-v1", "random", "oracle")), some_facts()
    ),
    "no gap": lambda: page(some_findings(worlds=("careless",), scored=()), some_facts()),
    "nobody": lambda: page(nothing_found(), some_facts(state=RunState.RUNNING)),
    "two people": lambda: page(some_findings(people=("a", "b")), some_facts(("a", "b"))),
    "references": lambda: page(
        some_findings(policies=("random", "rule-v1", "oracle")), some_facts()
    ),
    "hostile": lambda: page(
        some_findings(worlds=(EVIL, "gated"), people=(EVIL, "b", "c", "d")),
        some_facts(
            (EVIL, "b", "c", "d"),
            run_id=EVIL,
            code=EVIL,
            note=EVIL,
            command=EVIL,
            state=RunState.STOPPED,
            groups=dict.fromkeys((EVIL, "b", "c", "d"), EVIL),
        ),
    ),
}


@pytest.fixture(scope="module")
def pages():
    return {name: make() for name, make in STATES.items()}


@pytest.fixture(scope="module", params=STATES)
def read(request, pages):
    return Read(pages[request.param])


def test_every_element_is_closed_in_order(read):
    assert (read.wrong, read.open) == ([], [])


def test_nothing_is_fetched_and_nothing_runs(read, pages):
    rules = [it["content"] for it in read.all("meta") if "http-equiv" in it]

    assert rules[0].startswith("default-src 'none'; style-src 'unsafe-inline'")
    assert not {"script", "img", "link", "iframe", "form", "object"} & {it for it, _ in read.tags}
    assert not any({"src", "onload", "onclick"} & set(it) for _, it in read.tags)
    assert all(it["href"].startswith("#") for it in read.all("a"))


def test_the_styles_fetch_nothing():
    css = files("core.sim.report").joinpath("style.css").read_text(encoding="utf-8")

    assert not re.search(r"url\(|@import|</", css)


def test_the_page_says_its_language_and_what_it_is(read):
    assert read.all("html") == [{"lang": "en"}]
    assert read.text.startswith("oO simulation: ")


def test_headings_come_in_order(read):
    levels = [int(tag[1]) for tag, _ in read.tags if re.fullmatch(r"h[1-6]", tag)]

    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(b - a <= 1 for a, b in pairwise(levels))


def test_every_link_leads_to_one_place(read):
    places = [it["id"] for _, it in read.tags if "id" in it]

    assert len(set(places)) == len(places)
    assert {it["href"][1:] for it in read.all("a")} == set(places)


def test_every_table_has_a_caption_scopes_and_a_box_to_scroll_in(read):
    tables, captions = len(read.all("table")), len(read.all("caption"))
    boxes = [it for it in read.all("div") if it.get("class") == "scroll"]

    assert tables == captions == len(boxes)
    assert all(it["tabindex"] == "0" and it["aria-label"] for it in boxes)
    assert all(it["scope"] in {"col", "row", "rowgroup"} for it in read.all("th"))


def test_every_picture_has_words_that_stand_for_it(read):
    pictures = [it for it in read.all("svg") if it.get("aria-hidden") != "true"]

    assert all(it["role"] == "img" and len(it["aria-label"]) > 20 for it in pictures)


def test_no_figure_is_not_a_number(read):
    shapes = " ".join(
        value for tag, it in read.tags for value in it.values() if value and tag != "meta"
    )

    assert not re.search(r"\bnan\b|\binf\b", f"{read.text} {shapes}")


def test_every_page_says_that_it_is_nobodys_benefit(read):
    assert "no figure here is a user's benefit" in read.text
    assert "Make it again" in read.text


def test_what_strangers_wrote_is_text(pages):
    hostile = Read(pages["hostile"])

    assert "<script" not in pages["hostile"]
    assert "\u202e" not in pages["hostile"]
    assert "<script>alert('1')</script>&\"" in hostile.text


def test_the_verdict_is_a_word_with_its_interval(pages):
    text = Read(pages["all"]).text

    assert re.search(r"worse -0\.\d\d \[-0\.\d\d, -0\.\d\d\]", text.replace(MINUS, "-"))
    assert "every world with a gap no evidence" in text


def test_the_sections_of_a_whole_run():
    titles = [it.title for it in sections(some_findings(policies=POLICIES), some_facts())]

    assert titles == [
        "Verdict",
        "Differences between policies",
        "Getting to know a person",
        "What each policy came to",
        "What became of the tips",
        "Does it know how sure it may be?",
        "Whom each policy serves worst",
        "Do worlds agree on the order?",
        "Persona by persona",
        "How this was made",
        "What a simulation cannot tell",
    ]


@pytest.mark.parametrize(
    ("state", "said"),
    [
        ("one policy", "One policy only: there is nothing to compare it with."),
        ("no gap", "There is no gap to close in any world."),
        ("no gap", "No policy's score stands for a chance."),
        ("nobody", "it takes two people"),
        ("nobody", "Still running"),
        ("hostile", "Stopped."),
    ],
)
def test_an_empty_state_says_why(pages, state, said):
    assert said in Read(pages[state]).text


def test_those_come_first_whom_the_first_policy_serves_worst():
    found = some_findings(worlds=("linear",))
    shares = dict(found.worlds[0].line("bayes-v1").by_persona)

    text = Read(page(found, some_facts())).text.split("linear: share of their own gap")[1]

    listed = re.findall(r"person-\d\d", text)
    assert listed == sorted(shares, key=shares.get)
    assert f"{listed[0]} {groups(tuple(sorted(shares)))[listed[0]]}" in text


def test_a_group_that_falls_short_is_told_in_words():
    unfair = some_findings(worlds=("linear",), slighted="parents")

    text = Read(page(unfair, some_facts())).text

    assert re.search(r"parents 0\.\d\d \[0\.\d\d, 0\.\d\d\] below 0\.80: 0\.\d\d", text)


def test_a_group_of_one_is_named_as_too_small():
    people = ("a", "b", "c", "d")
    alone = {"a": "one", "b": "rest", "c": "rest", "d": "rest"}
    found = some_findings(worlds=("linear",), people=people, grouped=alone)

    text = Read(page(found, some_facts(groups=alone))).text

    assert re.search(r"bayes-v1 rest 0\.\d\d \[.*?\] \d\.\d\d one", text)


def test_differences_in_reward_have_a_picture_of_their_own_and_three_decimals(pages):
    pictures = [it["aria-label"] for it in Read(pages["all"]).all("svg") if "aria-label" in it]

    shares = [it for it in pictures if it.startswith("difference in shares of the gap")]
    rewards = [it for it in pictures if it.startswith("difference in reward")]
    assert (len(shares), len(rewards)) == (2, 2)
    assert not any("careless" in it for it in shares)
    assert all("linear" not in it and re.search(r"0\.\d{3} \[", it) for it in rewards)


def test_each_of_ten_bins_has_its_row():
    found = some_findings(worlds=("linear",))
    text = Read(page(found, some_facts())).text.split("foretold chance bayes-v1")[-1]

    for it in found.worlds[0].line("bayes-v1").calibration.table:
        low = int(it.predicted * 10) / 10
        assert f"{low:.1f} to {low + 0.1:.1f} {it.observed:.2f} ({it.n})" in text
    assert "0.9 to 1.0" in text
