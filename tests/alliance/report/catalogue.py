"""Which texts the report says, collected from its sources: every one must be in the catalogue."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import alliance.report
from alliance.report.terms import TERMS

HOME = Path(alliance.report.__file__).parent
PO = HOME.parent / "locale" / "zh" / "LC_MESSAGES" / "report.po"
SAYING = {"t", "_t", "translate", "said", "Message", "Speech"}
CALLED = re.compile(r"""\b(?:t\(|of\(game,)\s*(?:"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)')""")


def _name(function: ast.expr) -> str:
    return function.attr if isinstance(function, ast.Attribute) else function.id if isinstance(function, ast.Name) else ""


def python_texts() -> set[str]:
    """First arguments of calls that say something; a text given by name is looked up among the constants near it."""
    found = set()
    for path in HOME.rglob("*.py"):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        for function in ast.walk(tree):
            if isinstance(function, ast.FunctionDef):
                found |= _texts_of(function)
    return found


def _texts_of(function: ast.FunctionDef) -> set[str]:
    named = {
        target.id: node.value
        for node in ast.walk(function)
        if isinstance(node, ast.Assign)
        for target in node.targets
        if isinstance(target, ast.Name)
    }
    found = set()
    for node in ast.walk(function):
        if isinstance(node, ast.Call) and _name(node.func) in SAYING and node.args:
            found |= _constants(node.args[0], named)
        elif isinstance(node, ast.Call) and _name(node.func) == "of" and len(node.args) > 1:  # said of a game: the text comes second
            found |= _constants(node.args[1], named)
    return found


def _constants(said: ast.expr, named: dict[str, ast.expr]) -> set[str]:
    """Texts in an expression, looked up by name where it is one, or hands one to the words for costs."""
    if isinstance(said, ast.Call) and _name(said.func) in ("in_sense", "marked") and said.args:
        return _constants(said.args[0], named)
    if isinstance(said, ast.Name):
        return _constants(named[said.id], named) if said.id in named else set()
    while isinstance(said, ast.Subscript):
        said = said.value
    return {part.value for part in ast.walk(said) if isinstance(part, ast.Constant) and isinstance(part.value, str)}


def template_texts() -> set[str]:
    found = set()
    for path in (HOME / "templates").glob("*.html"):
        found |= {double or single for double, single in CALLED.findall(path.read_text(encoding="utf-8"))}
    return found


def all_texts() -> set[str]:
    """Every English text of the report, which is also a key of its catalogue."""
    return python_texts() | template_texts() | {text for group in TERMS.values() for text in group.values()}
