"""The pages of the sift, as markers, recruiters and the chair use them."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from applicants.choices import Status
from applicants.models import (
    ApplicationSection,
    Reconciliation,
    SealOpening,
    SiftConflict,
    SiftDeclaration,
    SiftMarking,
)
from recruitment.accounts.roles import Role
from tests.applicants.sift.world import give, make_sift
from tests.applicants.staff.world import (
    make_application,
    make_candidate,
    make_member,
    make_vacancy,
    staff_client,
    write_evidence,
)
from vacancies.models import Vacancy

pytestmark = pytest.mark.django_db
SIFTING = "/staff/applicants/siftmarking/"
CASES = "/staff/applicants/application/"


@pytest.fixture
def sift():
    return make_sift()


def page(client, address):
    return client.get(address).content.decode()


def score_data(**more):
    return {"version": "1", "score_casework": "4", "score_records": "3", **more}


class TestMarker:
    def test_opening_an_application_leads_to_the_declaration_first(self, sift):
        application = sift.apply()
        late = staff_client(make_member(Role.SIFTER, sift.vacancy, declared=False))
        where = f"{SIFTING}{sift.vacancy.pk}/conflicts/"
        for part in ("case", "score", "conflict"):
            answer = late.get(f"{CASES}{application.pk}/{part}/")
            assert (answer.status_code, answer.url) == (302, where)
        assert application.reference not in page(late, CASES)
        assert "Say first whom you know" in page(late, SIFTING)
        answer = late.post(where, {"knows": "nobody", "names": ""})
        assert (answer.status_code, answer.url) == (302, f"{SIFTING}{sift.vacancy.pk}/")
        assert late.get(f"{CASES}{application.pk}/score/").status_code == 200

    @pytest.mark.parametrize(
        ("data", "sentence"),
        [
            ({}, "Select whether you know anybody who may have applied."),
            ({"knows": "somebody", "names": " \n"}, "Enter the names of the people you know."),
            ({"knows": "nobody", "names": "Robin Example"}, "You have entered names: select yes"),
            ({"knows": "somebody", "names": "x" * 101}, "Enter one name on each line."),
        ],
    )
    def test_a_declaration_that_cannot_be_kept_says_why(self, sift, data, sentence):
        late = staff_client(make_member(Role.SIFTER, sift.vacancy, declared=False))
        answer = late.post(f"{SIFTING}{sift.vacancy.pk}/conflicts/", data)
        text = answer.content.decode()
        assert answer.status_code == 200
        assert "<title>Error: People you know" in text
        assert sentence in text
        assert data.get("names", "").strip() in text
        assert SiftDeclaration.objects.count() == 2  # the two markers'

    def test_a_second_declaration_is_refused_and_the_first_is_shown_to_its_writer_alone(self, sift):
        late = staff_client(make_member(Role.SIFTER, sift.vacancy, declared=False))
        where = f"{SIFTING}{sift.vacancy.pk}/conflicts/"
        late.post(where, {"knows": "somebody", "names": "Robin Example"})
        assert late.post(where, {"knows": "nobody", "names": ""}).status_code == 409
        assert "<li>Robin Example</li>" in page(late, where)
        for person in (sift.first, sift.chair, make_member(Role.RECRUITER, sift.vacancy)):
            client = staff_client(person)
            assert "Robin Example" not in page(client, f"{SIFTING}{sift.vacancy.pk}/")
            assert "Robin Example" not in page(client, where)

    def test_save_and_next_goes_from_one_to_the_other_until_nothing_is_left(self, sift):
        first, second = sift.apply(days=5), sift.apply(days=3)
        client = staff_client(sift.first)
        begin = client.post(f"{SIFTING}{sift.vacancy.pk}/next/")
        assert begin.url == f"{CASES}{first.pk}/score/"
        after = client.post(begin.url, score_data(next="1"))
        assert after.url == f"{CASES}{second.pk}/score/"
        last = client.post(after.url, score_data(next="1"), follow=True)
        assert last.redirect_chain == [(f"{SIFTING}{sift.vacancy.pk}/", 302)]
        assert "Nothing is left for you to mark in this vacancy now." in last.content.decode()
        done = SiftMarking.objects.filter(completed_at__isnull=False, marker=sift.first)
        assert done.count() == 2

    def test_to_go_on_every_criterion_needs_its_score_and_saving_does_not(self, sift):
        application = sift.apply()
        client = staff_client(sift.first)
        where = f"{CASES}{application.pk}/score/"
        half = {"version": "1", "score_casework": "4"}
        text = client.post(where, half | {"next": "1"}).content.decode()
        assert "Choose a score before you go on to the next one." in text
        assert '<option value="4" selected>' in text
        assert client.post(where, half).url == f"{CASES}{application.pk}/case/"
        assert SiftMarking.objects.get().completed_at is None

    def test_a_link_does_not_hand_anything_out(self, sift):
        sift.apply()
        client = staff_client(sift.first)
        assert client.get(f"{SIFTING}{sift.vacancy.pk}/next/").status_code == 405
        assert SiftMarking.objects.count() == 0

    def test_i_know_this_person_is_confirmed_and_hides_it(self, sift):
        application = sift.apply()
        client = staff_client(sift.first)
        where = f"{CASES}{application.pk}/conflict/"
        assert "You will not see this application again" in page(client, where)
        assert SiftConflict.objects.count() == 0
        assert client.post(where, {"version": "1"}).url == f"{SIFTING}{sift.vacancy.pk}/"
        assert client.get(where).status_code == 404
        assert application.reference not in page(client, CASES)
        recruiter = staff_client(make_member(Role.RECRUITER, sift.vacancy))
        assert "because they know the candidate: Alder Invented" in page(
            recruiter, f"{CASES}{application.pk}/case/"
        )

    def test_a_marker_is_never_told_how_many_there_are(self, sift):
        for days in (1, 2, 3):
            sift.apply(days=days)
        SiftConflict.objects.create(
            application=sift.apply(), marker=sift.first, source="named", noted_at=timezone.now()
        )
        text = page(staff_client(sift.first), SIFTING)
        assert "<td>3</td><td>0</td><td>0</td>" in text
        assert "<td>4</td>" not in text

    def test_the_text_is_masked_where_it_is_read(self, sift):
        application = sift.apply(candidate=make_candidate("Canaryname", "Madeup"))
        write_evidence(application, "Canaryname here, collar no. 4411.\nI kept files.")
        ApplicationSection.objects.filter(application=application, code="personal").update(
            answers={"given_names": "Canaryname", "family_name": "Madeup"}
        )
        client = staff_client(sift.first)
        for part in ("case", "score"):
            text = page(client, f"{CASES}{application.pk}/{part}/")
            assert text.count("<p>[name hidden] here, collar no. [number hidden].</p>") == 2
            assert text.count("<p>I kept files.</p>") == 2
        recruiter = staff_client(make_member(Role.RECRUITER, sift.vacancy))
        assert "Canaryname here, collar no. 4411." in page(
            recruiter, f"{CASES}{application.pk}/case/"
        )


class TestReconciling:
    @pytest.fixture
    def apart(self, sift):
        application = sift.apply()
        write_evidence(application, "I kept forty case files in order.")
        give(application, sift.first, 5, 3)
        give(application, sift.second, 1, 3)
        return application

    def test_one_proposes_and_the_other_agrees(self, sift, apart):
        where = f"{CASES}{apart.pk}/reconcile/"
        first, second = staff_client(sift.first), staff_client(sift.second)
        assert f'<a href="{where}">Agree on the scores</a>' in page(
            first, f"{CASES}{apart.pk}/case/"
        )
        text = page(first, where)
        assert "Given: 5 and 1." in text
        assert "Alder on casework." in text
        assert "Birch on casework." in text
        assert "score_records" not in text
        data = {"version": "1", "score_casework": "4", "note": "The second example counts."}
        assert first.post(where, data).url == f"{CASES}{apart.pk}/case/"
        assert "They count when the other marker agrees." in page(first, where)
        text = page(second, where)
        assert "Proposed by Alder Invented" in text
        proposed = Reconciliation.objects.get().proposed_at.isoformat()
        assert f'value="{proposed}"' in text
        stale = second.post(where, {"agree": "1", "proposed_at": "2026-01-01T00:00:00+00:00"})
        assert stale.status_code == 409
        assert second.post(where, {"agree": "1", "proposed_at": proposed}).status_code == 302
        assert Reconciliation.objects.get().agreed_by == sift.second
        text = page(staff_client(sift.chair), f"{CASES}{apart.pk}/case/")
        assert "<td><strong>4</strong></td><td>Agreed</td>" in text
        assert "Total: 7." in text
        assert "The second example counts." in text

    def test_a_proposal_without_a_note_keeps_what_was_chosen(self, sift, apart):
        client = staff_client(sift.first)
        answer = client.post(f"{CASES}{apart.pk}/reconcile/", {"score_casework": "4"})
        text = answer.content.decode()
        assert "<title>Error: Agree on the scores" in text
        assert "Write why you agree on these scores." in text
        assert '<option value="4" selected>' in text

    def test_the_chair_settles_and_others_are_refused(self, sift, apart):
        where = f"{CASES}{apart.pk}/reconcile/"
        for role in (Role.SIFTER, Role.RECRUITER, Role.PANEL_MEMBER):
            person = staff_client(make_member(role, sift.vacancy))
            assert (person.get(where).status_code, person.post(where).status_code) == (403, 403)
        chair = staff_client(sift.chair)
        assert "Settle the scores" in page(chair, where)
        chair.post(where, {"version": "1", "score_casework": "2", "note": "Little of it."})
        assert Reconciliation.objects.get().agreed_by == sift.chair
        assert "There is nothing to agree on: the scores were agreed on" in page(chair, where)


class TestLeading:
    def test_the_list_counts_with_as_many_queries_for_three_as_for_one(
        self, sift, django_assert_max_num_queries
    ):
        recruiter = make_member(Role.RECRUITER, sift.vacancy)
        marked = sift.apply()
        give(marked, sift.first, 5, 3)
        give(marked, sift.second, 1, 3)
        sift.apply()
        client = staff_client(recruiter)
        assert "<td>2</td><td>0</td><td>1</td>" in page(client, SIFTING)
        counts = []
        for _ in range(2):
            with django_assert_max_num_queries(60) as asked:
                page(client, SIFTING)
            counts.append(len(asked))
            for _ in range(2):
                more = make_vacancy()
                make_application(more, Status.SIFT)
                make_member(Role.RECRUITER, more)
                more.team.create(user=recruiter, role="recruiter")
        assert page(client, SIFTING).count('<th scope="row">') == 5
        assert counts[0] == counts[1]

    def test_a_vacancy_of_another_team_is_not_there(self, sift):
        sift.apply()
        elsewhere = staff_client(make_member(Role.RECRUITER))
        assert elsewhere.get(f"{SIFTING}{sift.vacancy.pk}/").status_code == 404
        assert sift.vacancy.title not in page(elsewhere, SIFTING)

    def test_results_stand_in_the_order_of_consideration(self, sift):
        late = sift.apply(tier=2)
        best, forward, weak, open_one = (sift.apply(tier=1) for _ in range(4))
        type(forward).objects.filter(pk=forward.pk).update(interview_offer_opt_in=True)
        for application, score in ((late, 5), (best, 5), (forward, 3), (weak, 1)):
            for marker in (sift.first, sift.second):
                give(application, marker, score, score)
        text = page(staff_client(sift.chair), f"{SIFTING}{sift.vacancy.pk}/")
        places = [text.index(one.reference) for one in (best, forward, weak, open_one, late)]
        assert places == sorted(places)
        assert text.count("Goes forward under the offer of an interview") == 1
        assert "0 of 2 markers are done." in text
        Vacancy.objects.update(tier_policy="p3_tie_break")
        text = page(staff_client(sift.chair), f"{SIFTING}{sift.vacancy.pk}/")
        assert "among equal totals, the first tier comes first" in text
        places = [text.index(one.reference) for one in (best, late, forward, weak, open_one)]
        assert places == sorted(places)

    def test_the_vacancy_page_has_markers_and_agreement_but_no_single_score(self, sift):
        application = sift.apply()
        give(application, sift.first, 5, 3)
        text = page(staff_client(sift.chair), f"{SIFTING}{sift.vacancy.pk}/")
        row = "</th><td>Knows nobody</td><td>1</td><td>0</td>"
        assert f"{sift.first.get_full_name()}{row}" in text
        assert "No application of this vacancy has been marked by two people yet." in text
        give(application, sift.second, 5, 1)
        text = page(staff_client(sift.chair), f"{SIFTING}{sift.vacancy.pk}/")
        assert '<th scope="row">All criteria</th>' in text
        assert "Still to agree on: 1." in text

    def test_the_vacancy_page_asks_no_more_for_three_applications(
        self, sift, django_assert_max_num_queries
    ):
        client = staff_client(sift.chair)
        page(client, SIFTING)  # the first visit of a session writes a little more
        counts = []
        for number in (1, 2):
            for _ in range(number):
                application = sift.apply()
                for marker in (sift.first, sift.second):
                    give(application, marker, 3, 3)
            with django_assert_max_num_queries(60) as asked:
                page(client, f"{SIFTING}{sift.vacancy.pk}/")
            counts.append(len(asked))
        assert counts[0] == counts[1]

    def test_a_case_in_the_sift_stays_within_its_queries(self, sift, django_assert_max_num_queries):
        application = sift.apply(interview_offer_opt_in=True)
        write_evidence(application, "I kept forty case files in order.")
        give(application, sift.first, 5, 3)
        give(application, sift.second, 1, 3)
        client = staff_client(make_member(Role.RECRUITER, sift.vacancy))
        page(client, SIFTING)
        with django_assert_max_num_queries(25):
            page(client, f"{CASES}{application.pk}/case/")

    def test_opening_a_seal_takes_a_reason_and_says_who_did(self):
        vacancy = make_vacancy(
            sealed_until_close=True, closes_at=timezone.now() + timedelta(days=3)
        )
        application = make_application(vacancy)
        client = staff_client(make_member(Role.RECRUITER, vacancy))
        assert "Sealed</span>" in page(client, SIFTING)
        assert application.reference not in page(client, CASES)
        where = f"{SIFTING}{vacancy.pk}/seal/"
        answer = client.post(where, {"reason": " "})
        assert "<title>Error: Open the seal" in answer.content.decode()
        assert SealOpening.objects.count() == 0
        assert client.post(where, {"reason": "Rooms must be booked."}).status_code == 302
        text = page(client, f"{SIFTING}{vacancy.pk}/")
        assert ": Rooms must be booked.</p>" in text
        assert application.reference in page(client, CASES)
        assert client.post(where, {"reason": "Again."}).status_code == 409
