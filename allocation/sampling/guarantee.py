"""What a sample of coalitions says about all the others, with a stated confidence."""

from __future__ import annotations

from scipy.special import betaincinv

__all__ = ["share_of_scenarios", "share_of_trials"]


def share_of_scenarios(samples: int, unknowns: int, confidence: float) -> float:
    """Return the share of coalitions that a split fitted to samples may leave dissatisfied at most.

    Parameters
    ----------
    samples
        Coalitions drawn independently, all of them satisfied.
    unknowns
        Numbers that were fitted.
    confidence
        How sure the answer is to be.

    Returns
    -------
    float
        1.0 where there are not more samples than unknowns.

    References
    ----------
    M. C. Campi and S. Garatti, "The exact feasibility of randomized solutions of uncertain convex programs", 2008.
    E. Balkanski, U. Syed and S. Vassilvitskii, "Statistical cost sharing", 2017.

    Examples
    --------
    >>> round(share_of_scenarios(1_000, 10, 0.95), 4)
    0.0157
    """
    return 1.0 if samples <= unknowns else float(betaincinv(unknowns, samples - unknowns + 1, confidence))


def share_of_trials(trials: int, hits: int, confidence: float) -> float:
    """Return the share that hits may have at most, given how many of independent trials were hits.

    References
    ----------
    C. J. Clopper and E. S. Pearson, "The use of confidence or fiducial limits", 1934.

    Examples
    --------
    >>> round(share_of_trials(1_000, 0, 0.95), 4)
    0.003
    """
    return 1.0 if hits >= trials else float(betaincinv(hits + 1, trials - hits, confidence))
