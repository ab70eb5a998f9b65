"""The nucleolus family by its definitions, in plain Python and fractions: slow, and sharing no idea with the package.

The linear programs are solved by a textbook two-phase simplex method with Bland's rule; a level settles exactly the coalitions that are tight at every optimum, found by one
more linear program each; Kohlberg's criterion is checked from a point alone.
"""

from fractions import Fraction


def members(mask, n):
    return [i for i in range(n) if mask // 2**i % 2]


def row(mask, n):
    return [Fraction(mask // 2**i % 2) for i in range(n)]


def payoff(mask, x):
    return sum((x[i] for i in members(mask, len(x))), Fraction(0))


def excess(values, x, mask):
    return Fraction(values[mask]) - payoff(mask, x)


def excesses(values, x):
    """All excesses of proper non-empty coalitions, falling: what the definition compares lexicographically."""
    return sorted((excess(values, x, mask) for mask in range(1, len(values) - 1)), reverse=True)


class Tableau:
    """max c·y subject to A y = b, y ≥ 0, in fractions."""

    def __init__(self, matrix, right):
        self.m, self.count = len(matrix), len(matrix[0])
        signs = [-1 if b < 0 else 1 for b in right]
        self.rows = [
            [s * a for a in line] + [Fraction(int(r == k)) for k in range(self.m)] + [s * b]
            for r, (line, b, s) in enumerate(zip(matrix, right, signs, strict=True))
        ]
        self.signs = signs
        self.basis = [self.count + r for r in range(self.m)]

    def pivot(self, r, c):
        head = self.rows[r][c]
        top = self.rows[r] = [a / head if a else a for a in self.rows[r]]
        for k in range(len(self.rows)):
            factor = self.rows[k][c]
            if k != r and factor:
                self.rows[k] = [a - factor * b if b else a for a, b in zip(self.rows[k], top, strict=True)]
        self.basis[r] = c

    def run(self, costs, columns):
        """Bland's rule; False if unbounded. Afterwards ``prices`` holds the reduced costs."""
        prices = [*costs, Fraction(0)]
        for r, c in enumerate(self.basis):
            if costs[c]:
                prices = [p - costs[c] * a for p, a in zip(prices, self.rows[r], strict=True)]
        self.rows.append(prices)
        try:
            while True:
                entering = next((c for c in columns if self.rows[-1][c] > 0), None)
                if entering is None:
                    return True
                ratios = [
                    (self.rows[r][-1] / self.rows[r][entering], self.basis[r], r) for r in range(self.m) if self.rows[r][entering] > 0
                ]
                if not ratios:
                    return False
                self.pivot(min(ratios)[2], entering)
        finally:
            self.prices = self.rows.pop()


def minimise(objective, rows, right):
    """min objective·x subject to rows·x ≥ right, x free; (value, x), or None if infeasible. Solved through its dual."""
    k = len(objective)
    columns = [[r[i] for r in rows] for i in range(k)]
    tableau = Tableau(columns, [Fraction(c) for c in objective])
    artificial = [Fraction(0)] * len(rows) + [Fraction(-1)] * k
    assert tableau.run(artificial, range(len(rows) + k))
    assert not any(tableau.rows[r][-1] for r in range(k) if tableau.basis[r] >= len(rows)), "the objective is unbounded"
    for r in range(k):
        if tableau.basis[r] >= len(rows):
            c = next((c for c in range(len(rows)) if tableau.rows[r][c]), None)
            if c is not None:
                tableau.pivot(r, c)
    costs = [Fraction(b) for b in right] + [Fraction(0)] * k
    if not tableau.run(costs, range(len(rows))):
        return None
    # the multipliers are read off the columns of the artificial variables
    x = [-tableau.signs[i] * tableau.prices[len(rows) + i] for i in range(k)]
    value = sum((c * xi for c, xi in zip(objective, x, strict=True)), Fraction(0))
    return value, x


def _rank(vectors):
    rows, rank = [list(v) for v in vectors], 0
    for c in range(len(rows[0]) if rows else 0):
        pivot = next((r for r in range(rank, len(rows)) if rows[r][c]), None)
        if pivot is None:
            continue
        rows[rank], rows[pivot] = rows[pivot], rows[rank]
        for r in range(rank + 1, len(rows)):
            factor = rows[r][c] / rows[rank][c]
            rows[r] = [a - factor * b for a, b in zip(rows[r], rows[rank], strict=True)]
        rank += 1
    return rank


def _level(values, n, weight, settled, active, floors):
    """min ε with the settled coalitions held and the others at most at ε·weight; rows as (row over x and ε, right)."""
    rows, right = [], []
    for mask, worth in settled.items():
        rows += [[*row(mask, n), Fraction(0)], [-a for a in row(mask, n)] + [Fraction(0)]]
        right += [worth, -worth]
    for mask in active:
        rows.append([*row(mask, n), Fraction(weight(mask))])
        right.append(Fraction(values[mask]))
    for i in range(n) if floors else ():
        rows.append([*row(2**i, n), Fraction(0)])
        right.append(Fraction(values[2**i]))
    return rows, right


def lexicographic(values, weight=lambda mask: 1, floors=False):
    """The lexicographic minimum by a sequence of linear programs over all coalitions; (x, levels), or None without imputations."""
    n = len(values).bit_length() - 1
    settled = {2**n - 1: Fraction(values[-1])}
    active, levels, x = list(range(1, 2**n - 1)), [], [Fraction(values[-1])]
    while active:
        rows, right = _level(values, n, weight, settled, active, floors)
        solved = minimise([Fraction(0)] * n + [Fraction(1)], rows, right)
        if solved is None:
            return None
        level, x = solved[0], solved[1][:n]
        levels.append(level)
        held_rows = [*rows, [Fraction(0)] * n + [Fraction(-1)]]
        tight = [m for m in active if excess(values, x, m) == level * weight(m)]
        for mask in tight:
            most = minimise([-a for a in row(mask, n)] + [Fraction(0)], held_rows, [*right, -level])
            if -most[0] == payoff(mask, x):
                settled[mask] = payoff(mask, x)
        known = [row(m, n) for m in settled]
        rank = _rank(known)
        active = [m for m in active if _rank([*known, row(m, n)]) > rank]
    return x, levels


def balanced(masks, n, extra=()):
    """Whether strictly positive weights on masks, with weights ≥ 0 on extra, add up to a multiple of the grand coalition."""
    # λ_S = t + μ_S with μ ≥ 0: columns μ_S, ν_extra, t; the grand coalition's weight is one
    vectors = [row(m, n) for m in masks] + [row(m, n) for m in extra]
    total = [sum((v[i] for v in vectors[: len(masks)]), Fraction(0)) for i in range(n)]
    columns = [*vectors, total]
    tableau = Tableau([[c[i] for c in columns] for i in range(n)], [Fraction(1)] * n)
    tableau.run([Fraction(0)] * len(columns) + [Fraction(-1)] * n, range(len(columns) + n))
    if any(tableau.rows[r][-1] for r in range(n) if tableau.basis[r] >= len(columns)):
        return False
    for r in range(n):
        if tableau.basis[r] >= len(columns):
            c = next((c for c in range(len(columns)) if tableau.rows[r][c]), None)
            if c is not None:
                tableau.pivot(r, c)
    costs = [Fraction(0)] * len(vectors) + [Fraction(1)] + [Fraction(0)] * n
    bounded = tableau.run(costs, range(len(columns)))
    return not bounded or any(tableau.basis[r] == len(vectors) and tableau.rows[r][-1] > 0 for r in range(n))


def kohlberg(values, x, floors=False):
    """Kohlberg's criterion: at every excess level, the coalitions at or above it are balanced (together with the players held at v(i))."""
    n = len(x)
    if sum(x) != values[-1] or (floors and any(x[i] < values[2**i] for i in range(n))):
        return False
    at_floor = [2**i for i in range(n) if floors and x[i] == values[2**i]]
    every = {mask: excess(values, x, mask) for mask in range(1, 2**n - 1)}
    return all(balanced([m for m in every if every[m] >= level], n, at_floor) for level in sorted(set(every.values()), reverse=True))


def cost_of_stability(values):
    """min x(N) - v(N) with x(S) ≥ v(S) for all S."""
    n = len(values).bit_length() - 1
    masks = range(1, 2**n)
    return minimise([Fraction(1)] * n, [row(m, n) for m in masks], [Fraction(values[m]) for m in masks])[0] - Fraction(values[-1])


def core_extreme(values, player, sign, epsilon=0):
    """min (sign 1) or max (sign -1) of x_player over the ε-core, or None if it is empty."""
    n = len(values).bit_length() - 1
    rows, right = _level(values, n, lambda mask: 0, {2**n - 1: Fraction(values[-1])}, [], False)
    rows, right = [r[:n] for r in rows], list(right)
    for mask in range(1, 2**n - 1):
        rows.append(row(mask, n))
        right.append(Fraction(values[mask]) - epsilon)
    solved = minimise([sign * a for a in row(2**player, n)], rows, right)
    return None if solved is None else sign * solved[0]
