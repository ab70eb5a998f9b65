"""The least changes that let a set pass, against every set looked at one by one."""

import random
from itertools import combinations

import pytest

import partner_select as ps
from partner_select.interrupt import Interrupt

POOL = ps.Pool(
    ["A", "B", "C", "D"],
    value=[5, 4, 3, 2],
    cost=[6, 3.5, 4, 9],
    roles=["firm", "university", "university", "bank"],
    capabilities=[[4, 0], [2, 3], [1, 1], [0, 2]],
    capability_names=["K", "L"],
    failure=[0.5, 0, 0.2, 0],
    loss=[4, 0, 10, 0],
)


def found(**limits):
    return ps.cheapest_repairs(ps.Problem(POOL, **limits))


def said(repair):
    return [(change.limit, change.asked, change.granted) for change in repair.changes]


def test_a_feasible_problem_needs_no_repair():
    assert found(budget=100) == ()


@pytest.mark.parametrize(
    ("limits", "expected"),
    [
        ({"budget": 8, "size": (3, None)}, [("size_min", 3, 2), ("budget", 8, 13.5)]),
        ({"budget": 5, "include": ["A"]}, [("budget", 5, 6), ("include", None, None)]),
        ({"include": ["A", "B"], "conflicts": [("A", "B")]}, [("include", None, None), ("include", None, None), ("conflict", None, None)]),
        ({"roles": {"university": (2, None)}, "budget": 7}, [("budget", 7, 7.5), ("role_min", 2, 1)]),
        ({"roles": {"bank": (0, 0)}, "include": ["D"]}, [("include", None, None), ("role_max", 0, 1)]),
        ({"exclude": ["A"], "include": ["A"]}, [("include", None, None), ("exclude", None, None)]),
        ({"max_expected_loss": 1, "include": ["C"]}, [("expected_loss", 1, 2), ("include", None, None)]),
        ({"needs": {"K": 5}}, [("need", 5, 4)]),
        ({"needs": {"K": 3}, "exclude": ["A"]}, [("need", 3, 2), ("exclude", None, None)]),
        ({"needs": {"K": ps.Need(3, at_least=2)}}, [("need", 3, 2)]),
        ({"needs": {"K": ps.Need(9, by="sum")}}, [("need", 9, 7)]),
        ({"needs": {"K": 5}, "exclude": ["A", "B", "C"], "size": (0, None)}, [("need", 5, None)]),
    ],
)
def test_single_repairs_by_hand(limits, expected):
    repairs = found(**limits)
    assert sorted(map(said, repairs), key=str) == sorted(([one] for one in expected), key=str)
    assert all(repair.proved for repair in repairs)


def test_the_smallest_relative_change_comes_first():
    sizes = [repair.changes[0].size for repair in found(budget=8, size=(3, None))]
    assert sizes == sorted(sizes)


def test_what_is_given_up_comes_last():
    assert [repair.changes[0].limit for repair in found(budget=5, include=["A"])] == ["budget", "include"]


def test_repairs_name_what_the_limit_is_about():
    (repair, _) = found(roles={"university": (2, None)}, budget=7)
    assert dict(repair.changes[0].about) == {}
    assert dict(found(needs={"K": 5})[0].changes[0].about)["capability"] == "K"


def test_two_clashes_need_two_changes():
    repairs = found(needs={"K": 5, "L": 4})
    assert [sorted(said(repair)) for repair in repairs] == [[("need", 4, 3), ("need", 5, 4)]]


def test_two_clashes_with_several_ways_out():
    repairs = found(needs={"K": 5}, budget=5, include=["A"])
    kinds = {tuple(sorted(change.limit for change in repair.changes)) for repair in repairs}
    assert kinds == {("budget", "need"), ("include", "need")}


def test_at_most_so_many_are_returned():
    assert len(ps.cheapest_repairs(ps.Problem(POOL, include=["A", "B"], conflicts=[("A", "B")]), most=2)) == 2


@pytest.mark.parametrize("most", [0, -1, 1.5, True, "2"])
def test_a_senseless_number_is_refused(most):
    with pytest.raises(ps.SelectionError, match="most"):
        ps.cheapest_repairs(ps.Problem(POOL), most=most)


def test_no_time_no_repair():
    assert ps.cheapest_repairs(ps.Problem(POOL, budget=1), time_limit=1e-9) == ()


def eased(limits, change):
    """The limits with one change made."""
    other = dict(limits)
    if change.limit == "budget":
        other["budget"] = change.granted
    elif change.limit.startswith("size"):
        low, high = other["size"]
        other["size"] = (int(change.granted), high) if change.limit == "size_min" else (low, int(change.granted))
    elif change.limit.startswith("role"):
        low, high = other["roles"][change.about["role"]]
        span = (int(change.granted), high) if change.limit == "role_min" else (low, int(change.granted))
        other["roles"] = {**other["roles"], change.about["role"]: span}
    elif change.limit == "expected_loss":
        other["max_expected_loss"] = change.granted
    elif change.limit in ("include", "exclude"):
        other[change.limit] = [name for name in other[change.limit] if name != change.about["member"]]
    elif change.limit == "conflict":
        other["conflicts"] = [pair for pair in other["conflicts"] if set(pair) != set(change.about["members"])]
    else:
        needs = dict(other["needs"])
        if change.granted is None:
            del needs[change.about["capability"]]
        else:
            needs[change.about["capability"]] = change.granted
        other["needs"] = needs
    return other


def feasible(pool, limits):
    problem = ps.Problem(pool, **limits)
    groups = (group for size in range(pool.n + 1) for group in combinations(pool.names, size))
    return any(ps.check(problem, group).feasible for group in groups)


def random_limits(dice, names):
    return {
        "budget": dice.randint(4, 20),
        "size": (dice.randint(1, 4), dice.choice([None, 4, 5])),
        "roles": {"firm": (dice.randint(0, 3), None), "bank": (dice.randint(0, 2), dice.choice([None, 2]))},
        "include": dice.sample(names, dice.randint(0, 2)),
        "exclude": dice.sample(names, dice.randint(0, 2)),
        "conflicts": [tuple(dice.sample(names, 2)) for _ in range(2)],
        "needs": {"K": dice.randint(2, 5)},
        "max_expected_loss": dice.randint(1, 6),
    }


@pytest.mark.parametrize("seed", range(12))
def test_every_repair_works_and_a_smaller_one_does_not(seed):
    dice = random.Random(seed)
    names = [f"M{k}" for k in range(6)]
    pool = ps.Pool(
        names,
        cost=[dice.randint(2, 9) for _ in names],
        roles=[dice.choice(["firm", "bank", None]) for _ in names],
        capabilities=[[dice.randint(0, 4)] for _ in names],
        capability_names=["K"],
        failure=[0.5] * 6,
        loss=[dice.randint(0, 6) for _ in names],
    )
    limits = random_limits(dice, names)
    repairs = ps.cheapest_repairs(ps.Problem(pool, **limits))
    assert bool(repairs) != feasible(pool, limits)
    for repair in repairs:
        whole = limits
        for change in repair.changes:
            whole = eased(whole, change)
        assert ps.check(ps.Problem(pool, **whole), repair.members).feasible
        if len(repair.changes) == 1 and repair.changes[0].granted is not None:
            change = repair.changes[0]
            less = change.granted + (0.5 if change.limit in ("budget", "expected_loss", "need") else 1) * (
                1 if change.granted < change.asked else -1
            )
            smaller = eased(limits, ps.Change(change.limit, change.about, change.asked, less))
            assert not feasible(pool, smaller)


def test_one_wish_to_stop_is_shared_by_nested_questions():
    with Interrupt() as outer, Interrupt() as inner:
        assert inner is outer


def test_after_the_last_one_a_new_wish_begins():
    with Interrupt() as first:
        first.wanted = True
    with Interrupt() as second:
        assert not second.wanted


def test_ctrl_c_inside_a_nested_question_is_seen_outside():
    import signal

    with Interrupt() as outer:
        with Interrupt():
            signal.raise_signal(signal.SIGINT)
        assert outer.wanted
        with pytest.raises(KeyboardInterrupt):
            signal.raise_signal(signal.SIGINT)


def test_threads_do_not_share_the_wish_of_the_main_thread():
    import threading

    seen = []
    with Interrupt() as outer:

        def work():
            with Interrupt() as own:
                seen.append(own is outer)

        thread = threading.Thread(target=work)
        thread.start()
        thread.join()
    assert seen == [False]
