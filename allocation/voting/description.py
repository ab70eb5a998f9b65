"""The description of one power index."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from allocation.errors import RuleError
from allocation.rule import Bilingual
from allocation.voting.power_index import PowerIndex

__all__ = ["IndexDescription"]


@dataclass(frozen=True)
class IndexDescription:
    """A power index as the registry knows it.

    Parameters
    ----------
    name
        Its name everywhere.
    compute
        ``compute(game, **options) -> PowerIndex``.
    title, meaning
        Chinese and English; ``meaning`` says in one sentence what it measures.
    formula
        In plain text. η_i are a voter's swings, W the winning coalitions, M the minimal winning ones.
    reference
        Author, title, year.
    needs, takes
        Names of options that must and that may be given, each with what it is.
    """

    name: str
    compute: Callable[..., PowerIndex]
    title: Bilingual
    meaning: Bilingual
    formula: str
    reference: str
    needs: Mapping[str, Bilingual] = field(default_factory=dict)
    takes: Mapping[str, Bilingual] = field(default_factory=dict)

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
            raise RuleError(f"power index {self.name!r} has no option {', '.join(unknown)}; its options: {known}")
        if missing:
            raise RuleError(
                f"power index {self.name!r} needs the option {', '.join(missing)}: {'; '.join(self.needs[m].en for m in missing)}"
            )
