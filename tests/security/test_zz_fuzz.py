import pytest, traceback
from django.db import transaction
from django.urls import reverse
from tests.security.odd import ODD_TEXTS
from tests.applicants.candidate.world import *
from tests.applicants.factories import *
from applicants.eligibility_questions import *
from applicants.eligibility_check import questions_for
@pytest.mark.django_db
def test_f():
    bad=set()
    cand=make_candidate(); b=signed_in(cand, raise_request_exception=False)
    apps=[draft(candidate=cand), draft(candidate=cand,vacancy=make_vacancy(criteria=[]))]
    n=0
    for a in apps:
        for s in sections_for(a.vacancy):
            u=section_url(a,s.code)
            for lab,t in ODD_TEXTS.items():
              for action in ("continue","later"):
                data={"version":"0","action":action}
                for q in s.questions:
                    for suf in ("","-day","-month","-year","-month-only"): data[f"q-{q.code}{suf}"]=t
                with transaction.atomic():
                    r=b.post(u,data); n+=1
                    if r.status_code>=500: bad.add((s.code,lab,action,r.status_code))
                    r=b.get(u)
                    if r.status_code>=500: bad.add((s.code,lab,"GET"))
                    transaction.set_rollback(True)
            for v in ODD_TEXTS.values():
                r=b.post(u,{"version":v,"from":v,"action":v}); 
                if r.status_code>=500: bad.add((s.code,"version",v))
        ref=a.vacancy.reference
        for q in questions_for(a.vacancy):
            u=reverse("applicants:check_eligibility_question",args=[ref,q.code])
            for lab,t in ODD_TEXTS.items():
                for suf in ([""],["-day","-month","-year"]):
                    data={"minutes":t,**{f"answer{x}":t for x in suf}}
                    r=b.post(u,data,follow=True); n+=1
                    if r.status_code>=500: bad.add((q.code,lab))
                    r=b.post(u,{**data,"minutes":""},follow=True); n+=1
                    if r.status_code>=500: bad.add((q.code,lab))
    print(n,bad); assert 0
