"""The checker and everything it imports know no solver, and the package is cheap to import."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

import partner_select as ps

PACKAGE = Path(ps.__file__).parent
HEAVY = ("ortools", "scipy", "numba", "pandas", "allocation", "alliance")

CHECKING = """
import sys
sys.path[:0] = {paths!r}
import partner_select as ps
problem = ps.Problem(ps.Pool(["A", "B"], value=[1, 2], cost=[1, 1]), budget=1)
verdict = ps.check(problem, ["B"])
proof = {{"objective": "2", "bound": "2", "scaling_error": "0", "away_from": []}}
claimed = ps.Selection(("B",), 2.0, verdict.terms, ps.Status.PROVED, 2.0, 0.0, proof)
assert verdict.feasible and all(c.ok for c in ps.verify(problem, claimed))
print([name for name in {heavy!r} if name in sys.modules])
"""


def test_check_and_verify_load_no_solver() -> None:
    script = CHECKING.format(paths=[p for p in sys.path if p], heavy=HEAVY)
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def imported_at_the_top(path: Path) -> set[str]:
    tree = ast.parse(path.read_text(encoding="utf8"))
    found = {alias.name for node in tree.body if isinstance(node, ast.Import) for alias in node.names}
    return found | {node.module or "" for node in tree.body if isinstance(node, ast.ImportFrom)}


@pytest.mark.parametrize("path", sorted(PACKAGE.rglob("*.py")), ids=lambda p: str(p.relative_to(PACKAGE)))
def test_no_file_loads_the_solver_when_imported(path: Path) -> None:
    assert not [name for name in imported_at_the_top(path) if name.split(".")[0] == "ortools"]


def test_solver_values_are_read_in_one_file() -> None:
    readers = (
        "boolean_value",
        "objective_value",
        "best_objective_bound",
        "sufficient_assumptions_for_infeasibility",
        ".value(",
        "response_proto",
    )
    found = {path.name for path in PACKAGE.rglob("*.py") if any(r in path.read_text(encoding="utf8") for r in readers)}
    assert found == {"solve.py"}


def test_every_public_name_exists_and_is_documented() -> None:
    for name in ps.__all__:
        assert getattr(ps, name).__doc__, name


def test_no_module_bears_the_name_of_a_public_function() -> None:
    modules = {path.stem for path in PACKAGE.glob("*.py")} | {path.name for path in PACKAGE.iterdir() if path.is_dir()}
    assert not modules & set(ps.__all__)


def test_every_constraint_and_term_is_registered_once() -> None:
    from partner_select.model import CONSTRAINTS, TERMS

    assert len({c.name for c in CONSTRAINTS}) == len(CONSTRAINTS)
    assert {t.name for t in TERMS} == set(vars(ps.Objective()))
