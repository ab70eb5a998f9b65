"""Random games of projects, production and rules, for oracles and for splits without a table."""

import numpy as np

import allocation as al


def project(random, n, projects=2, coordination=0.0):
    names = [f"P{i}" for i in range(n)]
    k = int(random.integers(1, 4))
    made = []
    for _ in range(projects):
        weights = random.random(k) + 0.05
        made.append(
            al.Project(
                capabilities=random.integers(0, 6, (n, k)),
                requirement=random.integers(0, 6, k),
                weights=weights / weights.sum(),
                base_success=0.8,
                benefit=float(random.integers(0, 1000)),
                cost=float(random.integers(0, 200)),
                outsourcing=random.integers(0, 60, k),
                subsidy=float(random.integers(0, 40)),
                market_access=np.round(random.random(n) * 3 / n, 3).clip(0, 1),
                subsidy_needs=[names[: n // 2 + 1], names[n // 2 :]],
                coordination_cost=coordination,
            )
        )
    return al.ProjectGame.of_projects(names, made, random.integers(0, 30, n).astype(float))


def coordinated(random, n):
    return project(random, n, coordination=9.0)


def production(random, n):
    m, q = int(random.integers(1, 4)), int(random.integers(1, 5))
    use = random.integers(0, 6, (m, q)).astype(float)
    use[0] += 1.0
    return al.ProductionGame(random.integers(0, 20, (m, n)), use, random.integers(-2, 30, q))


def rules(random, n, count=None):
    names = [str(i + 1) for i in range(n)]
    made = []
    for _ in range(count or 3 * n):
        order = random.permutation(n)[: max(1, int(random.integers(1, 5)))]
        needed = int(random.integers(1, len(order) + 1))
        needs, without = ([names[i] for i in part] for part in (order[:needed], order[needed:]))
        made.append(al.Rule(float(random.integers(-4, 12)), tuple(needs), tuple(without)))
    return al.RuleGame(made, names)


def assignment(random, sellers, buyers):
    return al.AssignmentGame(random.integers(-3, 12, (sellers, buyers)).astype(float))
