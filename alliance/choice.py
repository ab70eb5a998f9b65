"""From a scenario to a partner selection problem, and from its answer to the document."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

import partner_select as ps
from alliance.document import Check, Coverage, Limit, PartnerSet, SelectionOutcome, Term, Wording, said
from alliance.scenario.schema import Member, Project, Scenario, Selection
from alliance.valuation import project_game, wording
from allocation import AllocationError

__all__ = ["choose", "problem_of"]

Progress = Callable[[float, float, float], None]
