"""What all tests share."""

import json
from pathlib import Path

import pytest
from hypothesis import settings

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
