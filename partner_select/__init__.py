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
from partner_select.joint import joint_game
from partner_select.model import Check
from partner_select.near_optimal import NearOptimal, alternatives, sets_within
from partner_select.one_factor import one_factor_losses
from partner_select.pareto import Frontier, FrontierPoint, frontier
from partner_select.partition_result import Partition
from partner_select.pool import Pool
from partner_select.problem import Need, Objective, Problem
from partner_select.repairs import Change, Repair, cheapest_repairs
from partner_select.selection import Selection, Status, TermValue
from partner_select.stable import SplitPreview, split_preview
from partner_select.structure import partition
from partner_select.sweep import SweepStep, budget_sweep, size_sweep
from partner_select.trust import acquainted, bridging, cooperation_distance, trust_matrix
from partner_select.verification import verify

__all__ = [
    "CandidateRow",
    "Change",
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
    "Repair",
    "ScaleError",
    "Selection",
    "SelectionError",
    "SplitPreview",
    "Status",
    "Swap",
    "SweepStep",
    "TermValue",
    "Verdict",
    "acquainted",
    "alternatives",
    "bridging",
    "budget_sweep",
    "cheapest_repairs",
    "check",
    "compare",
    "complementarity",
    "cooperation_distance",
    "explain",
    "frontier",
    "joint_game",
    "one_factor_losses",
    "partition",
    "select",
    "sets_within",
    "size_sweep",
    "split_preview",
    "trust_matrix",
    "verify",
    "why_infeasible",
]
