"""On which line of a TOML or JSON text an entry stands; read only after something was found wrong.

The texts have been parsed already, so this scanner meets valid syntax only and may be simple.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator

from alliance.scenario.problems import Steps

__all__ = ["json_lines", "toml_lines"]

_JSON_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"|[{}\[\]:,]|[^\s{}\[\]:,"]+')
_TOML_TOKEN = re.compile(
    r'#[^\n]*|"""(?:[^\\]|\\.)*?"""+|\'\'\'.*?\'\'\'+|"(?:[^"\\\n]|\\.)*"|\'[^\'\n]*\'|\n|[{}\[\]=,.]|[^\s{}\[\]=,.#"\']+',
    re.DOTALL,
)


class _Tokens:
    """Tokens with their lines, one at a time."""

    def __init__(self, pattern: re.Pattern[str], text: str) -> None:
        starts = [0, *(match.end() for match in re.finditer("\n", text))]
        self._rest: Iterator[re.Match[str]] = pattern.finditer(text)
        self._starts = starts
        self.line = 1
        self.now = ""
        self.step()

    def step(self) -> str:
        """Return the present token and go on to the next."""
        gone = self.now
        while (match := next(self._rest, None)) is not None and match[0].startswith("#"):
            continue
        self.now = match[0] if match else ""
        if match:
            self.line = bisect_right(self._starts, match.start())
        return gone

    def skip_breaks(self) -> None:
        """Pass over line ends."""
        while self.now == "\n":
            self.step()


def json_lines(text: str) -> dict[Steps, int]:
    """Return the line of every entry of a valid JSON text."""
    lines: dict[Steps, int] = {}
    _value(_Tokens(_JSON_TOKEN, text), (), lines, ":")
    return lines


def toml_lines(text: str) -> dict[Steps, int]:
    """Return the line of every entry of a valid TOML text."""
    lines: dict[Steps, int] = {}
    tokens, seen = _Tokens(_TOML_TOKEN, text), Counter[Steps]()
    head: Steps = ()
    while tokens.now:
        tokens.skip_breaks()
        if tokens.now == "[":
            head = _header(tokens, seen)
            for length in range(1, len(head) + 1):
                lines.setdefault(head[:length], tokens.line)
        elif tokens.now:
            line, key = tokens.line, (*head, *_key(tokens))
            lines[key] = line
            tokens.step()
            _value(tokens, key, lines, "=")
    return lines


def _header(tokens: _Tokens, seen: Counter[Steps]) -> Steps:
    tokens.step()
    is_list = tokens.now == "["
    if is_list:
        tokens.step()
    steps: Steps = ()
    for word in (key := _key(tokens)):
        steps = (*steps, word)
        if len(key) > len([step for step in steps if isinstance(step, str)]) and seen[steps]:
            steps = (*steps, seen[steps] - 1)
    tokens.step()
    if is_list:
        tokens.step()
        seen[steps] += 1
        return (*steps, seen[steps] - 1)
    return steps


def _key(tokens: _Tokens) -> list[str]:
    words = [_bare(tokens.step())]
    while tokens.now == ".":
        tokens.step()
        words.append(_bare(tokens.step()))
    return words


def _bare(token: str) -> str:
    return token[1:-1] if token[:1] in ('"', "'") else token


def _value(tokens: _Tokens, steps: Steps, lines: dict[Steps, int], equals: str) -> None:
    lines.setdefault(steps, tokens.line)
    opened = tokens.step()
    if opened == "[":
        _items(tokens, steps, lines, equals)
    elif opened == "{":
        _entries(tokens, steps, lines, equals)
    else:  # a number or a date may be cut into several tokens
        while tokens.now and tokens.now not in ("\n", ",", "]", "}"):
            tokens.step()


def _items(tokens: _Tokens, steps: Steps, lines: dict[Steps, int], equals: str) -> None:
    position = 0
    tokens.skip_breaks()
    while tokens.now not in ("]", ""):
        _value(tokens, (*steps, position), lines, equals)
        position += 1
        tokens.skip_breaks()
        if tokens.now == ",":
            tokens.step()
        tokens.skip_breaks()
    tokens.step()


def _entries(tokens: _Tokens, steps: Steps, lines: dict[Steps, int], equals: str) -> None:
    while tokens.now not in ("}", ""):
        line, key = tokens.line, (*steps, *_key(tokens))
        lines[key] = line
        if tokens.now == equals:
            tokens.step()
        _value(tokens, key, lines, equals)
        if tokens.now == ",":
            tokens.step()
    tokens.step()
