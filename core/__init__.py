"""Decide everything, without any web framework.

Linear algebra runs on one thread: our matrices are small, so a second one costs more than it brings,
and the order in which threads add up must not decide the last bit of a pick.
"""

import os

for name in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ.setdefault(name, "1")  # noqa: TID251 — numpy reads them when it is first imported
