"""Points that only one kind of game has, as rules of the registry: Bird's allocation, the Owen point, the two sides' best points."""

from __future__ import annotations

from collections.abc import Callable

from allocation.games.base import Game
from allocation.games.points import own_point
from allocation.games.production import ProductionGame
from allocation.result import Allocation
from allocation.rule import AllocationRule, Bilingual, Domain, Promise

__all__ = ["OWN_RULES"]

# every one of these points lies in the core of its game
_PROMISES: frozenset[Promise] = frozenset({"efficient", "individually rational", "in the core"})
_MARKET = "G. Demange, Strategyproofness in the assignment market game, 1982"


def _point(name: str) -> Callable[..., Allocation]:
    def compute(game: Game) -> Allocation:
        return own_point(game, name)

    return compute


def _owen_point(game: ProductionGame) -> Allocation:
    return game.owen_point()


def _rule(
    name: str,
    domain: Domain,
    title: tuple[str, str],
    meaning: tuple[str, str],
    formula: str,
    reference: str,
    compute: Callable[..., Allocation] | None = None,
) -> AllocationRule:
    return AllocationRule(
        name=name,
        compute=compute or _point(name),
        title=Bilingual(*title),
        meaning=Bilingual(*meaning),
        formula=formula,
        reference=reference,
        promises=_PROMISES,
        domain=domain,
    )


OWN_RULES: tuple[AllocationRule, ...] = (
    _rule(
        "bird",
        "tree",
        ("伯德分摊", "Bird's allocation"),
        (
            "在最便宜的网络中，每个成员承担自己通向源头方向的那一段线路",
            "each pays the line of the cheapest network that leads from it towards the source",
        ),
        "x_i = −c(i, next node towards the source)",
        "C. G. Bird, On cost allocation for a spanning tree: a game theoretic approach, 1976",
    ),
    _rule(
        "folk",
        "tree",
        ("民间解", "Folk solution"),
        (
            "把不影响最便宜网络的线路降到最低价后取夏普利值；与选用哪一个最便宜网络无关",
            "the Shapley value once every line is as cheap as leaves the cheapest network as it is, whichever that is",
        ),
        "x = Shapley value of the irreducible tree game",
        "A. Bogomolnaia and H. Moulin, Sharing a minimal cost spanning tree: beyond the folk solution, 2010",
    ),
    _rule(
        "seller_optimal",
        "assignment",
        ("卖方最优", "Best for the sellers"),
        ("无人退出的方案中对所有卖方最有利的一个", "of all splits that nobody walks out of, the one that every seller likes best"),
        "x_i = v(N) − v(N∖i) for every seller i, the rest of its pair to the buyer",
        _MARKET,
    ),
    _rule(
        "buyer_optimal",
        "assignment",
        ("买方最优", "Best for the buyers"),
        ("无人退出的方案中对所有买方最有利的一个", "of all splits that nobody walks out of, the one that every buyer likes best"),
        "x_j = v(N) − v(N∖j) for every buyer j, the rest of its pair to the seller",
        _MARKET,
    ),
    _rule(
        "fair_point",
        "assignment",
        ("折中点", "Fair division point"),
        (
            "卖方最优与买方最优的正中；等于 τ 值",
            "half-way between what the sellers and what the buyers like best; it is the tau value",
        ),
        "x = (best for the sellers + best for the buyers)/2",
        "G. L. Thompson, Auctions and market games, 1981; M. Núñez and C. Rafels, The assignment game: the τ-value, 2002",
    ),
    _rule(
        "owen_point",
        "production",
        ("欧文点", "Owen point"),
        (
            "按影子价格给每个成员投入的资源计价：多一个单位的资源能多卖多少",
            "each gets what its resources are worth at shadow prices: what one more unit of each would add to the sales",
        ),
        "x_i = Σ_r y_r b_ri, y the dual prices of max p·z, A z ≤ b(N)",
        "G. Owen, On the core of linear production games, 1975",
        _owen_point,
    ),
    _rule(
        "equal_gain_splitting",
        "sequencing",
        ("等分换位收益", "Equal gain splitting"),
        ("每一对成员互换次序的收益由两者平分", "the gain of every two members that change places is halved between them"),
        "x_i = ½ Σ_j g_ij",
        "I. J. Curiel, G. Pederzoli and S. H. Tijs, Sequencing games, 1989",
    ),
)
