"""An estimated split in the terminal: everybody's share with its interval, and who might walk out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rich.box import SIMPLE_HEAD
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from alliance.language import Language, translate
from alliance.report.formats import Numbers

if TYPE_CHECKING:
    from rich.console import Console

    from alliance.scenario import Scenario

__all__ = ["print_estimate"]

STRONG, SOFT, GOOD, BAD = "bold", "dim", "green", "red"


def print_estimate(outcome: dict[str, Any], title: str, scenario: Scenario, console: Console, language: Language) -> None:
    """Print an estimate.

    Parameters
    ----------
    outcome
        Of :func:`alliance.estimating.estimate_plan`.
    title
        Of the game.
    scenario
        For the members' names and the decimals of its money.
    console
        A rich console.
    language
        ``"zh"`` or ``"en"``.
    """
    numbers = Numbers(language, scenario.alliance.decimals)
    names = {member.id: member.name.say(language) for member in scenario.members}
    for estimate in outcome["estimates"]:
        console.print()
        console.print(Text(f"{title}: {_title(estimate['rule'], language)}", STRONG))
        console.print(Padding(Text(_made(estimate, language), SOFT), (0, 0, 0, 2)))
        console.print(_table(outcome["players"], estimate, names, numbers, language))
    console.print(_leaving(outcome["leaving"], names, numbers, language))


def _title(rule: str, language: Language) -> str:
    """Say a rule's title."""
    from allocation.registry import find_rule

    title = find_rule(rule, "game").title
    return title.zh if language == "zh" else title.en


def _made(estimate: dict[str, Any], language: Language) -> str:
    text = (
        translate("Exact: every group was evaluated ({evaluations}).", language, evaluations=estimate["evaluations"])
        if not any(estimate["standard_error"])
        else translate(
            "Estimated from {evaluations} evaluated groups; each interval holds the true share with a probability of 95 %.",
            language,
            evaluations=estimate["evaluations"],
        )
    )
    missed = translate("The precision asked for was not reached: allow more samples.", language) if estimate["reached"] is False else ""
    return f"{text} {missed}".strip()


def _table(players: list[str], estimate: dict[str, Any], names: dict[str, str], numbers: Numbers, language: Language) -> Table:
    table = Table(box=SIMPLE_HEAD, show_footer=True, pad_edge=False)
    table.add_column(translate("Member", language), translate("Total", language), overflow="fold")
    table.add_column(translate("Share", language), numbers.money(sum(estimate["payoffs"])), justify="right")
    table.add_column("±", justify="right")
    table.add_column(translate("between", language), justify="right")
    table.add_column(translate("and", language), justify="right")
    rows = zip(players, estimate["payoffs"], estimate["low"], estimate["high"], strict=True)
    for player, payoff, low, high in rows:
        table.add_row(Text(names.get(player, player)), *(numbers.money(amount) for amount in (payoff, (high - low) / 2, low, high)))
    return table


def _leaving(leaving: dict[str, Any], names: dict[str, str], numbers: Numbers, language: Language) -> Text:
    if leaving["stable"] is False:
        worst = leaving["worst"][0]
        comma = "、" if language == "zh" else ", "
        who = comma.join(names.get(player, player) for player in worst["members"])
        said = translate("Would walk out: {who} get {amount} more on their own.", language, who=who, amount=numbers.money(worst["excess"]))
        return Text(f"✗ {said}", BAD)
    if leaving["stable"]:
        return Text(f"✓ {translate('Proved: no group can earn more on its own.', language)}", GOOD)
    said = translate(
        "No group of {evaluations} evaluated would walk out; with a confidence of 95 % at most {share} of all groups would.",
        language,
        evaluations=leaving["evaluations"],
        share=f"{leaving['share']:.1%}",
    )
    return Text(f"? {said}", SOFT)
