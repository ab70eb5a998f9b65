"""Every check that a proof may report has a name a reader understands."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import allocation
import partner_select
from alliance.report.terms import TERMS

PACKAGES = [Path(package.__file__).parent for package in (allocation, partner_select)]


def _named(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        called = node.func if isinstance(node, ast.Call) else None
        if isinstance(called, ast.Name) and called.id == "Check" and node.args and isinstance(node.args[0], ast.Constant):
            yield node.args[0].value


def test_every_check_of_the_proofs_has_a_term() -> None:
    sources = [path for package in PACKAGES for path in package.rglob("*.py")]
    names = {name for path in sources for name in _named(ast.parse(path.read_text(encoding="utf-8")))}
    assert "efficient" in names
    assert names - TERMS["check"].keys() == set()
