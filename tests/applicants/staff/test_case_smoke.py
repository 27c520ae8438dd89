import pytest

from tests.applicants.staff.world import *

pytestmark = pytest.mark.django_db


def test_smoke():
    v = make_vacancy()
    r = make_member(Role.RECRUITER, v)
    a = make_application(v, Status.SIFT)
    c = staff_client(r)
    page = c.get("/staff/applicants/application/")
    assert page.status_code == 200, page
    page = c.get(f"/staff/applicants/application/{a.pk}/case/")
    assert page.status_code == 200, page
