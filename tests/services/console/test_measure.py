"""What is measured of the console: every page opens over the log, and keeps little."""

import shutil

import pytest

from core import wiring
from core.clock import SystemClock
from core.domain.session import NOBODY
from oo_app import main
from oo_app.bench.console.admins import held
from oo_app.bench.console.ask import LOG, PANELS, Admin, state_bytes
from oo_app.bench.console.fill import fill_sqlite
from oo_app.bench.console.invent import Size
from oo_app.bench.console.measure import _raw
from oo_app.bench.console.places import Place
from oo_app.shared.session import act_as


@pytest.fixture
def place(sqlite_template, tmp_path):
    size = Size.of(6000, SystemClock().now().toordinal())
    file = tmp_path / "oo.sqlite3"
    shutil.copy(sqlite_template, file)
    fill_sqlite(file, size)
    return Place("SQLite", f"sqlite:///{file}", size)


@pytest.fixture
async def admin(place):
    assert main.app is not None
    core = wiring.start(place.settings)
    yield Admin(place.user)
    act_as(NOBODY)
    wiring.use(None)
    await core.close()


async def test_every_page_opens_without_trouble_and_keeps_little(admin):
    kept = {it.name: state_bytes(await admin.load(it)) for it in (*PANELS, *LOG)}

    assert max(kept.values()) < 100_000, kept
    assert kept["log, 90 days: newest"] > 2 * kept["log, 90 days: never served"]
    assert min(kept[it.name] for it in PANELS) > 1000


async def test_a_scan_of_the_facts_says_what_the_sums_say(place, admin):
    figures = await _raw(place, wiring.running(), admin)

    assert figures[0].ok, figures[0]


def test_ten_admins_click_and_nothing_breaks(place):
    begin, end, clicks = held(place, 0.02)

    assert begin > 0
    assert end > 0
    assert clicks >= 10
