"""The few largest of many numbers, without sorting them all."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from allocation.kernels import jit

__all__ = ["largest_positive"]


@jit
def largest_positive(
    numbers: NDArray[np.float64], most: int, taken: NDArray[np.bool_], room: NDArray[np.float64], where: NDArray[np.int64]
) -> float:
    """Return the sum of the largest positive numbers, at most ``most`` of them, and mark which they are.

    ``taken`` is written; ``room`` and ``where`` are working space, all as long as ``numbers``. O(n) on average (Hoare's selection).
    """
    count = 0
    for i in range(len(numbers)):
        taken[i] = False
        if numbers[i] > 0.0:
            room[count] = numbers[i]
            where[count] = i
            count += 1
    kept = min(most, count)
    if kept <= 0:
        return 0.0
    low, high = 0, count - 1
    while kept < count and low < high:
        pivot = room[(low + high) // 2]
        left, right = low, high
        while left <= right:
            while room[left] > pivot:
                left += 1
            while room[right] < pivot:
                right -= 1
            if left <= right:
                room[left], room[right] = room[right], room[left]
                where[left], where[right] = where[right], where[left]
                left += 1
                right -= 1
        if kept - 1 <= right:
            high = right
        elif kept - 1 >= left:
            low = left
        else:
            break
    total = 0.0
    for k in range(kept):
        total += room[k]
        taken[where[k]] = True
    return total
