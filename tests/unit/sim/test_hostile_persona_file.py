"""What is no persona file: bombs, noise and endless files are refused, quickly and in words."""

import time
from contextlib import suppress
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.errors import PersonaFileWrong
from core.sim.persona_file import parse_personas, read_personas
from core.sim.yaml_file import MAX_BYTES, read_bytes
from tests.fakes.persona_files import FILE, but, plus, refusal

BROKEN = {
    "nothing": ("", 0, "file", "empty"),
    "only a comment": ("# nothing yet\n", 0, "file", "empty"),
    "an empty document": ("---\n", 2, "file", "named values"),
    "a list": ("- format: 1\n", 1, "file", "named values"),
    "no format": (but("format: 1\n", ""), 1, "format", "missing"),
    "another format": (but("format: 1", "format: 2"), 1, "format", "must be 1"),
    "no personas": ("format: 1\n", 1, "personas", "missing"),
    "an empty list": ("format: 1\npersonas: []\n", 2, "personas", "items"),
    "a text as persona": ("format: 1\npersonas: [ada]\n", 2, "personas[1]", "named values"),
    "another key": (FILE + "person: 1\n", 17, "person", "'personas'?"),
    "the same key twice": (plus("name: Eve"), 17, "personas[1].name", "line 4"),
    "a merge": (plus("<<: {name: Eve}"), 17, "personas[1].'<<'", "not known"),
    "an anchor": (but("Ada Example", "&a Ada"), 4, "personas[1].name", "write the value out"),
    "an alias": (but("Ada Example", "*a"), 4, "personas[1].name", "write the value out"),
    "an alias as key": (plus("*a : 1"), 17, "personas[1]", "write the value out"),
    "a tag": (but("Ada Example", "!!str Ada"), 4, "personas[1].name", "tag"),
    "a tag of Python": ("!!python/object/apply:os.getcwd []", 1, "file", "tag"),
    "a tag without a name": (but("Ada Example", "! Ada"), 4, "personas[1].name", "tag"),
    "a tag of broken letters": ("!<%ED%A0%80> a", 0, "file", "not YAML"),
    "a key that is a list": (plus("? [a]\n    : 1"), 17, "personas[1]", "a name is one word"),
    "a second document": (FILE + "---\n" + FILE, 17, "file", "one document"),
    "no YAML": (but("[0, 0,", "[0, 0}"), 15, "file", "not YAML"),
    "a tab": (but("    name", "\tname"), 4, "file", "not YAML"),
    "Latin-1": (FILE.replace("Ada Ex", "Adá Ex").encode("latin-1"), 4, "file", "UTF-8"),
    "UTF-16": (FILE.encode("utf-16"), 1, "file", "UTF-8"),
    "a zero byte": (but("Ada Ex", "Ada\0Ex"), 4, "file", r"\x00"),
    "half a surrogate": (but("Ada Example", r'"\ud800"'), 4, "file", "not YAML"),
    "an escape beyond Unicode": (but("Ada Example", r'"\UFFFFFFFF"'), 4, "file", "not YAML"),
    "too deep": ("[" * 12, 1, "file[1][1][1][1][1][1][1][1]", "too deep"),
    "too deep by names": ("{a: " * 9, 1, "a.a.a.a.a.a.a.a", "too deep"),
    "too many values": ("[" + "0," * 30_000 + "]", 1, "file[20000]", "20000 at most"),
}
"""The text, and what its refusal names."""


@pytest.mark.parametrize(("text", "line", "field", "advice"), BROKEN.values(), ids=BROKEN)
def test_what_is_no_persona_file_is_told_too(text, line, field, advice):
    wrong = refusal(text)

    assert (wrong.line, wrong.field) == (line, field)
    assert advice in wrong.problem


def test_a_bomb_of_brackets_is_refused_whoever_sees_it_first():
    wrong = refusal("[" * 100_000)

    assert wrong.line == 1
    assert wrong.field in {"file", "file[1][1][1][1][1][1][1][1]"}  # libyaml 0.2.6 looks ahead
    assert "too deep" in wrong.problem


def test_a_bomb_of_aliases_is_refused_before_it_goes_off():
    layers = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    layers += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 10)]

    wrong = refusal("\n".join(layers))

    assert (wrong.line, wrong.field) == (1, "a0")


def test_ten_megabytes_are_refused(tmp_path):
    large = tmp_path / "large.yaml"
    large.write_bytes(FILE.encode() + b"#" * 10 * 1024 * 1024)

    with pytest.raises(PersonaFileWrong, match=r"large\.yaml:0: file: .*256 KB"):
        read_personas(large)


class Measured(BytesIO):
    """A file that remembers how far it was read."""

    def close(self):
        self.reached = self.tell()


class Large:
    """Stands where a large file would."""

    def __init__(self):
        self.stream = Measured(bytes(10 * 1024 * 1024))

    def is_file(self):
        return True

    def open(self, mode):
        return self.stream


def test_of_ten_megabytes_no_more_is_read_than_shows_that_it_is_too_much():
    large = Large()

    with pytest.raises(PersonaFileWrong):
        read_bytes(large, "large.yaml")

    assert large.stream.reached == MAX_BYTES + 1


def test_the_largest_file_that_may_be_may_be():
    padded = FILE.encode() + b"#" * (MAX_BYTES - len(FILE))

    assert parse_personas(padded, "my.yaml")
    assert "256 KB" in refusal(padded + b"#").problem


@pytest.mark.parametrize("name", ["missing.yaml", ".", "/dev/zero", "null\0byte", "x" * 5000])
def test_what_is_no_file_is_refused(name):
    with pytest.raises(PersonaFileWrong, match=r":0: file: .*path"):
        read_personas(name)


def reading(found):
    """Return how long it takes to read or refuse a file, in seconds of work."""
    begun = time.process_time()
    with suppress(PersonaFileWrong):
        parse_personas(found, "my.yaml")
    return time.process_time() - begun


@given(st.binary(max_size=2000))
@settings(deadline=None)
def test_random_bytes_are_refused_and_never_break_the_reader(found):
    assert reading(found) < 1


UNPRINTABLE = st.text(st.characters(codec="utf-8", categories=["C"]), min_size=1)


@given(UNPRINTABLE)
@settings(deadline=None)
def test_no_message_carries_what_cannot_be_printed(odd):
    escaped = "".join(f"\\U{ord(letter):08x}" for letter in odd)

    wrong = [refusal(plus(f'"{escaped}": 1')), refusal(but("Ada Example", f'"{escaped}"'))]
    wrong += [refusal(f"{odd}: 1"), refusal(but("quick: 1.5", f'quick: "{escaped}"'))]

    assert all(str(it).isprintable() for it in wrong)


PIECES = [
    "&a ",
    "*a",
    "!!map ",
    "? ",
    "- ",
    ": ",
    "{",
    "}",
    "[",
    "]",
    "'",
    '"',
    "|",
    ">",
    "%",
    "\t",
]
PIECES += [
    "\n",
    "---\n",
    "...\n",
    "<<: ",
    "~",
    ".nan",
    "-0",
    "1e999",
    "\\",
    "#",
    "\x85",
    "\ufeff",
    "é",
]


@given(
    st.lists(
        st.tuples(
            st.integers(0, len(FILE)), st.integers(0, 40), st.sampled_from(PIECES) | st.text()
        ),
        min_size=1,
        max_size=5,
    )
)
@settings(deadline=None, max_examples=300)
def test_a_valid_file_that_was_mutated_is_read_or_refused(cuts):
    text = FILE
    for at, length, piece in cuts:
        text = text[:at] + piece + text[at + length :]

    assert reading(text.encode(errors="surrogatepass")) < 1


UNITS = [
    "[",
    "{",
    "- ",
    "? ",
    "a: ",
    "&a ",
    "*a ",
    "!",
    "'",
    '"\\',
    "[a, ",
    "{a: b, ",
    "|\n ",
    "\n\n a",
]
UNITS += ["%TAG ! !\n", "%YAML 1.1", "---\n", "a b ", "a\n b", ": ", "#", "9", "é", "\x85", "- a\n"]


@pytest.mark.parametrize("unit", UNITS)
def test_a_quarter_of_a_megabyte_of_anything_takes_less_than_a_second(unit):
    found = (unit * MAX_BYTES).encode()[:MAX_BYTES]

    assert reading(found) < 1
