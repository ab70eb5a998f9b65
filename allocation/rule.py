"""The description of one allocation rule, as the registry knows it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from allocation.errors import RuleError
from allocation.exact import ExactTable
from allocation.result import Allocation

if TYPE_CHECKING:
    from allocation.landmarks import Landmarks

__all__ = ["AllocationRule", "Bilingual", "Domain", "Promise"]

Promise = Literal["efficient", "symmetric", "dummy", "additive", "covariant", "homogeneous", "individually rational", "in the core"]
Domain = Literal["game", "claims", "voting", "tree", "assignment", "production", "sequencing"]


class Bilingual(NamedTuple):
    """One text in Chinese and English."""

    zh: str
    en: str


@dataclass(frozen=True)
class AllocationRule:
    """An allocation rule as the registry knows it.

    Parameters
    ----------
    name
        Its name everywhere: Python, scenario files, command line.
    compute
        ``compute(game, **options) -> Allocation``.
    title, meaning
        Chinese and English; ``meaning`` says in one sentence for whom it is fair and why.
    formula
        In plain text.
    reference
        Author, title, year.
    exact
        ``exact(table, **options)``: the rule by its definition in rational numbers, without solver and without kernel; re-checks results.
        The options are those recorded in the result: plain data, players by name.
        None where the proof carries its own certificate.
    needs, takes
        Names of options that must and that may be given, each with what it is.
    promises
        Axioms the rule keeps on every game; the contract of the tests checks just these.
    domain
        What kind of game it splits: any ``"game"``, or only ``"claims"`` on an estate, ``"voting"`` games, or one of the structured kinds.
    landmarks_only
        Whether ``exact`` needs no table but only :class:`allocation.landmarks.Landmarks`, so that results for thousands of players can be
        re-checked too.
    """

    name: str
    compute: Callable[..., Allocation]
    title: Bilingual
    meaning: Bilingual
    formula: str
    reference: str
    exact: Callable[..., Sequence[Fraction]] | None = None
    needs: Mapping[str, Bilingual] = field(default_factory=dict)
    takes: Mapping[str, Bilingual] = field(default_factory=dict)
    promises: frozenset[Promise] = frozenset({"efficient"})
    domain: Domain = "game"
    landmarks_only: bool = False

    def check_options(self, options: Mapping[str, Any]) -> None:
        """Refuse unknown options and name missing ones.

        Raises
        ------
        RuleError
            Naming every option that is unknown or missing.
        """
        unknown = [name for name in options if name not in self.needs and name not in self.takes]
        missing = [name for name in self.needs if options.get(name) is None]
        if unknown:
            known = ", ".join((*self.needs, *self.takes)) or "none"
            raise RuleError(f"rule {self.name!r} has no option {', '.join(unknown)}; its options: {known}")
        if missing:
            raise RuleError(f"rule {self.name!r} needs the option {', '.join(missing)}: {'; '.join(self.needs[m].en for m in missing)}")

    def exact_payoffs(self, table: ExactTable | Landmarks, options: Mapping[str, Any]) -> Sequence[Fraction]:
        """Compute the rule by its definition in rational numbers.

        Raises
        ------
        RuleError
            If the rule has no exact definition here (its proof carries a certificate instead).
        """
        if self.exact is None:
            raise RuleError(f"rule {self.name!r} is proved by a certificate, not by recomputing it")
        return self.exact(table, **options)
