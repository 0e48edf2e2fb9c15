"""What a browser is given beside the pages: small, ours, and complete."""

import gzip
import json
import re

import pytest

from core.settings import ROOT

ASSETS = ROOT / "assets"
BUDGET = {"oo.css": 9_000, "oo.js": 4_500, "sw.js": 1_500}
"""Bytes on the wire, compressed."""


@pytest.mark.parametrize("name", BUDGET)
def test_plain_files_stay_small(name):
    assert len(gzip.compress((ASSETS / name).read_bytes())) <= BUDGET[name]


@pytest.mark.parametrize("name", ["oo.css", "oo.js", "sw.js", "offline.html", "manifest.json"])
def test_no_file_names_another_host(name):
    assert not re.search(r"https?://", (ASSETS / name).read_text())


def test_every_file_that_is_named_is_there():
    named = re.findall(r'url\("(/[^"]+)"\)', (ASSETS / "oo.css").read_text())
    named += re.findall(r'"(/[\w.-]+(?:/[\w.-]+)*\.\w+)"', (ASSETS / "sw.js").read_text())
    named += [icon["src"] for icon in json.loads((ASSETS / "manifest.json").read_text())["icons"]]

    assert len(named) >= 8
    assert [name for name in named if not (ASSETS / name.lstrip("/")).is_file()] == []


def test_it_can_be_installed():
    manifest = json.loads((ASSETS / "manifest.json").read_text())

    assert manifest["name"] == "oO"
    assert manifest["display"] == "standalone"
    assert manifest["background_color"] == manifest["theme_color"] == "#000000"
    assert {icon["purpose"] for icon in manifest["icons"]} == {"any", "maskable"}
    assert {"192x192", "512x512"} == {icon["sizes"] for icon in manifest["icons"]}


def test_the_service_worker_keeps_nothing_of_a_person():
    worker = (ASSETS / "sw.js").read_text()

    assert "cache.put" not in worker
    assert not re.search(r"/api|/_event|/settings", worker)


def test_no_script_needs_what_the_policy_forbids():
    script = (ASSETS / "oo.js").read_text()

    assert not re.search(r"\beval\(|new Function|innerHTML|insertAdjacentHTML", script)


def test_the_npm_lock_names_no_registry():
    lock = json.loads((ROOT / "reflex.lock" / "package-lock.json").read_text())

    assert len(lock["packages"]) > 100
    assert not [name for name, package in lock["packages"].items() if "resolved" in package]
    assert all("integrity" in package for name, package in lock["packages"].items() if name)
