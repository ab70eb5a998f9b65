"""What stands out in a council: power beyond votes, votes without power, benefit far from power or investment."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from alliance.council.power import Power
from alliance.document import Block, Voter, Wording, said
from alliance.language import marked
from alliance.naming import Names, listing

__all__ = ["findings_of"]

POWER_GAP = 0.02  # of all power: two points more than the votes are seen in a bar chart and felt at the table
BENEFIT_GAP = 0.05  # of the whole: five points between benefit and power, or investment, are worth a question in the council
EVERYTHING = 1 - 1e-12  # of all power: what rounding leaves of 1
NAMED = 3  # members named per finding, the widest gaps first

Gap = tuple[float, Voter, float, float]  # how far above, whom, what, against what
MORE = {
    "power": marked("More power than votes: {members}."),
    "investment": marked("Benefit far above investment: {members}."),
    "benefit": marked("Benefit far above power: {members}."),
}
LESS = {
    "power": marked("Less power than votes: {members}."),
    "investment": marked("Benefit far below investment: {members}."),
    "benefit": marked("Benefit far below power: {members}."),
}
ENTRY = {
    "power": marked("{member} (power {first}, votes {second})"),
    "investment": marked("{member} (benefit {first}, investment {second})"),
    "benefit": marked("{member} (benefit {first}, power {second})"),
}


def findings_of(voters: Sequence[Voter], blocks: Sequence[Block], power: Power, names: Names) -> list[Wording]:
    """Say what stands out, or that nothing does; empty where power could not be counted.

    Parameters
    ----------
    voters
        Every member's shares.
    blocks
        Members who vote together.
    power
        Roles of the members.
    names
        What they are called.
    """
    if power.roles is None:
        return []
    found = [*_roles(power, voters, names), *_gaps(voters, names), *_stakes(voters, names), *_block_findings(blocks)]
    return found or [_nothing(voters)]


def _roles(power: Power, voters: Sequence[Voter], names: Names) -> Iterator[Wording]:
    roles = power.roles
    if roles is None:
        return
    if roles.dictator is not None:
        yield said("{member} decides alone: the votes of all others change nothing.", member=listing([roles.dictator], names))
    elif len(roles.veto) == len(voters):
        yield said("Every member has a veto: a single no stops any proposal.")
    elif roles.veto:
        yield said("Nothing passes without {members}.", members=listing(roles.veto, names))
    if roles.dummies and roles.dictator is None:
        yield said("Votes without power, because no decision ever turns on them: {members}.", members=listing(roles.dummies, names))


def _gaps(voters: Sequence[Voter], names: Names) -> Iterator[Wording]:
    """Power against votes, then benefit against power and against investment."""
    votes = [(one.power - one.vote_share, one, one.power, one.vote_share) for one in voters if one.power is not None]
    yield from _said("power", votes, POWER_GAP, names)
    for against in ("benefit", "investment"):
        staked = [one for one in voters if one.benefit or one.investment]
        pairs = [(one, one.benefit, one.power if against == "benefit" else one.investment) for one in staked]
        gaps = [(first - second, one, first, second) for one, first, second in pairs if first is not None and second is not None]
        yield from _said(against, gaps, BENEFIT_GAP, names)


def _said(kind: str, gaps: Sequence[Gap], least: float, names: Names) -> Iterator[Wording]:
    above = sorted((gap for gap in gaps if gap[0] >= least), key=lambda gap: -gap[0])
    below = sorted((gap for gap in gaps if gap[0] <= -least), key=lambda gap: gap[0])
    for text, chosen in ((MORE[kind], above), (LESS[kind], below)):
        if chosen:
            yield said(text, members=_joined([_entry(ENTRY[kind], gap, names) for gap in chosen[:NAMED]]))


def _entry(text: str, gap: Gap, names: Names) -> Wording:
    _, voter, first, second = gap
    return said(text, member=listing([voter.member], names), first=f"{first:.1%}", second=f"{second:.1%}")


def _joined(entries: Sequence[Wording]) -> Wording:
    return Wording(zh="、".join(one.zh for one in entries), en=", ".join(one.en for one in entries))


def _stakes(voters: Sequence[Voter], names: Names) -> Iterator[Wording]:
    idle = [one.member for one in voters if one.benefit == 0 and not one.investment]
    if idle:
        yield said("Votes without a share in what is put in or paid out: {members}.", members=listing(idle, names))


def _block_findings(blocks: Sequence[Block]) -> Iterator[Wording]:
    for block in blocks:
        values = {"block": block.name, "power": f"{block.power:.1%}", "votes": f"{block.vote_share:.1%}"}
        if block.power >= EVERYTHING:
            yield said("Voting together, the members of “{block}” decide alone, with {votes} of the votes.", **values)
        elif abs(block.power - block.vote_share) >= POWER_GAP:
            yield said("Voting together, the members of “{block}” have {power} of the power with {votes} of the votes.", **values)


def _nothing(voters: Sequence[Voter]) -> Wording:
    if any(one.benefit is not None for one in voters):
        return said("Nothing stands out: power follows the votes, and benefit stays close to power and investment.")
    return said("Nothing stands out: power follows the votes.")
