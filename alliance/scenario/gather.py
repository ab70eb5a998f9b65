"""From rows of cells to the tree of a scenario, remembering which cell every entry came from."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from alliance.language import Message
from alliance.scenario.grid import Entry
from alliance.scenario.kinds import KINDS, GameValue, owner_of
from alliance.scenario.kinds.base import RowUse
from alliance.scenario.name_lists import split_names
from alliance.scenario.places import CellPlace
from alliance.scenario.problems import Finding, Steps
from alliance.scenario.refusal import shown
from alliance.scenario.sheets import sheet_of
from alliance.scenario.tables import Form, Sheet, Title, titles
from alliance.scenario.words import identity

__all__ = ["Gathering", "Row", "gather"]

_CHOOSE = titles("choose")
Row = dict[Form, Entry]  # column key, or (spread key, name) -> cell


@dataclass
class Gathering:
    """A tree under construction, with the cell of every entry and what was wrong on the way."""

    tree: dict[str, Any] = field(default_factory=dict)
    cells: dict[Steps, CellPlace] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)

    def fault(self, entry: Entry, what: Message, fix: Message) -> None:
        """Note that a cell is wrong in itself."""
        steps = ("\0", len(self.cells))  # a place of its own, outside the tree
        self.cells[steps] = entry.place
        self.findings.append(Finding(steps, what, fix))

    def put(self, steps: Steps, entry: Entry, value: object = None) -> None:
        """Set an entry of the tree to the value of a cell, or to another one; nothing is ever overwritten."""
        if entry.fault:
            self.fault(entry, *entry.fault)
        node: Any = self.tree
        for step, following in pairwise(steps):
            node = _inner(node, step, [] if isinstance(following, int) else {})
        if not isinstance(node, dict) or steps[-1] in node:
            other = self.cells.get(steps) or self.cells.get(steps[:-1], entry.place)
            self.fault(entry, Message("this is given in cell {cell} already.", {"cell": other.cell}), Message("Keep one of the two."))
            return
        node[steps[-1]] = 0 if entry.fault else entry.value if value is None else value
        self.cells[steps] = entry.place

    def add(self, sheet: Sheet, rows: list[Row]) -> None:
        """Take over the rows of a sheet, or refuse them where the chosen kind of value does not use it."""
        kind, owner = self.kind_of_value(), owner_of(sheet)
        if rows and kind is not None and owner is not None and kind is not KINDS[owner]:
            entry = next(iter(rows[0].values()))
            what = Message("this sheet is not for the kind of value “{kind}”.", {"kind": Title(kind.title)})
            self.fault(entry, what, Message("Clear it, or choose another kind of value."))
        else:
            _LAYOUTS[sheet.layout](self, sheet, rows)

    def kind_of_value(self) -> type[GameValue] | None:
        """Return the kind of value chosen on the sheet Alliance, None where there is none of that name."""
        return KINDS.get(str(self.tree.get("value", {}).get("kind")))

    def index(self, part: Form, entry: Entry) -> int | None:
        """Return the position of the item of a list that a cell names by id or name."""
        key = identity(str(entry.value))
        node: Any = self.tree
        for step in part:
            node = node.get(step, {})
        for position, item in enumerate(node or []):
            name = item.get("name", {})
            if key in {identity(str(word)) for word in (item.get("id", ""), *name.values()) if word != ""}:
                return position
        return None


def _inner(node: Any, step: str | int, empty: Any) -> Any:
    if isinstance(node, dict):
        return node.setdefault(step, empty)
    if isinstance(node, list) and isinstance(step, int):
        while len(node) <= step:
            node.append({})
        return node[step]
    return node


def _value(sheet: Sheet, key: Form, entry: Entry) -> object:
    """Read a cell by the kind of its column: choices become words of the schema, lists of names are cut."""
    column = next((one for one in sheet.columns if one.key == key), None)
    if column is None:
        return entry.value
    if column.choices:
        return column.choices.meant(entry.value)
    if column.kind == "names":
        text = str(entry.value)
        return "choose" if sheet.key == "projects" and identity(text) in _CHOOSE else split_names(text)
    return entry.value


def _add_form(to: Gathering, sheet: Sheet, rows: list[Row]) -> None:
    for row in rows:
        for key, entry in row.items():
            to.put(key, entry, _value(sheet, key, entry))


def _add_list(to: Gathering, sheet: Sheet, rows: list[Row]) -> None:
    for position, row in enumerate(rows):
        to.cells[(*sheet.at, position)] = next(iter(row.values())).place
        for key, entry in row.items():
            if key[0] != "factor":
                to.put((*sheet.at, position, *key), entry, _value(sheet, key, entry))


def _add_shares(to: Gathering, rows: list[Row]) -> None:
    """Take the factor columns of the members' sheet over into the factors."""
    for row in rows:
        member = row.get(("id",)) or row.get(("name", "zh")) or row.get(("name", "en"))
        for key, entry in row.items():
            if key[0] == "factor" and member:
                position = to.index(("allocation", "factors"), Entry(key[1], entry.place))
                if position is None:
                    to.fault(
                        entry,
                        Message("{name} is not a factor of the sheet Factors.", {"name": shown(key[1])}),
                        Message("Add it there, or correct the heading."),
                    )
                else:
                    to.put(("allocation", "factors", position, "shares", str(member.value)), entry)


def _add_keyed(to: Gathering, sheet: Sheet, rows: list[Row]) -> None:
    first = sheet.columns[0]
    for row in rows:
        name = row.get(first.key)
        if name is None:
            to.fault(
                next(iter(row.values())), Message("this row has no entry in its first column."), Message("Fill it in, or clear the row.")
            )
            continue
        key = str(_value(sheet, first.key, name))
        to.cells[(*sheet.at, key)] = name.place
        for column, entry in row.items():
            if column != first.key:
                to.put((*sheet.at, key, *column), entry, _value(sheet, column, entry))
        if len(row) == 1:
            to.put((*sheet.at, key), name, {})


def _add_requirements(to: Gathering, sheet: Sheet, rows: list[Row]) -> None:
    for row in rows:
        project, capability = row.get(("project",)), row.get(("capability",))
        if project is None or capability is None:
            to.fault(
                next(iter(row.values())),
                Message("this row needs both a project and a capability."),
                Message("Fill them in, or clear the row."),
            )
            continue
        position = to.index(("projects",), project)
        if position is None:
            what = Message("{given} is not a project of this scenario.", {"given": shown(project.value)})
            to.fault(project, what, Message("Add it on the sheet Projects, or correct the name."))
            continue
        for column in sheet.columns[2:]:
            if column.key in row:
                to.put(("projects", position, column.key[0], str(capability.value)), row[column.key])


def _add_value(to: Gathering, sheet: Sheet, rows: list[Row]) -> None:
    kind = to.kind_of_value()
    if kind is None:
        return
    use = kind.rows
    if rows and use == RowUse():
        entry = next(iter(rows[0].values()))
        what = Message("the value comes from other sheets (“{kind}”), so this sheet must stay empty.", {"kind": Title(kind.title)})
        to.fault(entry, what, Message("Clear it, or choose another kind of value."))
        return
    for row in rows:
        read = {key: Entry(_value(sheet, key, entry), entry.place, entry.fault) for key, entry in row.items()}
        if use.group:
            _add_item(to, use.group, {"members": (use.members,)}, read)
        else:
            _add_one_or_two(to, use, read)


def _add_item(to: Gathering, field_name: str, names: dict[str, Form], row: Row) -> None:
    items = to.tree["value"].setdefault(field_name, [])
    base: Steps = ("value", field_name, len(items))
    items.append({})
    to.cells[base] = next(iter(row.values())).place
    for key, entry in row.items():
        to.put((*base, *names.get(key[0], key)), entry)


def _add_one_or_two(to: Gathering, use: RowUse, row: Row) -> None:
    """Take one member as an amount of its own, two as a pair, as far as the kind of value knows them."""
    members = row.get(("members",))
    names = members.value if members and isinstance(members.value, list) else []
    fits = (len(names) == 1 and use.single) or (len(names) == 2 and use.pair)
    if members is None or not fits or row.keys() - {("members",), ("value",)}:
        to.fault(members or next(iter(row.values())), Message(use.shape), Message("Correct the row, or choose another kind of value."))
    elif len(names) == 1:
        to.put(("value", use.single, names[0]), row.get(("value",), Entry(None, members.place)))
    else:
        ends: Row = {(end,): Entry(name, members.place) for end, name in zip(use.ends, names, strict=True)}
        _add_item(to, use.pair, {"value": (use.amount,)}, {**ends, **{key: entry for key, entry in row.items() if key == ("value",)}})


_LAYOUTS: dict[str, Callable[[Gathering, Sheet, list[Row]], None]] = {
    "form": _add_form,
    "list": _add_list,
    "keyed": _add_keyed,
    "requirements": _add_requirements,
    "value": _add_value,
}


def gather(rows: dict[str, list[Row]]) -> Gathering:
    """Build the tree of a scenario from the rows of all sheets.

    Parameters
    ----------
    rows
        For each sheet its rows, in the order of the workbook's description.
    """
    to = Gathering()
    for key, found in rows.items():
        to.add(sheet_of(key), found)
    _add_shares(to, rows.get("members", []))
    kind = to.kind_of_value()
    for name, empty in ((kind.rows.group, []), (kind.rows.pair, []), (kind.rows.single, {})) if kind else ():
        if name:
            to.tree["value"].setdefault(name, empty)
    return to
