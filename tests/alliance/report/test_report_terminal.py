"""The report in a terminal."""

import re
from dataclasses import dataclass, field
from io import StringIO
from typing import NamedTuple

import pytest
import report_sample
from rich.console import Console

from alliance.report import print_document, print_rules
from alliance.report.names import columns


def printed(document, language="en", width=100):
    stream = StringIO()
    print_document(document, Console(file=stream, width=width, highlight=False), language)
    return stream.getvalue()


def words(text):
    return " ".join(text.split())


@pytest.fixture(scope="module")
def en():
    return printed(report_sample.document(), width=140)


@pytest.fixture(scope="module")
def zh():
    return printed(report_sample.document(), "zh", width=140)


def test_title_and_scope(zh):
    assert "浙江省高性能产业用纺织材料技术创新战略联盟" in zh
    assert "从 22 家候选中选出 5 家伙伴" in zh


def test_amounts_of_every_rule(en):
    line = next(line for line in en.splitlines() if line.strip().startswith("Zhejiang Hailide"))
    assert line.split()[-5:] == ["557.90", "611.39", "330.00", "660.00", "867.85"]


def test_totals(en):
    line = next(line for line in en.splitlines() if line.strip().startswith("Total"))
    assert line.split()[1:] == ["1,650.00"] * 5


def test_recommended_rule_is_marked(en):
    assert "(recommended)" in en
    assert "Recommended: Shapley value" in en


def test_stability_line_per_rule(en):
    assert "✓ Shapley value: nobody leaves" in en
    assert "✗ Equal split: Everyone except Donghua University would leave together" in words(en)


def test_stability_in_chinese(zh):
    assert "✗ 均分：除东华大学以外的全体成员会一起退出" in zh


def test_selection(en):
    assert "Proved best: no set within the limits is better." in en
    assert "alternative 2" in en


def test_clashing_limits():
    clash = [report_sample.Wording(zh="预算", en="budget and size")]
    broken = report_sample.selection().model_copy(update={"status": "infeasible", "chosen": None, "clash": clash, "alternatives": []})
    said = printed(report_sample.document(selection=broken, games=[]))
    assert "No set of partners meets all limits." in said
    assert "✗ budget and size" in said


def test_warnings_and_skipped_rules(en):
    assert "! Some numbers are synthetic." in en
    assert "Owen value was left out: no blocks are given" in en


def test_game_without_a_core_says_so(en):
    assert "Whatever the split, some group is better off leaving" in words(en)


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("width", [40, 60, 80, 100, 200])
def test_no_line_is_wider_than_the_terminal(language, width):
    lines = printed(report_sample.document(), language, width).splitlines()
    assert max(map(columns, lines)) <= width


@pytest.mark.parametrize("width", [40, 60, 80, 100, 200])
def test_no_amount_is_lost_in_a_narrow_terminal(width):
    said = printed(report_sample.document(), "zh", width)
    for split in report_sample.document().games[0].splits:
        for money in split.money:
            assert f"{float(money):,.2f}".replace("-", "−") in said


def test_chinese_columns_line_up():
    lines = printed(report_sample.document(games=report_sample.document().games[:1]), "zh", 140).splitlines()
    amounts = [line.rstrip() for line in lines if re.search(r"\d\.\d\d$", line.rstrip()) and line.count(".") == 5]
    assert len(amounts) == 6
    assert len(set(map(columns, amounts))) == 1


def test_markup_in_names_is_not_read():
    assert "[bold]x[/bold] [link=//x]" in printed(report_sample.renamed("[bold]x[/bold] [link=//x]"), width=200)


def test_escape_sequences_in_names_are_dropped():
    assert "\x1b" not in printed(report_sample.renamed("a\x1b]0;owned\x07b"))


def test_empty_study():
    said = printed(report_sample.document(games=[], selection=None, warnings=[]))
    assert "22 members" in said


def test_huge_amounts_fit():
    split = (
        report_sample.document().games[0].splits[0].model_copy(update={"money": ["1" * 18 + ".00"] * 5, "money_total": "5" * 18 + ".00"})
    )
    game = report_sample.document().games[0].model_copy(update={"splits": [split]})
    assert "111,111,111,111,111,111.00" in printed(report_sample.document(games=[game], selection=None), width=60)


class Both(NamedTuple):
    zh: str
    en: str


@dataclass
class Rule:
    name: str = "owen"
    title: Both = field(default_factory=lambda: Both("欧文值", "Owen value"))
    meaning: Both = field(default_factory=lambda: Both("先分给各块", "first among blocks"))
    formula: str = "ψ"
    reference: str = "Owen, 1977"
    needs: dict[str, Both] = field(default_factory=lambda: {"unions": Both("企业块", "blocks")})
    takes: dict[str, Both] = field(default_factory=lambda: {"seed": Both("种子", "seed")})


def rule_lines(language, **changes):
    stream = StringIO()
    print_rules([Rule(**changes)], Console(file=stream, width=80), language)
    return [line.strip() for line in stream.getvalue().splitlines() if line.strip()]


def test_rule_in_english():
    assert rule_lines("en") == ["Owen value  owen", "first among blocks", "ψ", "needs unions: blocks", "takes seed: seed", "Owen, 1977"]


def test_rule_in_chinese():
    assert rule_lines("zh") == ["欧文值  owen", "先分给各块", "ψ", "必须给出 unions：企业块", "可以给出 seed：种子", "Owen, 1977"]


def test_rule_without_options():
    assert rule_lines("en", needs={}, takes={}) == ["Owen value  owen", "first among blocks", "ψ", "Owen, 1977"]


def test_markup_in_formulas_is_not_read():
    assert "v[S] = [red]x" in rule_lines("en", formula="v[S] = [red]x")


def test_registered_rules_can_be_printed():
    import allocation

    stream = StringIO()
    print_rules(allocation.rules(), Console(file=stream, width=100), "zh")
    assert "沙普利值" in stream.getvalue()
