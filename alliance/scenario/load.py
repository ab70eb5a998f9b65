"""Reading a scenario file of any of the three forms."""

from __future__ import annotations

import os
from pathlib import Path

from alliance.language import Message
from alliance.scenario.problems import file_error
from alliance.scenario.schema import Scenario
from alliance.scenario.sources import read_bytes
from alliance.scenario.text_files import read_json, read_toml

__all__ = ["load"]

_TEXT_FORMS = {".toml": read_toml, ".json": read_json}


def load(path: str | os.PathLike[str]) -> Scenario:
    """Read and check a scenario.

    Parameters
    ----------
    path
        A ``.toml``, ``.json`` or ``.xlsx`` file of up to 10 MB.

    Returns
    -------
    Scenario
        Every reference is the id of something the scenario holds; all parts fit together.

    Raises
    ------
    ScenarioError
        With **all** problems of the file: where, what, what to do.

    Examples
    --------
    >>> from importlib.resources import files
    >>> len(load(str(files("alliance") / "examples" / "starter.toml")).members)
    3
    """
    file = Path(path)
    form = file.suffix.lower()
    if form not in (*_TEXT_FORMS, ".xlsx"):
        what = Message("scenarios are not read from {suffix} files.", {"suffix": form or Message("such")})
        raise file_error(file, what, Message("Give a .toml, .json or .xlsx file; an .xls file can be saved as .xlsx."))
    data = read_bytes(file)
    if form in _TEXT_FORMS:
        return _TEXT_FORMS[form](data, file)
    from alliance.scenario.workbook_read import read_workbook  # late: openpyxl is slow to import and most files are text

    return read_workbook(data, file)
