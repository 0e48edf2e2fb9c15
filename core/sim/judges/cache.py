"""Keep a model's answers in files, so that a run that is repeated costs nothing."""

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path
from tempfile import NamedTemporaryFile


@dataclass(frozen=True, slots=True)
class Cache:
    """A folder of small JSON files, one an answer, named by the hash of everything asked."""

    folder: Path

    def get(self, key: str) -> str | None:
        """Return the answer kept under a key; None when there is none that can be read."""
        try:
            return self._path(key).read_text(encoding="utf-8")
        except (OSError, UnicodeError):
            return None  # a broken file is as good as none: it will be written again

    def keep(self, key: str, answer: str) -> None:
        """Keep a JSON text; whoever reads meanwhile sees the old file or the new one, whole."""
        path = self._path(key)
        path.parent.mkdir(parents=True, exist_ok=True)
        with NamedTemporaryFile(
            "w", encoding="utf-8", dir=path.parent, suffix=".tmp", delete=False
        ) as fresh:
            fresh.write(answer)
        Path(fresh.name).replace(path)

    def _path(self, key: str) -> Path:
        return self.folder / key[:2] / f"{key}.json"


def key_of(identity: str, question: str, take: int) -> str:
    """Return the SHA-256 of who is asked, what, and for the how-manieth time, as hex."""
    whole = json.dumps([identity, question, take])
    return hashlib.sha256(whole.encode()).hexdigest()
