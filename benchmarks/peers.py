"""Peers stand beside us where they are installed; without them the rows say so."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import Any

from benchmarks.registry import in_turn

__all__ = ["NOT_INSTALLED", "PEERS", "beside", "peer", "said"]

PEERS = {"coopgame": "coopgame-py", "shapiq": "shapiq", "pymoo": "pymoo", "pymcdm": "pymcdm"}  # by module
NOT_INSTALLED = "peer not installed"


def peer(name: str) -> Any:
    """Return the module of a peer, or nothing if it cannot be imported."""
    try:
        return import_module(name)
    except ImportError:
        return None


def said(module: Any) -> str:
    """Return the note of a row beside a peer."""
    return NOT_INSTALLED if module is None else ""


def beside(module: Any, ours: Callable[[], object], theirs: Callable[[], object]) -> tuple[float, float | None]:
    """Return our seconds and the peer's, measured in turn; only ours without the peer."""
    if module is None:
        return in_turn(ours)[0], None
    mine, other = in_turn(ours, theirs)
    return mine, other
