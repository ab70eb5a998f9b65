"""Ctrl-C as a wish to stop and keep the best so far; pressed again, it is the usual interruption."""

from __future__ import annotations

import signal
import threading
from types import FrameType, TracebackType
from typing import Any, ClassVar

__all__ = ["Interrupt"]


class Interrupt:
    """Context in which the first Ctrl-C only sets ``wanted``.

    Signals reach the main thread only; entered elsewhere, or where another program part owns the signal, it changes nothing. Entered
    inside another one, it is that one: several questions in a row share one wish to stop.
    """

    _outer: ClassVar[Interrupt | None] = None

    def __init__(self) -> None:
        self.wanted = False
        self._before: Any = None

    def _note(self, number: int, frame: FrameType | None) -> None:
        if self.wanted:
            raise KeyboardInterrupt
        self.wanted = True

    def __enter__(self) -> Interrupt:
        if threading.current_thread() is not threading.main_thread():
            return self
        if Interrupt._outer is not None:
            return Interrupt._outer
        if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
            self._before = signal.signal(signal.SIGINT, self._note)
            Interrupt._outer = self
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        if self._before is not None:
            signal.signal(signal.SIGINT, self._before)
            self._before = Interrupt._outer = None
