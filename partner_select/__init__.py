"""Partner selection: which candidates to take into an alliance, within limits, with a proof.

Importing this package loads numpy only; the solver is loaded by the first call that needs it.
"""

from partner_select import criteria as criteria
from partner_select.best_set import select
from partner_select.checking import Verdict, check
from partner_select.comparison import ComparedSet, compare
from partner_select.complementarity_kernels import complementarity
from partner_select.contribution import CandidateRow, Explanation, Swap, explain
from partner_select.errors import ScaleError, SelectionError
from partner_select.explanation import Clash, why_infeasible
from partner_select.model import Check
from partner_select.near_optimal import NearOptimal, alternatives, sets_within
from partner_select.pareto import Frontier, FrontierPoint, frontier
from partner_select.partition_result import Partition
from partner_select.pool import Pool
from partner_select.problem import Need, Objective, Problem
from partner_select.selection import Selection, Status, TermValue
from partner_select.structure import partition
from partner_select.sweep import SweepStep, budget_sweep, size_sweep
from partner_select.verification import verify

__all__ = [
    "CandidateRow",
    "Check",
    "Clash",
    "ComparedSet",
    "Explanation",
    "Frontier",
    "FrontierPoint",
    "NearOptimal",
    "Need",
    "Objective",
    "Partition",
    "Pool",
    "Problem",
    "ScaleError",
    "Selection",
    "SelectionError",
    "Status",
    "Swap",
    "SweepStep",
    "TermValue",
    "Verdict",
    "alternatives",
    "budget_sweep",
    "check",
    "compare",
    "complementarity",
    "explain",
    "frontier",
    "partition",
    "select",
    "sets_within",
    "size_sweep",
    "verify",
    "why_infeasible",
]
