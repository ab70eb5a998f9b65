"""Checking a proof loads no solver."""

import json
import subprocess
import sys

import pytest

import allocation as al

GAME = [0, 1, 1, 7, 1, 5, 4, 11]

CHILD = """
import json, sys
import allocation as al

stored, values = json.loads(sys.stdin.read())
found = al.verify(al.TableGame(values), al.Allocation.from_dict(stored))
loaded = [name for name in sys.modules if name.startswith(("ortools", "highspy", "scipy.optimize"))]
loaded += [name for name in ("allocation.kernels.simplex", "allocation.excess.master", "allocation.excess.lexicographic") if name in sys.modules]
print(json.dumps([found.ok, loaded]))
"""


@pytest.mark.parametrize("rule", ["nucleolus", "prenucleolus", "mcrs"])
def test_verify_loads_no_solver(rule):
    stored = al.split(al.TableGame(GAME), rule).to_dict()
    answer = subprocess.run([sys.executable, "-c", CHILD], input=json.dumps([stored, GAME]), capture_output=True, text=True, check=True)
    assert json.loads(answer.stdout) == [True, []]


def test_the_solver_is_noticed_when_it_is_used():
    child = CHILD.replace("found =", "al.nucleolus(al.TableGame(values))\nfound =")
    stored = al.nucleolus(al.TableGame(GAME)).to_dict()
    answer = subprocess.run([sys.executable, "-c", child], input=json.dumps([stored, GAME]), capture_output=True, text=True, check=True)
    assert "allocation.kernels.simplex" in json.loads(answer.stdout)[1]
