"""The superadditive cover: what a coalition is worth when it may split up."""

from __future__ import annotations

from allocation.errors import GameError
from allocation.games.base import Game
from allocation.games.table import TableGame
from allocation.kernels.superadditive_cover import cover_table

__all__ = ["superadditive_cover"]

MAX_PLAYERS = 20  # 3**20 pairs of parts take some seconds; every further player triples it


def superadditive_cover(game: Game) -> TableGame:
    """Return the smallest superadditive game that is nowhere below the given one.

    A coalition is worth the best sum over all ways to split it into groups. No rule takes this step by itself.

    Parameters
    ----------
    game
        Any game with at most 20 players.

    Returns
    -------
    TableGame
        O(3**n).

    Raises
    ------
    GameError
        If there are more than 20 players.

    References
    ----------
    R. J. Aumann and J. H. Drèze, "Cooperative games with coalition structures", 1974.

    Examples
    --------
    >>> superadditive_cover(TableGame([0, 3, 4, 5])).table().tolist()
    [0.0, 3.0, 4.0, 7.0]
    """
    if game.n > MAX_PLAYERS:
        raise GameError(f"a superadditive cover looks at 3**n pairs of coalitions: at most {MAX_PLAYERS} players, got {game.n}")
    cover = TableGame(cover_table(game.table()), game.players)
    cover.sense = game.sense
    return cover
