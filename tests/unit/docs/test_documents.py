"""What the documents promise is there: settings, links, verbs, decisions, folders."""

import fnmatch
import re
import tomllib
from pathlib import Path

import pytest
import typer.main

from core.settings import Mode, Settings
from oo_app.cli import app

ROOT = Path(__file__).resolve().parents[3]
README = ROOT / "README.md"
EXAMPLE = ROOT / ".env.example"
DECISIONS = sorted((ROOT / "docs" / "adr").glob("[0-9]*.md"))
HEADINGS = ["Context", "Decision", "Rejected", "Consequences", "Enforced by"]
MAX_DECISION_LINES = 40

LINK = re.compile(r'\]\(([^)\s]+)\)|(?:src|href)="([^"]+)"')
ELSEWHERE = re.compile(r"^(?:[a-z]+:|#)")
QUOTED = re.compile(r"`([^`\n]+)`")
MACHINE_PATH = re.compile(r"(?<![\w.$}])/(?:work|root|home|tmp|Users)(?:/|\b)")
REGISTRY = re.compile(r"pypi\.org|pythonhosted\.org|npmjs\.(?:org|com)|index-url")
MAP_LINE = re.compile(r"^(?P<indent> *)(?P<name>[\w.]+)/ +\S")


def unversioned():
    """Return the patterns of what git is told to leave out, as names of folders."""
    lines = (ROOT / ".gitignore").read_text().splitlines()
    return [line.strip("/") for line in lines if line and not line.startswith("#")] + [".git"]


def folders(where):
    """Return the names of the folders that belong to the project."""
    return {
        path.name
        for path in where.iterdir()
        if path.is_dir() and not any(fnmatch.fnmatch(path.name, one) for one in unversioned())
    }


def documents():
    """Return every Markdown file of the project."""
    beside = sorted(ROOT.glob("*.md"))
    inside = [path for name in folders(ROOT) for path in sorted((ROOT / name).rglob("*.md"))]
    return beside + inside


def plain_texts():
    """Return the other files that are written for people who run oO."""
    return [EXAMPLE, ROOT / ".pre-commit-config.yaml", *sorted((ROOT / "deploy").iterdir())]


def named(path):
    """Return a short name of a file for the list of tests."""
    return str(path.relative_to(ROOT))


def settings_named(text):
    """Return the settings that a text in the form of .env gives a value or leaves empty."""
    return re.findall(r"^(OO_[A-Z0-9_]+)=", text, re.MULTILINE)


def make_verbs(text):
    """Return the verbs of `make` that a document tells its readers to use."""
    return set(re.findall(r"(?:^|`|\d )make ([a-z][a-z-]*)", text, re.MULTILINE))


def section(text, heading):
    """Return what stands below a heading, up to the next one of its kind."""
    found = re.search(
        rf"^## {re.escape(heading)}\n(.*?)(?=^## |\Z)", text, re.MULTILINE | re.DOTALL
    )
    assert found, heading
    return found[1]


def map_of_the_tree():
    """Return the folders in README's map, each with those listed inside it."""
    found = {}
    for line in section(README.read_text(), "A map of the tree").splitlines():
        entry = MAP_LINE.match(line)
        if entry and not entry["indent"]:
            inside = found.setdefault(entry["name"], set())
        elif entry:
            inside.add(entry["name"])
    return found


def test_the_example_names_every_setting_once_and_no_other():
    names = settings_named(EXAMPLE.read_text())

    assert sorted(names) == sorted(f"OO_{name.upper()}" for name in Settings.model_fields)


def test_readme_explains_every_setting():
    explained = set(re.findall(r"OO_[A-Z0-9_]+", section(README.read_text(), "Run it for real")))

    assert {f"OO_{name.upper()}" for name in Settings.model_fields} <= explained


def test_the_example_can_be_copied_and_asks_for_what_must_be_filled_in():
    lines = re.findall(r"^OO_([A-Z0-9_]+)=(.+)$", EXAMPLE.read_text(), re.MULTILINE)
    settings = Settings(_env_file=None, **{name.lower(): value for name, value in lines})

    missing = {complaint.split(":")[0] for complaint in settings.complaints()}

    assert settings.mode is Mode.PRODUCTION
    assert missing == {"OO_BASE_URL", "OO_TOKEN_KEYS", "OO_PEPPER"}


def test_the_example_holds_no_secret():
    filled = dict(re.findall(r"^(OO_[A-Z0-9_]+)=(.+)$", EXAMPLE.read_text(), re.MULTILINE))

    secret = re.compile(r"SECRET|KEYS?$|PEPPER|CLIENT_ID|URL|EMAIL|ISSUER")

    assert not [name for name in filled if secret.search(name)]


@pytest.mark.parametrize("document", documents(), ids=named)
def test_every_relative_link_leads_to_a_file(document):
    targets = [one or other for one, other in LINK.findall(document.read_text())]
    relative = [target.split("#")[0] for target in targets if not ELSEWHERE.match(target)]

    assert not [one for one in relative if not (document.parent / one).exists()]


@pytest.mark.parametrize("document", documents() + plain_texts(), ids=named)
def test_no_document_names_a_machine_or_a_registry(document):
    text = document.read_text()

    assert not MACHINE_PATH.findall(text)
    assert not REGISTRY.findall(text)


@pytest.mark.parametrize("document", documents() + plain_texts(), ids=named)
def test_every_verb_of_make_exists(document):
    there = set(re.findall(r"^([a-z][a-z-]*):", (ROOT / "Makefile").read_text(), re.MULTILINE))

    assert make_verbs(document.read_text()) <= there


def test_readme_names_every_verb_that_make_lists():
    listed = set(
        re.findall(r"^([a-z][a-z-]*):.*## ", (ROOT / "Makefile").read_text(), re.MULTILINE)
    )

    assert listed - {"help"} <= make_verbs(README.read_text())


def test_every_command_that_make_runs_exists():
    run = re.findall(r"/oo ([a-z-]+)(?: ([a-z]+))?", (ROOT / "Makefile").read_text())
    commands = typer.main.get_command(app).commands

    unknown = [
        words
        for words in run
        if words[0] not in commands
        or (words[1] and words[1] not in getattr(commands[words[0]], "commands", {words[1]}))
    ]

    assert not unknown


def test_the_runbook_and_readme_name_only_commands_that_exist():
    texts = [README, *sorted((ROOT / "docs" / "runbook").glob("*.md"))]
    told = {
        word for text in texts for word in re.findall(r"(?:`|bin/)oo ([a-z-]+)", text.read_text())
    }

    assert told <= set(typer.main.get_command(app).commands)


def test_there_are_decisions_and_their_index_lists_each():
    index = (ROOT / "docs" / "adr" / "README.md").read_text()

    assert DECISIONS
    assert not [path.name for path in DECISIONS if f"({path.name})" not in index]


@pytest.mark.parametrize("decision", DECISIONS, ids=lambda path: path.name)
def test_every_decision_has_its_headings_and_fits_on_a_page(decision):
    lines = decision.read_text().splitlines()

    assert lines[0].startswith(f"# {decision.name[:4]}. ")
    assert [line[3:] for line in lines if line.startswith("## ")] == HEADINGS
    assert any(re.fullmatch(r"Status: (accepted|superseded by \d{4})", line) for line in lines)
    assert any(re.fullmatch(r"Date: \d{4}-\d{2}-\d{2}", line) for line in lines)
    assert len(lines) <= MAX_DECISION_LINES


@pytest.mark.parametrize("decision", DECISIONS, ids=lambda path: path.name)
def test_every_decision_is_enforced_by_something_that_exists(decision):
    told = section(decision.read_text(), "Enforced by")
    words = QUOTED.findall(told)
    files = [word for word in words if "/" in word or (ROOT / word).exists()]
    contracts = re.findall(r"`([a-z]+(?:-[a-z]+)*)`", told) if "contract" in told else []

    rules = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]

    assert files
    assert not [one for one in files if not (ROOT / one).exists()]
    assert set(contracts) <= {contract["id"] for contract in rules["contracts"]}


def test_the_map_names_every_folder_at_the_top_and_no_other():
    assert set(map_of_the_tree()) == folders(ROOT)


@pytest.mark.parametrize("package", ["core", "oo_admin", "oo_app"])
def test_the_map_names_every_package_inside(package):
    assert map_of_the_tree()[package] == folders(ROOT / package)


def test_readme_keeps_its_order():
    headings = re.findall(r"^## (.+)$", README.read_text(), re.MULTILINE)

    assert headings == [
        "The two commands",
        "Run it for real",
        "A map of the tree",
        "How to develop",
    ]
