"""What leaves the console as a file says what the screen says, and cannot run in a spreadsheet."""

import csv
import io
import json
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from oo_admin.exported import Exported
from oo_admin.exporting import as_csv, as_json, file_name
from oo_admin.here import read_here

HERE = read_here(
    "/admin/users?p=2026-09-17..2026-09-18&f=link:lost",
    datetime(2026, 10, 14, tzinfo=UTC),
    ZoneInfo("UTC"),
)
TABLE = Exported(("user", "tips"), [("u_abcdefgh", 3), ('=1+1,"x"', 0)])


def test_csv_reads_back_as_the_rows_it_was_made_of():
    rows = list(csv.reader(io.StringIO(as_csv(TABLE))))

    assert rows[:2] == [["user", "tips"], ["u_abcdefgh", "3"]]


def test_no_cell_is_a_formula():
    assert "'=1+1" in as_csv(TABLE)


def test_json_says_what_it_is_about():
    made = json.loads(as_json(TABLE, HERE))

    assert made["rows"][0] == {"user": "u_abcdefgh", "tips": 3}
    assert made["address"].endswith("f=link:lost")
    assert made["from"].startswith("2026-09-17")


def test_the_file_is_named_after_the_page_and_its_days():
    assert file_name("users", HERE) == "oo-users_2026-09-17_2026-09-18"
