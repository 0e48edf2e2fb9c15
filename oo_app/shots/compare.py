"""Lay each picture beside the mock-up's, on sheets that a person can look through."""

from collections.abc import Mapping
from itertools import groupby
from pathlib import Path

from playwright.async_api import Browser

from core.settings import ROOT

MOCK_UPS = ROOT.parent / "shared" / "design" / "mockups" / "person" / "png"
"""Where the mock-ups' pictures are, if they are there."""
NOT_STATES = ("overview", "reflow.", "focus.", "forced-colours.")
"""Pictures there that show no state."""
WIDTHS = {"390": 390, "1280": 640, "390-full": 390, "1280-full": 640}
"""How wide a picture stands on its sheet, by its size."""
SHEET_PX = 2650
"""Width of a sheet: three pairs of phones, two of wide screens."""
STYLE = """body{margin:0;padding:24px;background:#222;color:#ddd;font:14px sans-serif;display:flex;
flex-wrap:wrap;gap:24px;align-items:start}figure{margin:0}figcaption{padding:4px 0}
div{display:flex;gap:8px;align-items:start}p{margin:0;background:#333;padding:24px;box-sizing:border-box}"""
"""The look of a sheet: ours on the left, the mock-up on the right."""


async def sheets(browser: Browser, shots: Path) -> None:
    """Write one sheet for each group and size of pictures: compare.GROUP.SIZE.png."""
    page = await browser.new_page(viewport={"width": SHEET_PX, "height": 900})
    for (group, size), names in groupby(_pictures(shots), key=_sheet):
        stem = f"compare.{group}.{size}"
        html = shots / f"{stem}.html"
        figures = "".join(_figure(shots, name, WIDTHS[size]) for name in names)
        html.write_text(f"<!doctype html><style>{STYLE}</style>{figures}", encoding="utf-8")
        await page.goto(html.as_uri())
        await page.screenshot(path=shots / f"{stem}.png", full_page=True)
        html.unlink()
    await page.close()


async def pairs(
    browser: Browser, folder: Path, wanted: Mapping[str, tuple[Path, Path]], width: int
) -> None:
    """Write one sheet for each pair, of ours and a mock-up's picture: compare.NAME.png."""
    page = await browser.new_page(viewport={"width": SHEET_PX, "height": 900})
    for name, pair in wanted.items():
        html = folder / f"compare.{name}.html"
        figure = _beside(name, pair, width)
        html.write_text(f"<!doctype html><style>{STYLE}</style>{figure}", encoding="utf-8")
        await page.goto(html.as_uri())
        await page.screenshot(path=html.with_suffix(".png"), full_page=True)
        html.unlink()
    await page.close()


def _pictures(shots: Path) -> list[str]:
    ours = {path.stem for path in shots.glob("*.png") if not path.stem.startswith("compare.")}
    theirs = {path.stem for path in MOCK_UPS.glob("*.png") if not _no_state(path.stem)}
    return sorted(ours | theirs, key=lambda stem: (_sheet(stem), stem))


def _no_state(stem: str) -> bool:
    return stem.startswith(NOT_STATES)


def _sheet(stem: str) -> tuple[str, str]:
    name, _, size = stem.rpartition(".")
    return name.partition(".")[0], size


def _figure(shots: Path, stem: str, width: int) -> str:
    return _beside(stem, (shots / f"{stem}.png", MOCK_UPS / f"{stem}.png"), width)


def _beside(name: str, both: tuple[Path, Path], width: int) -> str:
    missing = ("only in the mock-ups", "only here")
    pair = "".join(
        f'<img src="{path.as_uri()}" width="{width}">'
        if path.is_file()
        else f'<p style="width:{width}px">{words}</p>'
        for path, words in zip(both, missing, strict=True)
    )
    return f"<figure><figcaption>{name}</figcaption><div>{pair}</div></figure>"
