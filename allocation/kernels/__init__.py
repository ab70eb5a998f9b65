"""Compiled kernels: arrays in, arrays out, no checks, no Python objects.

They are cached on disk only where that is safe: in a folder of our own that this process can write.
"""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar, cast

import numba

__all__ = ["jit", "jit_any_order"]

F = TypeVar("F", bound=Callable[..., Any])


def _writable(folder: Path) -> bool:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            return True
    except OSError:
        return False


def _sources_digest() -> str:
    """Names a version of all kernels: a cached kernel would not notice a change in another file whose kernels it calls."""
    digest = hashlib.sha256()
    for path in sorted(Path(__file__).parent.glob("*.py")):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:12]


def _cache_folder() -> str | None:
    """A folder of our own for compiled code, or None where there is none to write to."""
    asked = os.environ.get("NUMBA_CACHE_DIR")
    home = os.environ.get("XDG_CACHE_HOME") or os.path.expanduser("~/.cache")
    base = Path(asked) if asked else Path(home) / "alliance-engine"
    folder = base / f"numba-{numba.__version__}-{_sources_digest()}"
    return str(folder) if _writable(folder) else None


_CACHE = _cache_folder()


def jit(function: F) -> F:
    """Compile a kernel: no Python objects, the global lock released, cached where that is safe.

    The folder is set only while the kernel is declared, so that the caller's own numba code keeps its settings.
    """
    return _compiled(function, fastmath=False)


def jit_any_order(function: F) -> F:
    """Compile a kernel whose sums may be taken in any order, which lets the processor add several at a time.

    NaN, infinities and divisions keep their meaning. The result is the same on every call, but not on every kind of processor.
    """
    return _compiled(function, fastmath={"reassoc", "contract", "nsz"})


def _compiled(function: F, fastmath: bool | set[str]) -> F:
    config: Any = numba.config
    before = config.CACHE_DIR
    try:
        if _CACHE is not None:
            config.CACHE_DIR = _CACHE
        compiled: Any = numba.njit(nogil=True, error_model="numpy", cache=_CACHE is not None, fastmath=fastmath)(function)
        return cast(F, compiled)
    finally:
        config.CACHE_DIR = before
