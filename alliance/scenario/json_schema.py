"""The published JSON Schema of scenario files, for editors that complete and check while one types."""

from __future__ import annotations

from typing import Any

from alliance.scenario.schema import SCHEMA_VERSION, Scenario

__all__ = ["json_schema"]


def json_schema() -> dict[str, Any]:
    """Return the JSON Schema (draft 2020-12) of a scenario; ``docs/scenario.schema.json`` holds the same.

    It describes the tidy form. The loader takes more: numbers as text, full-width digits, names in place of ids.

    Examples
    --------
    >>> json_schema()["title"]
    'Scenario'
    """
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:alliance-engine:scenario:{SCHEMA_VERSION}",
        **Scenario.model_json_schema(),
    }
