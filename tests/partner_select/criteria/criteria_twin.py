"""Weights and rankings by definition: plain loops over plain lists. Shares no code with the package."""

from __future__ import annotations

import itertools
import math
from fractions import Fraction


def columns(matrix):
    return [list(column) for column in zip(*matrix, strict=True)]


def shares(numbers):
    return [x / sum(numbers) for x in numbers]


def places(scores, higher=True):
    """One more than how many are strictly better."""
    better = (lambda a, b: a > b) if higher else (lambda a, b: a < b)
    return tuple(1 + sum(better(other, score) for other in scores) for score in scores)


def minmax(column, direction):
    low, high = min(column), max(column)
    if low == high:
        return [1.0] * len(column)
    return [(x - low) / (high - low) if direction > 0 else (high - x) / (high - low) for x in column]


def vector(column, direction):
    length = math.sqrt(sum(x * x for x in column)) or 1.0
    return [x / length if direction > 0 else 1 - x / length for x in column]


def by_max(column, direction):
    largest = max(column) or 1.0
    return [x / largest if direction > 0 else 1 - x / largest for x in column]


def by_sum(column, direction):
    parts = column if direction > 0 else [1 / x for x in column]
    return [x / (sum(parts) or 1.0) for x in parts]


NORMALISATIONS = {"vector": vector, "minmax": minmax, "max": by_max, "sum": by_sum}


def normalised(matrix, directions, how):
    scaled = [NORMALISATIONS[how](column, d) for column, d in zip(columns(matrix), directions, strict=True)]
    return [list(row) for row in zip(*scaled, strict=True)]


def topsis(matrix, weights, directions, how="vector"):
    rows = [[w * x for w, x in zip(weights, row, strict=True)] for row in normalised(matrix, directions, how)]
    best, worst = [max(c) for c in columns(rows)], [min(c) for c in columns(rows)]
    plus, minus = ([math.dist(row, ideal) for row in rows] for ideal in (best, worst))
    return [m / (p + m) if p + m else 1.0 for p, m in zip(plus, minus, strict=True)]


def vikor(matrix, weights, directions, v=0.5):
    regrets = [[w * (1 - x) for w, x in zip(weights, row, strict=True)] for row in normalised(matrix, directions, "minmax")]
    s, r = [sum(row) for row in regrets], [max(row) for row in regrets]

    def spread(values):
        width = max(values) - min(values)
        return [(x - min(values)) / width if width > 1e-12 else 0.0 for x in values]

    return [v * a + (1 - v) * b for a, b in zip(spread(s), spread(r), strict=True)]


def grey(matrix, weights, directions, rho=0.5):
    apart = [[1 - x for x in row] for row in normalised(matrix, directions, "minmax")]
    constant = [len(set(column)) == 1 for column in columns(matrix)]
    apart = [[0.0 if same else x for same, x in zip(constant, row, strict=True)] for row in apart]
    least, most = min(map(min, apart)), max(map(max, apart))
    if most == 0:
        return [sum(weights)] * len(matrix)
    return [sum(w * (least + rho * most) / (x + rho * most) for w, x in zip(weights, row, strict=True)) for row in apart]


def usual(difference):
    return 1.0 if difference > 0 else 0.0


def promethee(matrix, weights, directions, function=usual):
    flows = []
    for i, row in enumerate(matrix):
        flow = 0.0
        for k, other in enumerate(matrix):
            if k != i:
                for w, d, x, y in zip(weights, directions, row, other, strict=True):
                    flow += w * (function(d * (x - y)) - function(d * (y - x)))
        flows.append(flow / (len(matrix) - 1))
    return flows


def entropy(matrix):
    told = []
    for column in columns(matrix):
        parts = [x / sum(column) for x in column]
        told.append(1 + sum(p * math.log(p) for p in parts if p > 0) / math.log(len(column)))
    return shares(told)


def correlation(a, b):
    ma, mb = sum(a) / len(a), sum(b) / len(b)
    top = sum((x - ma) * (y - mb) for x, y in zip(a, b, strict=True))
    return top / math.sqrt(sum((x - ma) ** 2 for x in a) * sum((y - mb) ** 2 for y in b))


def critic(matrix, directions):
    scaled = [minmax(column, d) for column, d in zip(columns(matrix), directions, strict=True)]
    information = []
    for column in scaled:
        mean = sum(column) / len(column)
        spread = math.sqrt(sum((x - mean) ** 2 for x in column) / (len(column) - 1))
        information.append(spread * sum(1 - correlation(column, other) for other in scaled))
    return shares(information)


def merec(matrix, directions):
    scaled = []
    for column, d in zip(columns(matrix), directions, strict=True):
        scaled.append([min(column) / x if d > 0 else x / max(column) for x in column])
    rows = columns(scaled)
    k = len(scaled)

    def performance(row, without=None):
        return math.log(1 + sum(abs(math.log(x)) for j, x in enumerate(row) if j != without) / k)

    return shares([sum(abs(performance(row, j) - performance(row)) for row in rows) for j in range(k)])


def power_iteration(matrix, steps=500):
    """Principal eigenvector and eigenvalue of a positive matrix of fractions or floats, by multiplying again and again."""
    n = len(matrix)
    vector_ = [1.0] * n
    value = 0.0
    for _ in range(steps):
        image = [sum(float(a) * x for a, x in zip(row, vector_, strict=True)) for row in matrix]
        value = sum(image)
        vector_ = [x / value for x in image]
    return vector_, value


def reciprocal(upper):
    """A full matrix of fractions from the judgements above the diagonal, row by row."""
    n = len(upper) + 1
    matrix = [[Fraction(1)] * n for _ in range(n)]
    for (i, j), value in zip(itertools.combinations(range(n), 2), itertools.chain(*upper), strict=True):
        matrix[i][j], matrix[j][i] = Fraction(value), 1 / Fraction(value)
    return matrix


def fuzzy(weights, rows, operator):
    """Memberships of one alternative: weights[k], rows[k][g]."""
    result = []
    for column in columns(rows):
        pairs = list(zip(weights, column, strict=True))
        if operator == "weighted mean":
            result.append(sum(w * x for w, x in pairs))
        elif operator == "max-min":
            result.append(max(min(w, x) for w, x in pairs))
        elif operator == "max-product":
            result.append(max(w * x for w, x in pairs))
        else:
            result.append(min(1.0, sum(min(w, x) for w, x in pairs)))
    return shares(result)
