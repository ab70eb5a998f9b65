"""Cooperative games: what a coalition is worth, and how to split what it earns."""

from allocation.checks import Properties, Witness, properties
from allocation.claims.registry import claims_rules, divide
from allocation.claims.rule import ClaimsRule
from allocation.errors import AllocationError, EvaluationError, GameError, RuleError, TableTooLargeError
from allocation.excess.analytic_center import analytic_center
from allocation.excess.anti_nucleolus import anti_nucleolus
from allocation.excess.chebyshev_center import chebyshev_center
from allocation.excess.coalition_structure_nucleolus import coalition_structure_nucleolus
from allocation.excess.core_center import core_center
from allocation.excess.core_projection import core_projection
from allocation.excess.core_range import CoreRange, core_range
from allocation.excess.core_vertices import CoreVertices, core_vertices
from allocation.excess.disruption_nucleolus import disruption_nucleolus
from allocation.excess.emptiness import CoreEmptiness, core_emptiness, cost_of_stability
from allocation.excess.least_core import least_core
from allocation.excess.mcrs import mcrs
from allocation.excess.minimal_subsidy import Subsidy, minimal_subsidy
from allocation.excess.minimum_variance import minimum_variance_least_core
from allocation.excess.modiclus import modiclus, simplified_modiclus
from allocation.excess.nucleolus import nucleolus, prenucleolus
from allocation.excess.per_capita_nucleolus import per_capita_nucleolus, per_capita_prenucleolus
from allocation.excess.prekernel import in_kernel, in_prekernel, prekernel, surpluses
from allocation.excess.proportional_nucleolus import proportional_nucleolus
from allocation.excess.sensitivity import Sensitivity, sensitivity
from allocation.excess.stability import Stability, Tight, in_core, stability
from allocation.excess.weighted_nucleolus import weighted_nucleolus, weighted_prenucleolus
from allocation.games.airport import AirportGame
from allocation.games.assignment import AssignmentGame
from allocation.games.base import Game
from allocation.games.claims import ClaimsGame
from allocation.games.cost import CostGame, cost_shares
from allocation.games.derived.dual import DualGame
from allocation.games.derived.quotient import QuotientGame
from allocation.games.derived.savings import SavingsGame
from allocation.games.derived.scaled import ScaledGame
from allocation.games.derived.subgame import Subgame
from allocation.games.derived.sum import SumGame
from allocation.games.derived.superadditive_cover import superadditive_cover
from allocation.games.derived.zero_normalised import ZeroNormalisedGame
from allocation.games.function import FunctionGame
from allocation.games.induced import InducedSubgraphGame
from allocation.games.pairwise import PairwiseGame
from allocation.games.production import ProductionGame
from allocation.games.project import Project, ProjectGame
from allocation.games.rules import Rule, RuleGame
from allocation.games.sequencing import SequencingGame
from allocation.games.table import TableGame
from allocation.games.tree import TreeGame
from allocation.games.voting import VotingGame
from allocation.memory import plan_memory
from allocation.parallel import set_thread_count, thread_count
from allocation.proofs.check import Check, Verification
from allocation.registry import rule_names, rules, split
from allocation.result import Allocation, Proof
from allocation.rounding import largest_remainder
from allocation.rule import AllocationRule, Bilingual
from allocation.sampling.chunks import ChunkedTable, semivalue_of_chunks, shapley_of_chunks
from allocation.sampling.engines.cluster import DaskEngine
from allocation.sampling.engines.engine import Engine, Failed
from allocation.sampling.engines.executor import EngineExecutor
from allocation.sampling.engines.processes import ProcessEngine
from allocation.sampling.engines.threads import ThreadEngine
from allocation.sampling.estimate import estimate
from allocation.sampling.evaluation import Executor, GameExecutor
from allocation.sampling.interactions import InteractionEstimate, estimate_interactions
from allocation.sampling.least_core import sampled_least_core
from allocation.sampling.result import Estimate
from allocation.sampling.stability import EstimatedStability, estimated_stability
from allocation.sharing.centroid import centroid
from allocation.sharing.corrected_shapley import corrected_shapley
from allocation.sharing.enpac import enpac
from allocation.sharing.ensc import ensc
from allocation.sharing.equal import equal
from allocation.sharing.equal_surplus import cis, equal_surplus
from allocation.sharing.gately import gately
from allocation.sharing.nash import asymmetric_nash, nash
from allocation.sharing.proportional import proportional
from allocation.sharing.raiffa import raiffa
from allocation.sharing.scrb import scrb
from allocation.sharing.tau import minimal_rights, tau
from allocation.sharing.topsis_combined import topsis_combined
from allocation.uncertain.blocking import Blocker, BlockingOdds, blocking_odds
from allocation.uncertain.interval import IntervalGame
from allocation.uncertain.interval_shares import IntervalShares, interval_shares
from allocation.uncertain.scenarios import ScenarioTables, scenario_tables
from allocation.uncertain.simulation import ShareDistribution, simulate
from allocation.values.aumann_dreze import aumann_dreze
from allocation.values.banzhaf import banzhaf, banzhaf_normalised
from allocation.values.banzhaf_owen import banzhaf_owen
from allocation.values.batch import shapley_batch
from allocation.values.consensus import consensus
from allocation.values.dividends import dividends
from allocation.values.interaction import banzhaf_interaction, shapley_interaction
from allocation.values.myerson import myerson
from allocation.values.owen import owen
from allocation.values.position import position
from allocation.values.semivalue import beta_chances, binomial_chances, semivalue
from allocation.values.shapley import shapley
from allocation.values.solidarity import solidarity
from allocation.values.weighted_shapley import weighted_shapley
from allocation.verification import verify
from allocation.voting.banzhaf import coleman_act, coleman_initiate, coleman_prevent, penrose, rae
from allocation.voting.deegan_packel import deegan_packel
from allocation.voting.description import IndexDescription
from allocation.voting.johnston import johnston
from allocation.voting.meeting import MEETING_RULES, MeetingRule, Share, Vote
from allocation.voting.minimal import minimal_winning_coalitions
from allocation.voting.power_index import PowerIndex
from allocation.voting.public_good import public_good
from allocation.voting.registry import power, power_indices
from allocation.voting.roles import VoterRoles, roles_of_voters
from allocation.voting.shapley_shubik import shapley_shubik

__all__ = [
    "MEETING_RULES",
    "AirportGame",
    "Allocation",
    "AllocationError",
    "AllocationRule",
    "AssignmentGame",
    "Bilingual",
    "Blocker",
    "BlockingOdds",
    "Check",
    "ChunkedTable",
    "ClaimsGame",
    "ClaimsRule",
    "CoreEmptiness",
    "CoreRange",
    "CoreVertices",
    "CostGame",
    "DaskEngine",
    "DualGame",
    "Engine",
    "EngineExecutor",
    "Estimate",
    "EstimatedStability",
    "EvaluationError",
    "Executor",
    "Failed",
    "FunctionGame",
    "Game",
    "GameError",
    "GameExecutor",
    "IndexDescription",
    "InducedSubgraphGame",
    "InteractionEstimate",
    "IntervalGame",
    "IntervalShares",
    "MeetingRule",
    "PairwiseGame",
    "PowerIndex",
    "ProcessEngine",
    "ProductionGame",
    "Project",
    "ProjectGame",
    "Proof",
    "Properties",
    "QuotientGame",
    "Rule",
    "RuleError",
    "RuleGame",
    "SavingsGame",
    "ScaledGame",
    "ScenarioTables",
    "Sensitivity",
    "SequencingGame",
    "Share",
    "ShareDistribution",
    "Stability",
    "Subgame",
    "Subsidy",
    "SumGame",
    "TableGame",
    "TableTooLargeError",
    "ThreadEngine",
    "Tight",
    "TreeGame",
    "Verification",
    "Vote",
    "VoterRoles",
    "VotingGame",
    "Witness",
    "ZeroNormalisedGame",
    "analytic_center",
    "anti_nucleolus",
    "asymmetric_nash",
    "aumann_dreze",
    "banzhaf",
    "banzhaf_interaction",
    "banzhaf_normalised",
    "banzhaf_owen",
    "beta_chances",
    "binomial_chances",
    "blocking_odds",
    "centroid",
    "chebyshev_center",
    "cis",
    "claims_rules",
    "coalition_structure_nucleolus",
    "coleman_act",
    "coleman_initiate",
    "coleman_prevent",
    "consensus",
    "core_center",
    "core_emptiness",
    "core_projection",
    "core_range",
    "core_vertices",
    "corrected_shapley",
    "cost_of_stability",
    "cost_shares",
    "deegan_packel",
    "disruption_nucleolus",
    "divide",
    "dividends",
    "enpac",
    "ensc",
    "equal",
    "equal_surplus",
    "estimate",
    "estimate_interactions",
    "estimated_stability",
    "gately",
    "in_core",
    "in_kernel",
    "in_prekernel",
    "interval_shares",
    "johnston",
    "largest_remainder",
    "least_core",
    "mcrs",
    "minimal_rights",
    "minimal_subsidy",
    "minimal_winning_coalitions",
    "minimum_variance_least_core",
    "modiclus",
    "myerson",
    "nash",
    "nucleolus",
    "owen",
    "penrose",
    "per_capita_nucleolus",
    "per_capita_prenucleolus",
    "plan_memory",
    "position",
    "power",
    "power_indices",
    "prekernel",
    "prenucleolus",
    "properties",
    "proportional",
    "proportional_nucleolus",
    "public_good",
    "rae",
    "raiffa",
    "roles_of_voters",
    "rule_names",
    "rules",
    "sampled_least_core",
    "scenario_tables",
    "scrb",
    "semivalue",
    "semivalue_of_chunks",
    "sensitivity",
    "set_thread_count",
    "shapley",
    "shapley_batch",
    "shapley_interaction",
    "shapley_of_chunks",
    "shapley_shubik",
    "simplified_modiclus",
    "simulate",
    "solidarity",
    "split",
    "stability",
    "superadditive_cover",
    "surpluses",
    "tau",
    "thread_count",
    "topsis_combined",
    "verify",
    "weighted_nucleolus",
    "weighted_prenucleolus",
    "weighted_shapley",
]
