"""What tasks are called: enough of it in each language, and nothing a list could not hold."""

import pytest
from pydantic import ValidationError

from core.errors import NotFound
from core.sim.persona import AREAS
from core.sim.texts import LANGUAGES, NAME_SLOT, AreaTexts, Template, Texts, texts


def templates(language):
    return [it for area in AREAS for it in texts(language).areas[area].tasks]


@pytest.mark.parametrize("language", LANGUAGES)
class TestEachLanguage:
    def test_there_are_forty_texts_and_more_and_each_is_its_own(self, language):
        found = [it.text for it in templates(language)]

        assert len(found) >= 40
        assert len(set(found)) == len(found)

    def test_every_area_has_tasks_that_come_back_and_tasks_that_do_not(self, language):
        areas = texts(language).areas.values()

        assert all(len(it.of(recurring=True)) >= 3 for it in areas)
        assert all(len(it.of(recurring=False)) >= 8 for it in areas)

    def test_projects_have_names_of_their_own(self, language):
        assert len({it.project for it in texts(language).areas.values()}) == len(AREAS)

    def test_every_period_has_its_words(self, language):
        assert set(texts(language).every) == {1, 7, 14, 30}

    def test_braces_are_only_for_names(self, language):
        bare = [it.text.replace(NAME_SLOT, "") for it in templates(language)]

        assert not any("{" in it or "}" in it for it in bare)

    def test_some_are_written_as_people_write(self, language):
        found = [it.text for it in templates(language)]

        assert any("](https://example.org/" in it for it in found)
        assert any("**" in it for it in found)
        assert any(ord(character) > 0x2600 for it in found for character in it)

    def test_some_are_quick_and_some_take_long(self, language):
        minutes = [it.minutes for it in templates(language)]

        assert min(minutes) <= 5
        assert max(minutes) >= 90


def test_no_two_languages_share_their_texts():
    found = [it.text for language in LANGUAGES for it in templates(language)]

    assert len(found) - len(set(found)) <= 3


@pytest.mark.parametrize("language", ["xx", "", "../texts/en", "EN"])
def test_a_language_without_texts_is_not_found(language):
    with pytest.raises(NotFound):
        texts(language)


@pytest.mark.parametrize("text", ["* A heading", "", " led by a space", "x" * 201])
def test_what_cannot_stand_on_a_list_is_refused(text):
    with pytest.raises(ValidationError):
        Template(text=text, minutes=5)


@pytest.mark.parametrize("minutes", [0, 241, "5", 5.5])
def test_minutes_are_whole_and_sensible(minutes):
    with pytest.raises(ValidationError):
        Template(text="Post the parcel", minutes=minutes)


def test_an_area_that_is_missing_is_noticed():
    area = AreaTexts(project="Work", tasks=[])

    with pytest.raises(ValidationError):
        Texts(every={}, names=[], areas={"work": area})
