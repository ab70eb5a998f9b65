"""Compiled kernels: arrays in, arrays out, no checks, no Python objects.

They are cached on disk only where that is safe: in a folder of our own that this process can write.
"""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any, TypeVar, cast

import numba
import numpy as np
from numpy.typing import NDArray

__all__ = ["jit", "jit_any_order", "jit_part", "read_only", "worth_compiling"]

F = TypeVar("F", bound=Callable[..., Any])

PLAIN_STEPS = 100_000  # of a loop in plain Python: some 40 ms, a fifth of what a compiler needs for one kernel


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


def _njit(**options: Any) -> Any:
    """numba's decorator; nobody calls kernels from C, and without that entry they compile faster."""
    decorator: Any = numba.njit
    return decorator(nogil=True, error_model="numpy", no_cfunc_wrapper=True, **options)


def jit_part(function: F) -> F:
    """Compile a part of kernels, which only kernels call: it needs no entry from Python and no place on disk, so it compiles faster."""
    return cast(F, _njit(no_cpython_wrapper=True)(function))


def _compiled(function: F, fastmath: bool | set[str]) -> F:
    config: Any = numba.config
    before = config.CACHE_DIR
    try:
        if _CACHE is not None:
            config.CACHE_DIR = _CACHE
        return cast(F, _njit(cache=_CACHE is not None, fastmath=fastmath)(function))
    finally:
        config.CACHE_DIR = before


def read_only(array: NDArray[Any]) -> NDArray[Any]:
    """Return a view that cannot be written through: to the compiler arrays of either kind are different types, each compiled anew."""
    view = array.view(np.ndarray)
    view.setflags(write=False)
    return view


_steps_taken: dict[Callable[..., Any], int] = {}


def worth_compiling(kernel: F, steps: int) -> F:
    """Return a kernel, or its own Python code as long as that is done before a compiler would have started.

    A small game is finished at once, and a program that goes on calling gets the compiled kernel after a few calls. Both give the same
    bits, so this is only for kernels that call no others and whose sums have a fixed order.

    Parameters
    ----------
    kernel
        Made by :func:`jit`.
    steps
        About how often its innermost loop runs in this call.
    """
    taken = _steps_taken.get(kernel, 0) + steps
    if taken > PLAIN_STEPS:
        return kernel
    _steps_taken[kernel] = taken
    return cast(F, _interpreted(kernel))


@cache
def _interpreted(kernel: Callable[..., Any]) -> Callable[..., Any]:
    plain = getattr(kernel, "py_func", kernel)

    def interpreted(*arguments: Any) -> Any:
        with np.errstate(all="ignore"):  # compiled code does not warn either
            return plain(*arguments)

    return interpreted
