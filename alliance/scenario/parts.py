"""What every part of a scenario is made of: strict models, texts in two languages, things with an id and a name."""

from __future__ import annotations

from typing import Annotated, Any, ClassVar, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, model_validator

from alliance.scenario.entries import Id, Plain, clean_long_text, name_or_id

__all__ = ["Named", "Part", "Role", "Text"]

Role = Literal["enterprise", "university", "institute", "government", "intermediary", "financial", "other"]


class Part(BaseModel):
    """Base of every part of a scenario: unknown keys are refused, instances do not change."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=False, hide_input_in_errors=False)


class Text(Plain, Part):
    """A text in Chinese, English or both; a plain string stands for both."""

    plain_form: ClassVar[dict[str, Any]] = {"type": "string"}

    zh: Annotated[str, BeforeValidator(clean_long_text)] = ""
    en: Annotated[str, BeforeValidator(clean_long_text)] = ""

    @model_validator(mode="before")
    @classmethod
    def _from_string(cls, given: Any) -> Any:
        return {"zh": given, "en": given} if isinstance(given, str | int) else given

    def say(self, language: str) -> str:
        """Return the text in a language, or in the other one where it is missing."""
        first, second = (self.zh, self.en) if language == "zh" else (self.en, self.zh)
        return first or second


class Named(Part):
    """Something with an id and a name; where one of the two is left out, the other stands for both."""

    id: Id
    name: Text

    @model_validator(mode="before")
    @classmethod
    def _fill_in(cls, given: Any) -> Any:
        return name_or_id(given)
