"""What all tests share."""

import json
import os
import signal
from pathlib import Path

# matrices are tiny here: threads of the linear algebra would only wait for each other; read once, when numpy is first imported
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import pytest
from hypothesis import settings

if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:  # a shell ignores Ctrl-C for what it runs in the background; tests send it on purpose
    signal.signal(signal.SIGINT, signal.default_int_handler)

# a kernel compiles on its first call: how long one example takes says nothing
settings.register_profile("patient", deadline=None, max_examples=40)
settings.load_profile("patient")

VECTORS = Path(__file__).parent / "vectors"


@pytest.fixture(scope="session")
def vectors():
    """Return a reader of the reference numbers: ``vectors("values")``."""

    def read(family):
        return json.loads((VECTORS / f"{family}.json").read_text(encoding="utf-8"))["vectors"]

    return read
