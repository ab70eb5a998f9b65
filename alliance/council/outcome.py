"""The whole design view of a council: rule, shares, roles, findings."""

from __future__ import annotations

from collections.abc import Sequence

from alliance.council.body import Body, body_of
from alliance.council.findings import findings_of
from alliance.council.power import Power, power_of
from alliance.council.shares import benefit_shares, investment_shares
from alliance.document import Block, CouncilOutcome, GameOutcome, Voter, Wording, said
from alliance.naming import Names, names_of
from alliance.scenario.schema import Scenario

__all__ = ["council_outcome"]


def council_outcome(scenario: Scenario, games: Sequence[GameOutcome] = ()) -> CouncilOutcome:
    """Set the council's votes against power, benefit and investment.

    Parameters
    ----------
    scenario
        Members, votes, blocks, and the council part; without one, more than half of the votes decide.
    games
        Games already split: benefit is what their recommended splits pay. Without games there is no benefit to compare with.

    Returns
    -------
    CouncilOutcome
        O(n² q) for n members and a quota of q votes.

    Raises
    ------
    GameError
        If no member has a vote.

    Examples
    --------
    >>> import alliance
    >>> outcome = council_outcome(alliance.load("examples/standards.toml"))
    >>> outcome.voters[0].member, outcome.voters[0].vote_share
    ('I01', 0.3)
    """
    body, names = body_of(scenario), names_of(scenario)
    power = power_of(body)
    voters = _voters(scenario, body, power, games)
    blocks = _blocks(body, power)
    roles = power.roles
    return CouncilOutcome(
        rule=body.decision.title,
        terms=_terms(body, names),
        voters=voters,
        blocks=blocks,
        dictator=roles.dictator if roles else None,
        veto=list(roles.veto) if roles else [],
        dummies=list(roles.dummies) if roles else [],
        minimal_winning=[list(group) for group in power.minimal],
        minimal_total=None if power.minimal_total is None else str(power.minimal_total),
        chance_to_pass=power.chance_to_pass,
        findings=findings_of(voters, blocks, power, names),
        notes=list(power.notes),
    )


def _voters(scenario: Scenario, body: Body, power: Power, games: Sequence[GameOutcome]) -> list[Voter]:
    benefit, investment = benefit_shares(games), investment_shares(scenario, games)
    block_of = {member: name for name, members in body.blocks.items() for member in members}
    return [
        Voter(
            member=member,
            block=block_of.get(member),
            votes=float(votes),
            vote_share=float(votes / body.total),
            power=power.shapley_shubik.get(member),
            banzhaf=power.banzhaf.get(member),
            power_in_blocks=power.in_blocks.get(member),
            benefit=benefit.get(member, 0.0) if benefit else None,
            investment=investment.get(member, 0.0) if investment else None,
        )
        for member, votes in zip(body.members, body.votes, strict=True)
    ]


def _blocks(body: Body, power: Power) -> list[Block]:
    if not power.in_blocks:
        return []
    votes = dict(zip(body.members, body.votes, strict=True))
    return [
        Block(
            name=name,
            members=members,
            vote_share=float(sum(votes[member] for member in members) / body.total),
            power=sum(power.in_blocks[member] for member in members),
        )
        for name, members in body.blocks.items()
    ]


def _terms(body: Body, names: Names) -> list[Wording]:
    """Say what it takes to pass a proposal."""
    present, needed, total = body.present_needed, f"{float(body.votes_needed):g}", f"{float(body.total):g}"
    if not present:
        terms = [said("At least {needed} of the {total} votes must say yes.", needed=needed, total=total)]
    else:
        terms = [
            said("At least {needed} of the {count} members with a vote must be present.", needed=present, count=len(body.members)),
            said("When all are present, at least {needed} of the {total} votes must say yes.", needed=needed, total=total),
            said("Power is counted as the power to pass a proposal whatever the others do: come and vote no, or stay away."),
        ]
    if body.chair is not None:
        chair = names[body.chair]
        text = said("In a tie the side of {chair} wins, who is in the chair.", chair=chair)
        terms.append(text if body.tie_is_possible else said("Under this rule no tie can arise for {chair} to break.", chair=chair))
    return terms
