"""The house rules that a machine can check."""

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PACKAGES = ("allocation", "partner_select", "alliance")
MAY_IMPORT = {
    "allocation": {"allocation"},
    "partner_select": {"allocation", "partner_select"},
    "alliance": {"allocation", "partner_select", "alliance"},
}
SOURCES = [path for package in PACKAGES for path in sorted((ROOT / package).rglob("*.py"))]


def _tree(path):
    return ast.parse(path.read_text(encoding="utf-8"))


def _imported(tree):
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.level == 0:
            yield node.module or ""


def arrows_back(package, tree):
    """Imports of this package's code that run against the arrows."""
    tops = {name.split(".")[0] for name in _imported(tree)}
    return sorted(top for top in tops if top in PACKAGES and top not in MAY_IMPORT[package])


def test_an_arrow_that_runs_back_would_be_seen():
    assert arrows_back("allocation", ast.parse("from alliance.study import run")) == ["alliance"]
    assert arrows_back("partner_select", ast.parse("import alliance")) == ["alliance"]


@pytest.mark.parametrize("package", PACKAGES)
def test_imports_run_one_way(package):
    for path in (ROOT / package).rglob("*.py"):
        assert arrows_back(package, _tree(path)) == [], path


def test_games_do_not_import_values():
    for path in (ROOT / "allocation" / "games").rglob("*.py"):
        assert not [
            name for name in _imported(_tree(path)) if name.startswith(("allocation.values", "allocation.excess", "allocation.sharing"))
        ], path


def shifts(tree):
    return [node.lineno for node in ast.walk(tree) if isinstance(node, ast.BinOp | ast.AugAssign) and isinstance(node.op, ast.LShift)]


def test_a_shift_would_be_seen():
    assert shifts(ast.parse("mask = 1 << i")) == [1]


def test_only_coalitions_and_kernels_shift_bits():
    allowed = {ROOT / "allocation" / "coalition.py"}
    for path in SOURCES:
        if path in allowed or "kernels" in path.parts:
            continue
        assert shifts(_tree(path)) == [], path


FORBIDDEN_CALLS = {"eval", "exec", "compile"}
FORBIDDEN_MODULES = {"pickle", "marshal", "shelve", "yaml", "highspy"}


def dangers(tree):
    """Ways of running data as code, or modules that cannot live beside ours."""
    found = [name for name in _imported(tree) if name.split(".")[0] in FORBIDDEN_MODULES]
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            if isinstance(node.func, ast.Name) and node.func.id in FORBIDDEN_CALLS:
                found.append(node.func.id)
            found += [k.arg for k in node.keywords if k.arg == "allow_pickle" and getattr(k.value, "value", None) is not False]
    return found


def test_a_danger_would_be_seen():
    assert dangers(ast.parse("import pickle\neval('1')\nnp.load(f, allow_pickle=True)")) == ["pickle", "eval", "allow_pickle"]


@pytest.mark.parametrize("path", SOURCES, ids=lambda p: str(p.relative_to(ROOT)))
def test_no_code_is_run_from_data(path):
    assert dangers(_tree(path)) == []


@pytest.mark.parametrize("package", PACKAGES)
def test_no_module_bears_the_name_of_a_public_function(package):
    import importlib

    module = importlib.import_module(package)
    files = {path.stem for path in (ROOT / package).glob("*.py")} | {path.parent.name for path in (ROOT / package).glob("*/__init__.py")}
    functions = {name for name in module.__all__ if callable(getattr(module, name))}
    assert files & functions == set()


@pytest.mark.parametrize("package", PACKAGES)
def test_packages_are_typed(package):
    assert (ROOT / package / "py.typed").exists()


def test_the_project_speaks_of_itself_alone():
    """No path of a machine, no address of a package registry."""
    foreign = re.compile(r"/work/|/root/|/tmp/[a-z]|pypi\.org|files\.pythonhosted")
    for path in ROOT.rglob("*"):
        if (
            path.suffix in {".py", ".md", ".toml", ".po", ".json", ".j2", ".html"}
            and ".git" not in path.parts
            and "tests" not in path.parts
        ):
            assert not foreign.search(path.read_text(encoding="utf-8")), path


@pytest.mark.parametrize("order", [("ortools.sat.python.cp_model", "scipy.optimize"), ("scipy.optimize", "ortools.sat.python.cp_model")])
def test_solvers_live_in_one_process(order):
    """ortools and scipy must be importable together, whichever comes first."""
    code = "; ".join(f"import {name}" for name in (*order, "allocation", "partner_select", "alliance"))
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, timeout=120).returncode == 0
