"""The demo's profile, its file, and the person who registered twice."""

from __future__ import annotations

import pytest
from django.utils import timezone

from applicants.models import PossibleDuplicate, ProfileSection
from recruitment.demo.load_people import load_people
from recruitment.demo.load_vacancies import load_vacancies
from recruitment.demo.people import EVERYBODY, TWICE
from recruitment.demo.profiles import FILLED, fill_profile
from recruitment.demo.stories import STORIES, Cast, tell_story
from recruitment.uploads.models import StoredFile

pytestmark = pytest.mark.django_db


def test_loading_twice_gives_the_same_as_once():
    load_vacancies(now=timezone.now())
    users = load_people()
    people = {person.username: person for person in EVERYBODY}
    cast = Cast(recruiter=users["rowan"], sifter=users["sasha"], second=users["sidney"])
    told = {"blair", TWICE.username}
    for expected in (len(FILLED), 0):
        assert fill_profile(person=people["indigo"], user=users["indigo"]) == expected
        for story in (one for one in STORIES if one.username in told):
            name = story.username
            tell_story(story, person=people[name], user=users[name], cast=cast)
    assert ProfileSection.objects.filter(completed=True).count() == len(FILLED)
    [file] = StoredFile.objects.exclude(owner_kind="advert")
    assert (file.owner_kind, file.name) == ("profile", "Confirmation of probation.pdf")
    pair = PossibleDuplicate.objects.get()
    assert pair.noticed_for.user.username == TWICE.username
    assert pair.other.user.username == "blair"
