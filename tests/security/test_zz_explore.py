from __future__ import annotations
import traceback
from html.parser import HTMLParser
import pytest
from django.db import transaction
from django.test import Client
from tests.contracts.permission_table import expected
from tests.contracts.world import ACTORS, address, build_world
from tests.security.odd import ODD_TEXTS
from tests.applicants.verification.helpers import statement_data
from django.urls import reverse

class Forms(HTMLParser):
    def __init__(self):
        super().__init__(); self.forms=[]; self.cur=None; self.sel=None
    def handle_starttag(self, tag, attrs):
        a=dict(attrs)
        if tag=="form": self.cur={"method":(a.get("method") or "get").lower(),"action":a.get("action") or "","fields":{}}; self.forms.append(self.cur)
        if self.cur is None: return
        if tag in("input","textarea","button") and a.get("name"):
            t=a.get("type","")
            if t in("radio","checkbox"):
                self.cur["fields"].setdefault(a["name"],a.get("value","on"))
            else: self.cur["fields"][a["name"]]=a.get("value") or ""
        if tag=="select": self.sel=a.get("name"); self.cur["fields"].setdefault(self.sel,"")
        if tag=="option" and self.sel and a.get("value"): self.cur["fields"][self.sel]=a["value"]
    def handle_endtag(self, tag):
        if tag=="form": self.cur=None
        if tag=="select": self.sel=None

def forms_of(html):
    p=Forms(); p.feed(html); return p.forms

class Roll(Exception): pass

def attempt(client, method, path, data, seen, label):
    cookies=client.cookies.copy()
    try:
        with transaction.atomic():
            try:
                r=getattr(client,method)(path,data)
                if r.status_code>=500: seen.setdefault(("status",r.status_code,label.split("|")[0]),label)
            except Roll: raise
            except Exception as e:
                tb=traceback.extract_tb(e.__traceback__)
                own=[f for f in tb if "/work/main/" in f.filename and ".venv" not in f.filename and "tests" not in f.filename]
                where=f"{own[-1].filename.split('main/')[-1]}:{own[-1].lineno}" if own else str(tb[-1])
                seen.setdefault((type(e).__name__,str(e)[:90],where),label)
            raise Roll
    except Roll: pass
    finally: client.cookies=cookies

@pytest.mark.django_db
def test_explore():
    world=build_world()
    m=world.clients["manager"]; m.post(reverse("verification:page"),{"is_manager":"yes"})
    seen={}
    n=0
    for name,codes in expected().items():
        path=address(name,world)
        for actor,code in zip(ACTORS,codes):
            if code!=200 and not (actor=="manager" and name.startswith("verification")): continue
            # one actor per type suffices for most
            if actor in("other","no_factor","elsewhere","superuser","reviewer") : continue
            if actor!="anonymous" and codes[0]==200 and not name.startswith("applicants"): continue
            client=world.clients[actor]
            # GET params
            q={k:"a\x00b" for k in ("q","page","p","o","e","status","vacancy","tier","eligibility","next","all","_popup","_to_field","route","closing","sort","from","id__exact","_changelist_filters","kind","action","at__gte","is_active__exact","visibility","groups__id__exact","_facets")}
            if code==200:
                for k,v in list(q.items())+[("p","99999999999999999999"),("q","'%\\\"&|!:*()<->"),("o","-99.abc"),("page","²"),("next","https://evil.example/")]:
                    attempt(client,"get",path,{k:v},seen,f"{name}|{actor}|GET {k}={v!r}"); n+=1
            try: r=client.get(path)
            except Exception as e: continue
            if "text/html" not in r.headers.get("Content-Type",""): continue
            for f in forms_of(r.content.decode()):
                if f["method"]!="post": continue
                target=f["action"] or path
                if target.startswith("/cookies") and name!="ui:cookies": continue
                if target.startswith("/accounts/logout") : continue
                fields=f["fields"]
                for label,text in ODD_TEXTS.items():
                    data={k:text for k in fields if k!="csrfmiddlewaretoken"}
                    attempt(client,"post",target,data,seen,f"{name}|{actor}|POST all={label}"); n+=1
                for k in fields:
                    if k=="csrfmiddlewaretoken": continue
                    for label in ("nul","figures","superscript","long"):
                        attempt(client,"post",target,{**fields,k:ODD_TEXTS[label]},seen,f"{name}|{actor}|POST {k}={label}"); n+=1
    print("requests",n)
    for k,v in sorted(seen.items(),key=str): print(k,"<-",v)
    assert 0
