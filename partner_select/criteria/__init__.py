"""Weights of criteria and rankings of candidates: the methods that consultants use, with their checks and warnings.

Importing it loads numpy only; the solver of linear programs is loaded by the first call that needs it.
"""

from partner_select.criteria.decision_table import DecisionTable, decision_table
from partner_select.criteria.evaluation.dea import dea
from partner_select.criteria.evaluation.fuzzy import fuzzy_evaluation, memberships
from partner_select.criteria.evaluation.grey import grey_relational
from partner_select.criteria.evaluation.preference import Preference
from partner_select.criteria.evaluation.promethee import promethee
from partner_select.criteria.evaluation.topsis import topsis
from partner_select.criteria.evaluation.vikor import vikor
from partner_select.criteria.indicators import IndicatorTree, load_indicators
from partner_select.criteria.method import Bilingual, Method
from partner_select.criteria.registry import find_method, methods
from partner_select.criteria.results import Ranking, Reversal, Weights
from partner_select.criteria.smaa import Acceptability, acceptability_of_sets
from partner_select.criteria.smaa_selection import acceptability
from partner_select.criteria.weight_uncertainty import Dirichlet, Ranges
from partner_select.criteria.weighting.ahp import ahp
from partner_select.criteria.weighting.bwm import bwm
from partner_select.criteria.weighting.combined import combined
from partner_select.criteria.weighting.critic import critic
from partner_select.criteria.weighting.entropy import entropy
from partner_select.criteria.weighting.merec import merec

__all__ = [
    "Acceptability",
    "Bilingual",
    "DecisionTable",
    "Dirichlet",
    "IndicatorTree",
    "Method",
    "Preference",
    "Ranges",
    "Ranking",
    "Reversal",
    "Weights",
    "acceptability",
    "acceptability_of_sets",
    "ahp",
    "bwm",
    "combined",
    "critic",
    "dea",
    "decision_table",
    "entropy",
    "find_method",
    "fuzzy_evaluation",
    "grey_relational",
    "load_indicators",
    "memberships",
    "merec",
    "methods",
    "promethee",
    "topsis",
    "vikor",
]
