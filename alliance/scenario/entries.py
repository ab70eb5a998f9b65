"""The types of single entries: numbers, names, tables and ranges as the schema uses them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Any, ClassVar, TypeVar

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    Field,
    GetJsonSchemaHandler,
    ValidatorFunctionWrapHandler,
    WithJsonSchema,
    WrapValidator,
)
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, PydanticCustomError

from alliance.scenario.name_lists import split_names
from alliance.scenario.numbers import parse_flag, parse_number, parse_whole
from alliance.scenario.refusal import refuse, shown
from alliance.scenario.words import MAX_TEXT, MAX_WORD, clean_id, clean_text, clean_word, identity

__all__ = [
    "Amount",
    "Count",
    "Currency",
    "Flag",
    "Id",
    "Number",
    "Plain",
    "Positive",
    "Range",
    "Share",
    "Table",
    "Whole",
    "Word",
    "Words",
    "by_shape",
    "clean_long_text",
    "ends_of",
    "name_or_id",
    "require_order",
    "zero_if_empty",
]

K = TypeVar("K")
V = TypeVar("V")

Number = Annotated[float, BeforeValidator(parse_number), Field(allow_inf_nan=False)]
Amount = Annotated[Number, Field(ge=0)]
Positive = Annotated[Number, Field(gt=0)]
Share = Annotated[Number, Field(ge=0, le=1)]
Whole = Annotated[int, BeforeValidator(parse_whole)]
Flag = Annotated[bool, BeforeValidator(parse_flag)]
Word = Annotated[str, BeforeValidator(clean_word), Field(min_length=1, max_length=MAX_WORD)]
Id = Annotated[str, BeforeValidator(clean_id), Field(min_length=1, max_length=MAX_WORD)]


def _as_words(given: object) -> object:
    """Read one word, or several with marks between them, as a list."""
    return split_names(given) if isinstance(given, str) else given


_WORDS_FORM = {"anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}]}
Words = Annotated[list[Word], BeforeValidator(_as_words), WithJsonSchema(_WORDS_FORM)]


def clean_long_text(given: object) -> str:
    """Read a text of up to 2000 characters, see :func:`alliance.scenario.words.clean_text`."""
    return clean_text(given, MAX_TEXT)


def _code(given: object) -> str:
    return clean_word(given).upper()


Currency = Annotated[str, BeforeValidator(_code), Field(pattern="^[A-Z]{3}$")]


def _keep_every_entry(given: Any, read: ValidatorFunctionWrapHandler) -> Any:
    """Refuse tables in which two keys mean the same thing, where one entry would silently swallow the other."""
    table = read(given)
    if len({identity(key) for key in table}) < len(given):
        seen: dict[str, Any] = {}
        for key, value in given.items():
            (one,) = map(identity, read({key: value}))
            if one in seen:
                refuse("{first} and {second} are the same name.", "Keep one of the two entries.", first=shown(seen[one]), second=shown(key))
            seen[one] = key
    return table


Table = Annotated[dict[K, V], WrapValidator(_keep_every_entry)]


def _as_pair(given: object) -> object:
    if isinstance(given, dict) and given.keys() <= {"min", "max"}:
        low = given.get("min")
        return (0 if low is None else low, given.get("max"))
    if not isinstance(given, list | tuple) or not 1 <= len(given) <= 2:
        refuse("{given} is not a range.", "Write [2, 5] for 2 to 5, or [2] for at least 2.", given=shown(given))
    return (*given, None)[:2]


def require_order(low: float, high: float | None) -> None:
    """Refuse ends of a range that are the wrong way round."""
    if high is not None and low > high:
        refuse("the smallest number {low} is above the largest {high}.", "Exchange the two, or correct one of them.", low=low, high=high)


def _in_order(given: tuple[int, int | None]) -> tuple[int, int | None]:
    require_order(*given)
    return given


def ends_of(given: Any) -> Any:
    """Read two ends written as a list, such as [900, 1200]."""
    if isinstance(given, dict | BaseModel):
        return given
    if not isinstance(given, list | tuple) or len(given) != 2:
        refuse("{given} does not give two ends.", "Write both, e.g. [900, 1200].", given=shown(given))
    return {"low": given[0], "high": given[1]}


Count = Annotated[Whole, Field(ge=0)]
Range = Annotated[tuple[Count, Count | None], BeforeValidator(_as_pair), AfterValidator(_in_order)]


class Plain:
    """Mixin of a part that may also be written as a plain entry; its JSON Schema says so."""

    plain_form: ClassVar[dict[str, Any]]

    @classmethod
    def __get_pydantic_json_schema__(cls, core: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        full = handler.resolve_ref_schema(handler(core))
        described: dict[str, Any] = {key: full.pop(key) for key in ("title", "description") if key in full}
        return {**described, "anyOf": [cls.plain_form, full]}


def by_shape(kind: type, tag: str, otherwise: str) -> Callable[[Any], str]:
    """Return a discriminator that tells two forms of an entry apart by its Python type."""
    return lambda given: tag if isinstance(given, kind) else otherwise


def name_or_id(given: Any) -> Any:
    """Let the id stand for a missing name, and the name for a missing id; where both are missing, only the id is asked for."""
    if not isinstance(given, dict):
        return given
    name = given.get("name", {})
    if not isinstance(name, dict):
        return {**given, "id": name} if given.get("id") in (None, "") and name not in (None, "") else given
    first = next((text for text in (name.get("zh"), name.get("en")) if text not in (None, "")), None)
    if given.get("id") in (None, ""):
        return {**given, "name": name} if first is None else {**given, "id": first, "name": name}
    return (
        {**given, "name": {**name, "zh": given["id"], "en": given["id"]}}
        if first is None and _is_clean(given["id"])
        else {**given, "name": name}
    )


def _is_clean(word: object) -> bool:
    """Tell whether a word may be copied; a broken one is reported where it stands, and only there."""
    try:
        return bool(clean_word(word))
    except PydanticCustomError:
        return False


def zero_if_empty(given: Any) -> Any:
    """Read an empty table as zero for everybody."""
    return 0.0 if given == {} else given
