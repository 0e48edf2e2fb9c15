"""Make the report of a run as one HTML file that asks nobody for anything."""

from importlib.resources import files

from core.sim.findings import Findings
from core.sim.report.facts import Facts
from core.sim.report.figures import plain
from core.sim.report.markup import NOTHING, Markup, tag
from core.sim.report.sections import Section, sections
from core.sim.report.words import BENEFIT, headline, size, warnings

RULES = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
"""What a browser may do with the page: show it, with its own styles."""


def page(found: Findings, facts: Facts) -> str:
    """Return the report, to be written as UTF-8."""
    head = tag(
        "head",
        tag("meta", charset="utf-8"),
        tag("meta", http_equiv="Content-Security-Policy", content=RULES),
        tag("meta", name="viewport", content="width=device-width, initial-scale=1"),
        tag("meta", name="color-scheme", content="dark"),
        tag("title", f"oO simulation: {headline(found, facts)}"),
        tag("style", _style()),
    )
    parts = sections(found, facts)
    main = tag("main", *map(_section, parts))
    body = tag("body", _header(found, facts), _contents(parts), main, _footer(facts))
    return f"<!doctype html>\n{tag('html', head, body, lang='en').source}\n"


def _style() -> Markup:
    return Markup(files("core.sim.report").joinpath("style.css").read_text(encoding="utf-8"))


def _header(found: Findings, facts: Facts) -> Markup:
    said = warnings(found, facts)
    return tag(
        "header",
        tag("p", "oO laboratory, run ", tag("code", plain(facts.run_id)), class_="run"),
        tag("h1", headline(found, facts)),
        tag("p", f"{size(found)}. ", tag("strong", BENEFIT), class_="sub"),
        tag("ul", *(tag("li", it) for it in said), class_="warnings") if said else NOTHING,
    )


def _contents(parts: tuple[Section, ...]) -> Markup:
    links = [tag("a", it.title, href=f"#{it.place}") for it in parts]
    return tag("nav", *links, aria_label="On this page")


def _section(part: Section) -> Markup:
    return tag("section", tag("h2", part.title, id=part.place), part.body)


def _footer(facts: Facts) -> Markup:
    command = tag("pre", tag("code", plain(facts.command)), tabindex="0")
    return tag("footer", tag("h2", "Make it again"), command)
