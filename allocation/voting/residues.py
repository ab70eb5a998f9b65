"""Exact counts from remainders: large primes, and the Chinese remainder theorem that puts the counts together again."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

__all__ = ["combine", "primes_for"]

TOP = 2**62  # a sum of two remainders stays inside a signed 64-bit integer
WITNESSES = (2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37)  # decide primality of every number below 3.3e24 (Sorenson and Webster, 2015)


def _passes(number: int, witness: int, odd: int, twos: int) -> bool:
    power = pow(witness, odd, number)
    if power in (1, number - 1):
        return True
    for _ in range(twos - 1):
        power = power * power % number
        if power == number - 1:
            return True
    return False


def _is_prime(number: int) -> bool:
    """Miller and Rabin's test of an odd number above the witnesses."""
    odd, twos = number - 1, 0
    while odd % 2 == 0:
        odd, twos = odd // 2, twos + 1
    return all(_passes(number, witness, odd, twos) for witness in WITNESSES)


@cache
def _prime(position: int) -> int:
    """The largest primes below 2**62, in descending order."""
    number = TOP - 1 if position == 0 else _prime(position - 1) - 2
    while not _is_prime(number):
        number -= 2
    return number


def primes_for(bits: int) -> tuple[int, ...]:
    """Return as few primes below 2**62 as have a product above 2**bits.

    Examples
    --------
    >>> [2**62 - p for p in primes_for(100)]
    [57, 87]
    """
    chosen: list[int] = []
    product = 1
    while product <= 2**bits:
        chosen.append(_prime(len(chosen)))
        product *= chosen[-1]
    return tuple(chosen)


def combine(remainders: Sequence[int], primes: Sequence[int]) -> int:
    """Return the number from 0 to the product of the primes that leaves these remainders.

    Examples
    --------
    >>> combine([2, 3], [5, 7])
    17
    """
    number, product = 0, 1
    for remainder, prime in zip(remainders, primes, strict=True):
        number += product * ((remainder - number) * pow(product, -1, prime) % prime)
        product *= prime
    return number
