"""Speak the two ways in which model endpoints are asked, and read what they answer."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

MOST_TOKENS = 1_000_000_000
"""More than any call can take: a larger number is a mistake, not a bill."""
ANTHROPIC_VERSION = "2023-06-01"
"""The version of the messages interface that is spoken."""


class Style(StrEnum):
    """How an endpoint wants to be asked."""

    OPENAI = "openai"
    """`POST /chat/completions`, as most servers understand."""
    ANTHROPIC = "anthropic"
    """`POST /messages`."""


@dataclass(frozen=True, slots=True, repr=False)
class Ask:
    """One request; it never prints, because it carries a key."""

    path: str
    headers: Mapping[str, str]
    body: object


@dataclass(frozen=True, slots=True)
class Heard:
    """What an answer's body says; the tokens are None when it says nothing of them."""

    text: str
    tokens: tuple[int, int] | None
    """In, out."""


class Strangers(BaseModel):
    """What a stranger sent: unknown keys are ignored, and no error quotes a value."""

    model_config = ConfigDict(strict=True, frozen=True, extra="ignore", hide_input_in_errors=True)


Tokens = Annotated[int, Field(ge=0, le=MOST_TOKENS)]
"""A number of tokens that can be."""


class ChatUsage(Strangers):
    """Tokens as a chat completion counts them."""

    prompt_tokens: Tokens
    completion_tokens: Tokens


class ChatMessage(Strangers):
    """What was said; nothing when the model refused."""

    content: str | None = None


class ChatChoice(Strangers):
    """One of the answers; only one is asked for."""

    message: ChatMessage


class Chat(Strangers):
    """A chat completion, as far as it is read."""

    choices: Annotated[list[ChatChoice], Field(min_length=1)]
    usage: ChatUsage | None = None

    def heard(self) -> Heard:
        """Return what it says."""
        usage = self.usage
        tokens = (usage.prompt_tokens, usage.completion_tokens) if usage else None
        return Heard(self.choices[0].message.content or "", tokens)


class MessageUsage(Strangers):
    """Tokens as a message counts them."""

    input_tokens: Tokens
    output_tokens: Tokens
    cache_creation_input_tokens: Tokens | None = None
    cache_read_input_tokens: Tokens | None = None

    def tokens(self) -> tuple[int, int]:
        """Return tokens in and out, those in from the service's own cache among them."""
        kept = (self.cache_creation_input_tokens or 0) + (self.cache_read_input_tokens or 0)
        return self.input_tokens + kept, self.output_tokens


class MessageBlock(Strangers):
    """A piece of a message."""

    text: str = ""


class Message(Strangers):
    """A message, as far as it is read."""

    content: Annotated[list[MessageBlock], Field(min_length=1)]
    usage: MessageUsage | None = None

    def heard(self) -> Heard:
        """Return what it says."""
        return Heard(self.content[0].text, self.usage.tokens() if self.usage else None)


@dataclass(frozen=True, slots=True)
class Asking:
    """How a model is asked, besides the question."""

    style: Style
    model: str
    max_tokens: int
    temperature: float | None

    def ask(self, question: str, key: str) -> Ask:
        """Return the request; an empty key sends none, as local servers want it."""
        body = {
            "model": self.model,
            "max_tokens": self.max_tokens,
            "messages": [{"role": "user", "content": question}],
        }
        if self.temperature is not None:
            body["temperature"] = self.temperature
        if self.style is Style.OPENAI:
            proof = {"authorization": f"Bearer {key}"} if key else {}
            return Ask("/chat/completions", proof, body)
        proof = {"x-api-key": key} if key else {}
        return Ask("/messages", proof | {"anthropic-version": ANTHROPIC_VERSION}, body)

    def hear(self, raw: Any) -> Heard | None:  # a stranger's JSON is anything until it is parsed
        """Return what an answer's JSON says; None when it is no such answer."""
        shape = Chat if self.style is Style.OPENAI else Message
        try:
            return shape.model_validate(raw).heard()
        except ValidationError:
            return None
