"""Everything that is written can be read, in the dark and on paper."""

import re
from importlib.resources import files

import pytest

CSS = files("core.sim.report").joinpath("style.css").read_text(encoding="utf-8")
SCREEN, PRINT = CSS.split("@media print")
WRITTEN = ("text", "text-2", "text-3", "warn", "reference", *(f"p{it}" for it in range(6)))
DRAWN = ("better", "worse", "open", "base")


def colours(css):
    return dict(re.findall(r"--([\w-]+): (#[0-9A-F]{6})", css))


def light(colour):
    parts = [int(colour[it : it + 2], 16) / 255 for it in (1, 3, 5)]
    linear = [it / 12.92 if it <= 0.04045 else ((it + 0.055) / 1.055) ** 2.4 for it in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one, other):
    dark, bright = sorted((light(one), light(other)))
    return (bright + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("css", [SCREEN, PRINT], ids=["screen", "print"])
def test_text_and_marks_stand_out(css):
    known = colours(css)

    texts = {it: contrast(known[it], known["canvas"]) for it in WRITTEN}
    marks = {it: contrast(known[it], known["canvas"]) for it in DRAWN}
    assert {it: ratio for it, ratio in texts.items() if ratio < 4.5} == {}
    assert {it: ratio for it, ratio in marks.items() if ratio < 3} == {}


def test_paper_has_a_colour_for_all_that_the_screen_has():
    assert set(colours(SCREEN)) - set(colours(PRINT)) == {"focus"}
