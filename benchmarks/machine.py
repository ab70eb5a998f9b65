"""The machine a run was made on, as far as it matters for its figures."""

from __future__ import annotations

import os
import platform
import re
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

__all__ = ["describe_machine", "load_average"]

PACKAGES = ("numpy", "numba", "scipy", "ortools", "networkx", "plotly", "coopgame-py", "shapiq", "pymoo", "pymcdm", "distributed")
GIBIBYTE = 2**30


def _cpu() -> str:
    try:
        found = re.search(r"^model name\s*:\s*(.+)$", Path("/proc/cpuinfo").read_text(encoding="utf-8"), re.MULTILINE)
    except OSError:
        found = None
    return found.group(1).strip() if found else platform.processor() or platform.machine()


def _memory() -> float | None:
    """GiB of memory, where the system tells."""
    try:
        return round(os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / GIBIBYTE, 1)
    except (AttributeError, ValueError, OSError):
        return None


def _version(package: str) -> str | None:
    try:
        return version(package)
    except PackageNotFoundError:
        return None


def load_average() -> list[float] | None:
    """Return how many processes wanted a core in the last 1, 5 and 15 minutes, where the system tells."""
    return [round(load, 2) for load in os.getloadavg()] if hasattr(os, "getloadavg") else None


def describe_machine() -> dict[str, Any]:
    """Return processor, cores, memory, Python, versions and load, as JSON can hold them."""
    return {
        "cpu": _cpu(),
        "cores": os.cpu_count(),
        "memory_gib": _memory(),
        "system": f"{platform.system()} {platform.machine()}",
        "python": platform.python_version(),
        "versions": {package: _version(package) for package in PACKAGES},
        "load": load_average(),
        "time": datetime.now(UTC).isoformat(timespec="seconds"),
    }
