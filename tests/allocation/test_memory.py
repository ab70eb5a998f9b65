"""Memory is asked for before a table is allocated."""

import subprocess
import sys
import tracemalloc

import numpy as np
import pytest

import allocation as al
from allocation.memory import plan_memory, require_table_memory


@pytest.mark.parametrize("n", range(10, 23, 3))
def test_the_plan_is_what_a_table_takes(n):
    tracemalloc.start()
    table = al.FunctionGame(lambda rows: np.ones(len(rows)), [str(i) for i in range(n)], vectorised=True).table()
    kept, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert plan_memory(n).table_bytes == table.nbytes
    assert kept == pytest.approx(table.nbytes, rel=0.5, abs=2e6)


def test_a_table_that_does_not_fit_is_refused_with_numbers_and_an_alternative():
    with pytest.raises(al.TableTooLargeError, match=r"40 players needs 8\.19e\+03 GiB, .*PairwiseGame"):
        require_table_memory(40)


@pytest.mark.parametrize("n", [63, 100, 5000])
def test_more_players_than_masks_hold_are_refused_as_a_table(n):
    game = al.PairwiseGame(np.ones(n), {})
    with pytest.raises(al.TableTooLargeError, match=rf"2\*\*{n} values"):
        game.table()


def test_small_tables_fit():
    require_table_memory(10)
    assert plan_memory(10).fits


def test_under_a_limit_of_the_process_the_refusal_is_typed_and_quick():
    code = (
        "import resource, time, allocation as al\n"
        "game = al.PairwiseGame([1.0] * 30, {})\n"
        "resource.setrlimit(resource.RLIMIT_AS, (2 * 10**9, 2 * 10**9))\n"
        "start = time.process_time()\n"
        "try:\n"
        "    game.table()\n"
        "except al.TableTooLargeError as error:\n"
        "    assert time.process_time() - start < 1\n"
        "    assert '8 GiB' in str(error), error\n"
        "    print('refused')\n"
    )
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=120)
    assert told.stdout == "refused\n", told.stderr
