"""Load those parts of the Open Bandit Pipeline that ours are measured by, and nothing else of it.

The package loads all of itself at once, and torch, matplotlib and seaborn with it, of which its
estimators need none. So its packages are entered here as bare ones that only say where their files
are, and `obp/utils.py` is read without its line `import torch`: what is left is the pipeline's own
code, less one check for tensors that the estimators do not call.
"""

import importlib
import sys
import warnings
from importlib.machinery import SourceFileLoader
from importlib.util import find_spec, module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType

ROOT = Path(find_spec("obp").submodule_search_locations[0])


class Torchless(SourceFileLoader):
    """Reads a module without torch; never from or to the cache of the installed one."""

    def get_code(self, fullname):
        source = self.get_data(self.path)
        assert source.count(b"\nimport torch\n") == 1
        later = b"from __future__ import annotations\n"
        return self.source_to_code(later + source.replace(b"\nimport torch\n", b"\n"), self.path)


def _bare(name):
    package = ModuleType(name)
    package.__path__ = [str(ROOT.joinpath(*name.split(".")[1:]))]
    sys.modules[name] = package


def _load():
    for name in ("obp", "obp.ope", "obp.dataset"):
        _bare(name)
    path = ROOT / "utils.py"
    spec = spec_from_file_location("obp.utils", path, loader=Torchless("obp.utils", str(path)))
    sys.modules["obp.utils"] = utils = module_from_spec(spec)
    with warnings.catch_warnings():
        # Its docstrings hold backslashes that newer Pythons warn of when they compile them.
        for category in (DeprecationWarning, SyntaxWarning):
            warnings.simplefilter("ignore", category)
        spec.loader.exec_module(utils)
        parts = ("ope.estimators", "ope.estimators_tuning", "dataset.synthetic")
        return tuple(importlib.import_module(f"obp.{part}") for part in parts)


estimators, tuning, synthetic = _load()
