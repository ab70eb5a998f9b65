"""Work on a Dask cluster: a local one, or any whose scheduler can be reached. Dask does again what lost workers had begun."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from importlib import import_module
from typing import Any
from uuid import uuid4

from allocation.errors import AllocationError
from allocation.sampling.engines.engine import Failed, tried

__all__ = ["DaskEngine"]


class DaskEngine:
    """Works on a Dask cluster.

    Parameters
    ----------
    scheduler
        Address of a scheduler, such as ``"tcp://host:8786"``; a cluster of this machine's processes is started when left out.
    workers
        Processes of the local cluster, one thread each; one per processor when left out. Not together with ``scheduler``.
    timeout
        Seconds to wait for the scheduler.

    Raises
    ------
    AllocationError
        If Dask is not installed (``pip install "alliance-engine[cluster]"``), or the scheduler does not answer.

    Notes
    -----
    The workers of an own cluster need this package, and the module of a game's function, on their path.
    """

    def __init__(self, scheduler: str | None = None, workers: int | None = None, timeout: float = 10.0) -> None:
        if scheduler is not None and workers is not None:
            raise AllocationError("workers belong to a local cluster; the scheduler at an address has its own: leave one of the two out")
        if workers is not None and workers < 1:
            raise AllocationError(f"workers must be at least 1, got {workers}")
        self._scheduler, self._count, self._timeout = scheduler, workers, timeout
        self._client: Any = None  # distributed.Client, which bears no types

    @property
    def workers(self) -> int:
        """How many items are worked on at a time, now."""
        return max(1, sum(map(int, self._connected().nthreads().values())))

    def __enter__(self) -> DaskEngine:
        """Return the engine; leaving ends the local cluster."""
        return self

    def __exit__(self, *_: object) -> None:
        """End the local cluster, or let go of the scheduler."""
        self.close()

    def run(self, work: Callable[[Any], Any], items: Sequence[Any]) -> Iterator[tuple[int, Any]]:
        """Yield (place of the item, its result or :class:`Failed`) for every item once, as they are done."""
        client = self._connected()
        own = uuid4().hex  # the same work in another run is another task
        places = {
            client.submit(partial(tried, work), item, key=f"allocation-{own}-{place}", pure=False): place
            for place, item in enumerate(items)
        }
        try:
            for future in _distributed().as_completed(list(places)):
                outcome = _outcome(future)
                future.release()  # a result that is here already must not be computed again when its worker is lost
                yield places[future], outcome
        finally:
            client.cancel(list(places))

    def processes(self) -> tuple[int, ...]:
        """Return the process numbers of the workers, on their machines."""
        return tuple(map(int, self._connected().run(os.getpid).values()))

    def _connected(self) -> Any:
        if self._client is None:
            self._client = self._connect()
        return self._client

    def _connect(self) -> Any:
        dask = _distributed()
        if self._scheduler is None:
            cluster = dask.LocalCluster(n_workers=self._count, threads_per_worker=1, processes=True, dashboard_address=None)
            return dask.Client(cluster, timeout=self._timeout)
        try:
            return dask.Client(self._scheduler, timeout=self._timeout)
        except (OSError, ValueError, TimeoutError) as error:
            raise AllocationError(f"no scheduler answers at {self._scheduler} ({error}): check the address") from None

    def close(self) -> None:
        """End the local cluster, or let go of the scheduler."""
        if self._client is not None:
            cluster = self._client.cluster
            self._client.close()
            if cluster is not None and self._scheduler is None:
                cluster.close()
            self._client = None


def _distributed() -> Any:
    try:
        return import_module("distributed")
    except ImportError:
        raise AllocationError('Dask is not installed: pip install "alliance-engine[cluster]", or work in processes') from None


def _outcome(future: Any) -> Any:
    error = future.exception()
    return future.result() if error is None else Failed(f"{type(error).__name__}: {error}")
