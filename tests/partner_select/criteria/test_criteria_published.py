"""Worked examples that the methods' authors printed: whoever knows the paper finds its numbers here."""

import pytest

from partner_select.criteria import Preference, ahp, bwm, critic, dea, entropy, merec, promethee, topsis, vikor

FIGHTERS = [  # Hwang and Yoon 1981: speed, range, payload, price, reliability, manoeuvrability
    [2.0, 1500, 20000, 5.5, 5, 9],
    [2.5, 2700, 18000, 6.5, 3, 5],
    [1.8, 2000, 21000, 4.5, 7, 7],
    [2.2, 1800, 20000, 5.0, 5, 5],
]
FIGHTER_WEIGHTS = [0.2, 0.1, 0.1, 0.1, 0.2, 0.3]
FIGHTER_DIRECTIONS = [1, 1, 1, -1, 1, 1]

HOUSE = [  # Saaty 1980, buying a house
    [1, 5, 3, 7, 6, 6, "1/3", "1/4"],
    ["1/5", 1, "1/3", 5, 3, 3, "1/5", "1/7"],
    ["1/3", 3, 1, 6, 3, 4, 6, "1/5"],
    ["1/7", "1/5", "1/6", 1, "1/3", "1/4", "1/7", "1/8"],
    ["1/6", "1/3", "1/3", 3, 1, "1/2", "1/5", "1/6"],
    ["1/6", "1/3", "1/4", 4, 2, 1, "1/5", "1/6"],
    [3, 5, "1/6", 7, 5, 5, 1, "1/2"],
    [4, 7, 5, 8, 6, 6, 2, 1],
]
HOUSE_CRITERIA = ["size", "transport", "neighbourhood", "age", "yard", "facilities", "condition", "financing"]

STATIONS = [  # Brans, Vincke and Mareschal 1986, six sites of a power station
    [80, 90, 600, 54, 8, 5],
    [65, 58, 200, 97, 1, 1],
    [83, 60, 400, 72, 4, 7],
    [40, 80, 1000, 75, 7, 10],
    [52, 72, 600, 20, 3, 8],
    [94, 96, 700, 36, 5, 6],
]
STATION_DIRECTIONS = [-1, 1, -1, -1, -1, 1]
STATION_PREFERENCES = [
    Preference("u-shape", indifference=10),
    Preference("v-shape", preference=30),
    Preference("linear", indifference=50, preference=500),
    Preference("level", indifference=10, preference=60),
    Preference("usual"),
    Preference("gaussian", inflection=5),
]
NUCLEAR = [[450, 8000, 54, 145], [10, 9100, 2, 160], [100, 8200, 31, 153], [220, 9300, 1, 162], [5, 8400, 23, 158]]
PHARMA = [  # Diakoulaki, Mavrotas and Papayannakis 1995: profitability, market share, productivity
    [61, 1.08, 4.33],
    [20.7, 0.26, 4.34],
    [16.3, 1.98, 2.53],
    [9, 3.29, 1.65],
    [5.4, 2.77, 2.33],
    [4, 4.12, 1.21],
    [-6.1, 3.52, 2.10],
    [-34.6, 3.31, 0.98],
]


def test_topsis_chooses_the_fighter_of_hwang_and_yoon():
    found = topsis(FIGHTERS, FIGHTER_WEIGHTS, FIGHTER_DIRECTIONS)
    assert found.scores == pytest.approx((0.643, 0.268, 0.613, 0.312), abs=6e-4)
    assert found.ranking == (1, 4, 2, 3)


def test_the_ideal_distances_of_the_fighters():
    found = topsis(FIGHTERS, FIGHTER_WEIGHTS, FIGHTER_DIRECTIONS)
    assert found.details["d_plus"] == pytest.approx((0.0546, 0.1197, 0.0580, 0.1009), abs=6e-5)
    assert found.details["d_minus"] == pytest.approx((0.0984, 0.0439, 0.0920, 0.0458), abs=6e-5)


def test_ahp_weighs_the_house_of_saaty():
    found = ahp(HOUSE, HOUSE_CRITERIA)
    assert found.weights == pytest.approx((0.173, 0.054, 0.188, 0.018, 0.031, 0.036, 0.167, 0.333), abs=6e-4)
    assert found.details["lambda_max"] == pytest.approx(9.669, abs=6e-4)
    assert found.details["consistency_ratio"] == pytest.approx(0.169, abs=6e-4)


def test_the_house_is_judged_inconsistently_at_a_place_that_can_be_named():
    found = ahp(HOUSE, HOUSE_CRITERIA)
    worst = found.details["most_inconsistent"]
    assert not found.details["consistent"]
    assert (worst["row"], worst["column"], worst["given"]) == ("neighbourhood", "condition", "6")
    assert [(r["row"], r["column"]) for r in found.details["repairs"]] == [("neighbourhood", "condition")]
    assert found.details["repairs"][-1]["consistency_ratio"] <= 0.1


@pytest.mark.parametrize(("other", "published"), [(1, 0.296), (2, 0.250), (3, 0.268), (4, 0.100), (5, 0.185)])
def test_promethee_prefers_the_first_station_as_much_as_printed(other, published):
    """Between two alone the leaving flow of the first is its preference index over the second."""
    found = promethee([STATIONS[0], STATIONS[other]], None, STATION_DIRECTIONS, preferences=STATION_PREFERENCES)
    assert found.details["leaving"][0] == pytest.approx(published, abs=6e-4)


def test_promethee_ranks_the_stations():
    found = promethee(STATIONS, None, STATION_DIRECTIONS, preferences=STATION_PREFERENCES)
    assert found.details["leaving"] == pytest.approx((0.220, 0.396, 0.247, 0.329, 0.455, 0.300), abs=6e-4)
    assert found.details["entering"] == pytest.approx((0.366, 0.379, 0.336, 0.349, 0.162, 0.355), abs=6e-4)
    assert [group[0] for group in found.groups] == ["5", "2", "4", "6", "3", "1"]


def test_merec_weighs_as_its_authors_do():
    found = merec(NUCLEAR, ["benefit", "benefit", "cost", "cost"])
    assert found.weights == pytest.approx((0.5752, 0.0141, 0.4016, 0.0091), abs=6e-5)
    assert found.ranking == (1, 3, 2, 4)


def test_critic_weighs_the_pharmaceutical_firms():
    assert critic(PHARMA).weights == pytest.approx((0.20, 0.48, 0.32), abs=6e-3)


def test_the_best_worst_method_buys_the_car_of_rezaei():
    """Judgements that fit together: 8 = a_bj · a_jw for every criterion, so the weights are their exact ratios."""
    criteria = ["quality", "price", "comfort", "safety", "style"]
    found = bwm(criteria, "price", "style", [2, 1, 4, 2, 8], [4, 8, 2, 4, 1])
    assert found.weights == pytest.approx([x / 19 for x in (4, 8, 2, 4, 1)], abs=1e-9)
    assert found.details["deviation"] == pytest.approx(0, abs=1e-9)


def test_vikor_keeps_its_climber_and_its_compromise_under_other_names():
    found = vikor([[1, 3000], [2, 3750], [5, 4500]], directions=[-1, 1], alternatives=["A1", "A2", "A3"])
    assert found.details["s"] == pytest.approx((0.5, 0.375, 0.5))
    assert found.details["r"] == pytest.approx((0.5, 0.25, 0.5))
    assert found.details["compromise"] == ["A2"]


def test_the_shops_of_the_textbook_on_envelopment():
    """Cooper, Seiford and Tone 2000, example 3.1 in kind: two inputs for one unit of sales."""
    shops = [[4, 3, 1], [7, 3, 1], [8, 1, 1], [4, 2, 1], [2, 4, 1], [10, 1, 1]]
    found = dea(shops, [-1, -1, 1], list("ABCDEF"))
    assert found.scores == pytest.approx((0.8571, 0.6316, 1, 1, 1, 1), abs=6e-5)
    assert dict(zip("ABCDEF", found.details["efficient"], strict=True)) == {
        "A": False,
        "B": False,
        "C": True,
        "D": True,
        "E": True,
        "F": False,
    }
    assert found.details["references"][0] == pytest.approx({"D": 0.7143, "E": 0.2857}, abs=6e-5)
    assert found.details["references"][1] == pytest.approx({"C": 0.1053, "D": 0.8947}, abs=6e-5)
    assert found.details["targets"][5]["1"] == pytest.approx(8)


def test_entropy_of_a_coin_table_is_that_of_shannon():
    """Shares 1/2, 1/4, 1/8, 1/8 carry 1.75 of at most 2 bits."""
    found = entropy([[8, 1], [4, 1], [2, 1], [2, 2]])
    assert found.details["entropy"][0] == pytest.approx(1.75 / 2)
