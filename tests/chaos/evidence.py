"""Keep a database in which something was found, before it is dropped."""

import shutil
import subprocess
from pathlib import Path


def keep(database_url: str, folder: Path) -> None:
    """Write a PostgreSQL database to the run's folder; a SQLite file lies there already."""
    if database_url.startswith("postgresql") and (dump := shutil.which("pg_dump")):
        command = [dump, "--file", str(folder / "oo.sql"), database_url]
        subprocess.run(command, check=False)  # noqa: S603 - our own words
