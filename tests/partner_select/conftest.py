"""Kernels are compiled once, before the first test: how long that takes says nothing about what a test asks."""

from __future__ import annotations

import pytest
from partner_instances import alliance_problem

import partner_select as ps


@pytest.fixture(scope="session", autouse=True)
def compiled() -> None:
    """Load every kernel of a search."""
    ps.select(alliance_problem(36, share=0.1, most=3, seed=1), time_limit=120)
