"""Saved views: whose they are, what they keep, and the one that opens the list."""

from __future__ import annotations

import pytest

from applicants.admin.applications import ApplicationAdmin
from applicants.admin.filters import AdjustmentsFilter
from applicants.choices import Status
from applicants.desk.models import SavedView
from applicants.desk.services.views import FILTERS, MOST_VIEWS, clean_query, save_view
from applicants.errors import GuardFailed
from recruitment.accounts.holdings import forget_all, held_for
from recruitment.accounts.roles import Role
from tests.applicants.staff.world import (
    make_application,
    make_candidate,
    make_member,
    make_vacancy,
    staff_client,
)

pytestmark = pytest.mark.django_db
LIST = "/staff/applicants/application/"
VIEWS = f"{LIST}views/"


@pytest.fixture
def vacancy():
    return make_vacancy()


@pytest.fixture
def recruiter(vacancy):
    return make_member(Role.RECRUITER, vacancy)


def test_a_view_keeps_filters_and_no_words_of_a_search(recruiter):
    client = staff_client(recruiter)
    data = {"name": " My   sift ", "query": "q=Linden&p=4&stage=sift&due=soon&password=x"}
    page = client.post(VIEWS, data)
    assert (page.status_code, page.url) == (302, f"{LIST}?due=soon&stage=sift")
    view = SavedView.objects.get()
    assert (view.owner, view.name, view.query) == (recruiter, "My sift", "due=soon&stage=sift")
    text = client.get(f"{LIST}?stage=sift&due=soon").content.decode()
    assert '<a href="?due=soon&amp;stage=sift" aria-current="true">My sift</a>' in text


def test_the_same_name_writes_the_view_anew(recruiter):
    for query in ("stage=sift", "stage=offer"):
        save_view(by=recruiter, name="Mine", query=query)
    assert [one.query for one in SavedView.objects.all()] == ["stage=offer"]


def test_the_default_view_opens_the_list_and_all_stays_one_link_away(vacancy, recruiter):
    make_application(vacancy)
    make_application(vacancy, Status.SIFT, candidate=make_candidate())
    client = staff_client(recruiter)
    client.post(VIEWS, {"name": "Sift", "query": "stage=sift", "is_default": "on"})
    page = client.get(LIST)
    assert (page.status_code, page.url) == (302, f"{LIST}?stage=sift")
    assert client.get(page.url).content.decode().count('class="field-where"') == 1
    assert client.get(f"{LIST}?q=").content.decode().count('class="field-where"') == 2
    client.post(VIEWS, {"name": "New", "query": "stage=new", "is_default": "on"})
    assert client.get(LIST).url == f"{LIST}?stage=new"
    client.post(f"{VIEWS}{SavedView.objects.get(name='Sift').pk}/", {"do": "default"})
    assert client.get(LIST).url == f"{LIST}?stage=sift"
    client.post(f"{VIEWS}{SavedView.objects.get(name='Sift').pk}/", {"do": "no-default"})
    assert client.get(LIST).status_code == 200


def test_nobody_touches_the_views_of_somebody_else(vacancy, recruiter):
    view = save_view(by=recruiter, name="Mine", query="stage=sift", is_default=True)
    other = staff_client(make_member(Role.RECRUITER, vacancy))
    assert "Mine" not in other.get(VIEWS).content.decode()
    other.post(f"{VIEWS}{view.pk}/", {"do": "delete"})
    other.post(f"{VIEWS}{view.pk}/", {"do": "default"})
    assert other.get(LIST).status_code == 200
    assert SavedView.objects.filter(owner=recruiter, is_default=True).count() == 1
    mine = staff_client(recruiter)
    mine.post(f"{VIEWS}{view.pk}/", {"do": "delete"})
    assert not SavedView.objects.exists()


def test_a_view_without_a_name_is_asked_for_one(recruiter):
    page = staff_client(recruiter).post(VIEWS, {"name": " ", "query": "stage=sift"})
    text = page.content.decode()
    assert "<title>Error: Your saved views" in text
    assert '<a href="#id_name">Give the view a name.</a>' in text
    assert 'name="query" value="stage=sift"' in text


def test_there_are_not_too_many(recruiter):
    for number in range(MOST_VIEWS):
        save_view(by=recruiter, name=f"View {number}", query="")
    with pytest.raises(GuardFailed, match="You have 20 views"):
        save_view(by=recruiter, name="One more", query="")
    save_view(by=recruiter, name="View 3", query="stage=new")


def test_a_view_can_keep_every_filter_there_is():
    offered = {one.parameter_name for one in (*ApplicationAdmin.list_filter, AdjustmentsFilter)}
    assert set(FILTERS) == offered
    assert clean_query("&".join(f"{name}=1" for name in offered)).count("=1") == len(offered)


def test_views_are_in_their_owners_data_and_end_with_the_account(recruiter):
    save_view(by=recruiter, name="Mine", query="stage=sift")
    desk = next(one for one in held_for(recruiter) if one.code == "desk")
    assert list(desk.lines) == [("Saved view: Mine", "stage=sift")]
    forget_all(recruiter)
    assert not SavedView.objects.exists()
