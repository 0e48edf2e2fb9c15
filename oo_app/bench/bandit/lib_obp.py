"""Enter the Open Bandit Pipeline's LinUCB, without all else that its package would load.

The package loads torch, matplotlib and seaborn at once, of which its linear policies need none.
So its packages are entered as bare ones that only say where their files are, and its module of
checks is read without the line `import torch`: what is left is the pipeline's own code.
"""

import sys
import warnings
from functools import cache
from importlib.machinery import ModuleSpec, SourceFileLoader
from importlib.util import find_spec, module_from_spec, spec_from_file_location
from pathlib import Path
from types import CodeType, ModuleType
from typing import Any

from core.domain.pick import Floats
from oo_app.bench.bandit.learners import Contestant, Setting, Shape, package


class Torchless(SourceFileLoader):
    """Reads a module without torch; never from or to the cache of the installed one."""

    def get_code(self, fullname: str) -> CodeType:
        """Return the code of the module less one import."""
        del fullname
        source = self.get_data(self.path).replace(b"\nimport torch\n", b"\n")
        later = b"from __future__ import annotations\n"
        code: CodeType = self.source_to_code(later + source, self.path)
        return code


@cache
def linear() -> Any:
    """Return `obp.policy.linear`."""
    found = find_spec("obp")
    if found is None or not found.submodule_search_locations:
        raise ModuleNotFoundError("obp")
    root = Path(found.submodule_search_locations[0])
    for name, folder in (("obp", root), ("obp.policy", root / "policy")):
        bare = ModuleType(name)
        bare.__path__ = [str(folder)]
        bare.__spec__ = ModuleSpec(name, None, is_package=True)
        sys.modules[name] = bare
    path = root / "utils.py"
    spec = spec_from_file_location("obp.utils", path, loader=Torchless("obp.utils", str(path)))
    if spec is None or spec.loader is None:
        raise ModuleNotFoundError("obp.utils")
    sys.modules["obp.utils"] = checks = module_from_spec(spec)
    with warnings.catch_warnings():
        # Its docstrings hold backslashes that newer Pythons warn of when they compile them.
        warnings.simplefilter("ignore")
        spec.loader.exec_module(checks)
        return package("obp.policy.linear")


class Pipeline:
    """obp's LinUCB, a model for each arm; its ridge is always 1."""

    def __init__(self, shape: Shape, setting: Setting) -> None:
        self._policy = linear().LinUCB(
            dim=shape.width,
            n_actions=shape.arms,
            epsilon=float(setting["alpha"]),
            random_state=shape.seed,
        )

    def pick(self, x: Floats) -> int:
        """Return its arm."""
        return int(self._policy.select_action(x[None])[0])

    def learn(self, x: Floats, place: int, reward: float) -> None:
        """Teach it one row."""
        self._policy.update_params(action=place, reward=reward, context=x[None])


LINUCB = Contestant("obp linucb", Pipeline, "obp")
"""As it plays sets."""
