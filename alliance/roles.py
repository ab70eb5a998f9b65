"""The roles a member may have, in words."""

from __future__ import annotations

from alliance.document import Wording, said

__all__ = ["ROLE_NAMES", "role_title"]

ROLE_NAMES = {
    "enterprise": "enterprise",
    "university": "university",
    "institute": "research institute",
    "government": "government body",
    "intermediary": "intermediary",
    "financial": "financial institution",
    "other": "other",
}


def role_title(role: str) -> Wording:
    """Return the name of a role in both languages.

    Examples
    --------
    >>> role_title("institute").en
    'research institute'
    """
    return said(ROLE_NAMES[role])
