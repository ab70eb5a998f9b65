"""Every power index by name, and the function that computes one.

Adding an index is one function in a file of its own, and one entry below.
"""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING, Any

from allocation.errors import RuleError
from allocation.rule import Bilingual
from allocation.voting.banzhaf import banzhaf_normalised_power, banzhaf_power, coleman_act, coleman_initiate, coleman_prevent, penrose, rae
from allocation.voting.blocks import banzhaf_owen_power, owen_power
from allocation.voting.deegan_packel import deegan_packel
from allocation.voting.description import IndexDescription
from allocation.voting.johnston import johnston
from allocation.voting.power_index import PowerIndex
from allocation.voting.public_good import public_good, public_help_chi, public_help_theta
from allocation.voting.shapley_shubik import shapley_shubik

if TYPE_CHECKING:
    from allocation.games.voting import VotingGame

__all__ = ["power", "power_indices"]

_UNIONS = {"unions": Bilingual("事先结成的投票集团：成员名单的列表", "groups of voters who vote together: a list of lists of names")}
_HOW = {
    "how": Bilingual(
        "auto、exact（整数计数）或 floating（积分，附误差界）", "auto, exact (whole numbers) or floating (integral, error bound)"
    )
}

_INDICES = (
    IndexDescription(
        "shapley_shubik",
        shapley_shubik,
        Bilingual("夏普利–舒比克指数", "Shapley–Shubik index"),
        Bilingual("在所有表决顺序中成为关键一票的比例", "how often a voter turns the vote, over all orders of voting"),
        "SS_i = Σ_s η_i(s) s!(n−s−1)!/n!",
        "L. S. Shapley and M. Shubik, A method for evaluating the distribution of power in a committee system, 1954",
        takes=_HOW,
    ),
    IndexDescription(
        "banzhaf",
        banzhaf_power,
        Bilingual("班扎夫指数（绝对）", "Banzhaf index (absolute)"),
        Bilingual("其他人随机投票时一票能改变结果的比例", "the share of the others' coalitions that a voter turns into winning ones"),
        "β_i = η_i / 2^(n−1)",
        "J. F. Banzhaf, Weighted voting doesn't work, 1965",
    ),
    IndexDescription(
        "banzhaf_normalised",
        banzhaf_normalised_power,
        Bilingual("班扎夫指数（归一）", "Banzhaf index (normalised)"),
        Bilingual("占全部关键票的份额，总和为一", "a voter's share of all swings; adds up to one"),
        "η_i / Σ_j η_j",
        "J. F. Banzhaf, Weighted voting doesn't work, 1965",
    ),
    IndexDescription(
        "penrose",
        penrose,
        Bilingual("彭罗斯测度", "Penrose measure"),
        Bilingual("其他人掷硬币投票时，自己一票决定结果的概率", "the chance that one's vote decides when all others toss coins"),
        "η_i / 2^(n−1)",
        "L. S. Penrose, The elementary statistics of majority voting, 1946",
    ),
    IndexDescription(
        "rae",
        rae,
        Bilingual("雷伊指数", "Rae index"),
        Bilingual("表决结果与自己投票一致的概率", "how often the outcome is what the voter voted for"),
        "1/2 + η_i / 2^n",
        "D. W. Rae, Decision-rules and individual values in constitutional choice, 1969",
    ),
    IndexDescription(
        "coleman_prevent",
        coleman_prevent,
        Bilingual("科尔曼阻止权力", "Coleman's power to prevent"),
        Bilingual("能使多少获胜联盟失败", "the share of winning coalitions that a voter can break"),
        "η_i / #W",
        "J. S. Coleman, Control of collectivities and the power of a collectivity to act, 1971",
    ),
    IndexDescription(
        "coleman_initiate",
        coleman_initiate,
        Bilingual("科尔曼发起权力", "Coleman's power to initiate"),
        Bilingual("能使多少失败联盟获胜", "the share of losing coalitions that a voter can complete"),
        "η_i / (2^n − #W)",
        "J. S. Coleman, Control of collectivities and the power of a collectivity to act, 1971",
    ),
    IndexDescription(
        "coleman_act",
        coleman_act,
        Bilingual("科尔曼行动能力", "Coleman's power to act"),
        Bilingual("整个机构通过决议的容易程度，对所有人相同", "how easily the body decides: the share of winning coalitions"),
        "#W / 2^n",
        "J. S. Coleman, Control of collectivities and the power of a collectivity to act, 1971",
    ),
    IndexDescription(
        "johnston",
        johnston,
        Bilingual("约翰斯顿指数", "Johnston index"),
        Bilingual("每个脆弱联盟由能使其失败的成员平分", "each breakable winning coalition is shared by the members who can break it"),
        "Σ_{S: i critical} 1/#critical(S), normalised",
        "R. J. Johnston, On the measurement of power: some reactions to Laver, 1978",
    ),
    IndexDescription(
        "deegan_packel",
        deegan_packel,
        Bilingual("迪根–帕克尔指数", "Deegan–Packel index"),
        Bilingual("最小获胜联盟机会均等，成员平分", "minimal winning coalitions are equally likely and their members share equally"),
        "1/#M Σ_{S∈M, i∈S} 1/|S|",
        "J. Deegan and E. W. Packel, A new index of power for simple n-person games, 1978",
    ),
    IndexDescription(
        "public_good",
        public_good,
        Bilingual("公共物品指数", "public good index"),
        Bilingual("所属最小获胜联盟的份额", "a voter's share of memberships in minimal winning coalitions"),
        "#{S∈M: i∈S}, normalised",
        "M. J. Holler, Forming coalitions and measuring voting power, 1982",
    ),
    IndexDescription(
        "public_help_theta",
        public_help_theta,
        Bilingual("公共帮助指数 θ", "public help index θ"),
        Bilingual("所属获胜联盟的份额", "a voter's share of memberships in winning coalitions"),
        "#{S∈W: i∈S}, normalised",
        "C. Bertini, G. Gambarelli and I. Stach, A public help index, 2008",
    ),
    IndexDescription(
        "public_help_chi",
        public_help_chi,
        Bilingual("公共帮助指数 χ", "public help index χ"),
        Bilingual("所属获胜联盟，按规模平方折减", "memberships in winning coalitions, small coalitions counting more"),
        "Σ_{S∈W, i∈S} 1/|S|², normalised",
        "C. Bertini and I. Stach, On public values and power indices, 2015",
    ),
    IndexDescription(
        "owen",
        owen_power,
        Bilingual("欧文指数", "Owen index"),
        Bilingual("成员按集团一起表决时的夏普利–舒比克指数", "Shapley–Shubik when the members of each union vote one after another"),
        "Σ_{r,t} r!(m−r−1)!/m! · t!(p−t−1)!/p! · η_i(r,t)",
        "G. Owen, Values of games with a priori unions, 1977",
        needs=_UNIONS,
    ),
    IndexDescription(
        "banzhaf_owen",
        banzhaf_owen_power,
        Bilingual("班扎夫–欧文指数", "Banzhaf–Owen index"),
        Bilingual("成员按集团表决时的班扎夫指数", "Banzhaf when other unions and one's own members toss coins"),
        "Σ_{r,t} η_i(r,t) / (2^(m−1) 2^(p−1))",
        "G. Owen, Modification of the Banzhaf–Coleman index for games with a priori unions, 1982",
        needs=_UNIONS,
    ),
)
_BY_NAME = {one.name: one for one in _INDICES}


def power_indices() -> tuple[IndexDescription, ...]:
    """Return every power index with its title and meaning (zh/en), formula, options and reference.

    Examples
    --------
    >>> power_indices()[0].name
    'shapley_shubik'
    """
    return _INDICES


def power(game: VotingGame, index: str = "shapley_shubik", **options: Any) -> PowerIndex:
    """Return the power of every voter by an index of the registry.

    Parameters
    ----------
    game
        A voting game.
    index
        A name of :func:`power_indices`.
    **options
        The options of that index.

    Returns
    -------
    PowerIndex

    Raises
    ------
    RuleError
        If the index is unknown, or an option is unknown or missing.
    GameError
        If the game is no voting game.
    TableTooLargeError
        If the weights are too large to be counted in memory.

    Examples
    --------
    >>> import allocation as al
    >>> g = al.VotingGame([4, 4, 4, 2, 2, 1], quota=12)
    >>> al.power(g, index="banzhaf").swings
    (10, 10, 10, 6, 6, 0)
    """
    if index not in _BY_NAME:
        close = get_close_matches(index, _BY_NAME, n=3) or sorted(_BY_NAME)
        raise RuleError(f"there is no power index {index!r}: did you mean {', '.join(close)}?")
    _BY_NAME[index].check_options(options)
    return _BY_NAME[index].compute(game, **options)
