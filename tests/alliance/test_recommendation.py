"""The recommendation follows from the numbers, and says why."""

from alliance.document import Group, SplitOutcome, Wording
from alliance.recommendation import recommend

UNIT = Wording(zh="万元", en="10,000 yuan")
NAMES = {"A": Wording(zh="甲", en="Alpha"), "B": Wording(zh="乙", en="Beta"), "C": Wording(zh="丙", en="Gamma")}


def outcome(rule, *, in_core, short=(), tightest=(), verified=True):
    title = Wording(zh=rule, en=rule)
    return SplitOutcome(
        rule=rule,
        title=title,
        meaning=Wording(zh=f"{rule} 的含义", en=f"what {rule} means"),
        formula="",
        reference="",
        method="exact",
        options={},
        payoffs=[1.0, 2.0],
        money=["1", "2"],
        money_total="3",
        gains=[1.0, 2.0],
        in_core=in_core,
        individually_rational=not short,
        short=list(short),
        max_excess=-1.0 if in_core else 1.0,
        tightest=list(tightest),
        details={},
        proof={},
        verified=verified,
        checks=[],
    )


def english(wordings):
    return " ".join(w.en for w in wordings)


def test_contribution_comes_first_when_nobody_leaves():
    splits = [outcome("equal", in_core=True), outcome("nucleolus", in_core=True), outcome("shapley", in_core=True)]
    assert recommend(splits, False, "0.00", UNIT, NAMES).rule == "shapley"


def test_the_councils_factors_come_before_plain_contribution():
    splits = [outcome("shapley", in_core=True), outcome("corrected_shapley", in_core=True)]
    assert recommend(splits, False, "0.00", UNIT, NAMES).rule == "corrected_shapley"


def test_nucleolus_when_contribution_drives_somebody_out():
    worst = Group(members=["A", "B"], value=5.0, share=4.0, excess=1.0)
    found = recommend([outcome("shapley", in_core=False, tightest=[worst]), outcome("nucleolus", in_core=True)], False, "0.00", UNIT, NAMES)
    assert found.rule == "nucleolus"
    assert "2 members together would earn 1 (10,000 yuan) more on their own" in english(found.reasons)


def test_empty_core_says_what_it_would_cost():
    found = recommend([outcome("shapley", in_core=False), outcome("nucleolus", in_core=False)], True, "12.50", UNIT, NAMES)
    assert found.rule == "nucleolus"
    assert "12.50 (10,000 yuan) more" in english(found.cautions)
    assert "12.50（万元）" in " ".join(w.zh for w in found.cautions)


def test_a_member_below_its_stand_alone_value_is_named():
    found = recommend([outcome("nucleolus", in_core=False, short=["C"])], True, "1.00", UNIT, NAMES)
    assert "Below their stand-alone value: Gamma." in english(found.cautions)


def test_a_member_that_gains_nothing_is_named():
    alone = Group(members=["C"], value=7.0, share=7.0, excess=0.0)
    found = recommend([outcome("nucleolus", in_core=True, tightest=[alone])], False, "0.00", UNIT, NAMES)
    assert "No gain over working alone: Gamma." in english(found.cautions)


def test_an_unknown_core_is_said_to_be_unknown():
    found = recommend([outcome("nucleolus", in_core=None)], None, None, UNIT, NAMES)
    assert "not known" in english(found.cautions)
    assert "nobody has a reason" not in english(found.reasons)


def test_nothing_to_recommend():
    assert recommend([outcome("equal", in_core=False)], False, "0.00", UNIT, NAMES) is None


def test_any_stable_split_is_better_than_none():
    assert recommend([outcome("equal", in_core=True)], False, "0.00", UNIT, NAMES).rule == "equal"


def test_an_unverified_result_does_not_claim_to_be_checked():
    found = recommend([outcome("nucleolus", in_core=True, verified=False)], False, "0.00", UNIT, NAMES)
    assert "re-checked" not in english(found.reasons)
