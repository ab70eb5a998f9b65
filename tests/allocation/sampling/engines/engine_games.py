"""Functions that stand in a module, so that other processes can import them."""

import os
import signal
import time

import numpy as np


def squares(rows):
    return rows.sum(axis=1) ** 2.0


def slow_squares(rows):
    time.sleep(0.004 * len(rows))
    return rows.sum(axis=1) ** 2.0


def kills_its_worker(rows):
    """Poison: the pair of the first two players takes the process down."""
    if (rows[:, :2].all(axis=1) & (rows.sum(axis=1) == 2)).any():
        os.kill(os.getpid(), signal.SIGKILL)
    return squares(rows)


def breaks(rows):
    if (rows[:, :2].all(axis=1) & (rows.sum(axis=1) == 2)).any():
        raise ZeroDivisionError("no capacity")
    return squares(rows)


def half_table(number):
    """Chunk of the game v(S) = |S|² of six players, eight values a chunk."""
    masks = np.arange(8 * number, 8 * number + 8)
    return np.array([float(int(mask).bit_count() ** 2) for mask in masks])


def broken_table(number):
    if number == 2:
        raise OSError("disk gone")
    return half_table(number)
