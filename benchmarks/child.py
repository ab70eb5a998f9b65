"""A measurement in a process of its own: nothing else has used its memory, imported or compiled anything."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

__all__ = ["ROOT", "in_child"]

ROOT = Path(__file__).resolve().parents[1]
LONGEST = 3600  # seconds
# ru_maxrss of a child begins with what its parent had; the kernel's own high-water mark of this process does not
CODE = """
import importlib, json, re, sys
module, function, arguments = json.loads(sys.argv[1])
found = getattr(importlib.import_module(module), function)(*arguments)
try:
    peak = int(re.search(r"VmHWM:\\s+(\\d+)", open("/proc/self/status").read()).group(1)) / 1024
except OSError:
    import resource
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
print(json.dumps([found, peak]))
"""


def in_child(module: str, function: str, *arguments: Any, environment: Mapping[str, str] | None = None) -> tuple[Any, float]:
    """Call a function in a new interpreter.

    Returns
    -------
    tuple
        What it returned, as JSON has it, and the peak of the process's memory in MiB.

    Raises
    ------
    RuntimeError
        If the call fails; the last line of its error is given.
    """
    ended = subprocess.run(
        [sys.executable, "-c", CODE, json.dumps([module, function, arguments])],
        cwd=ROOT,
        env={**os.environ, **(environment or {})},
        capture_output=True,
        text=True,
        timeout=LONGEST,
        check=False,
    )
    if ended.returncode:
        raise RuntimeError((ended.stderr.strip().splitlines() or [f"exit code {ended.returncode}"])[-1])
    found, peak = json.loads(ended.stdout.splitlines()[-1])
    return found, peak
