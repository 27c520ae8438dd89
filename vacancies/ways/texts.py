"""Introductions and process texts of the ways to join, which staff may change. The substance is
that of the sources: temporary and interim, transferring officers, new police constable.
"""

from __future__ import annotations

from recruitment.ui.texts import TextPlace

TEMPORARY, TRANSFERRING = "ways:temporary", "specialisms:index"
CONSTABLES, SPECIALS = "ways:constables", "ways:specials"

_TEMPORARY = """
London is a world city, home to more than 9 million people and host to over 30 million visitors \
every year. That makes it an exciting and challenging city to police. We are committed to building \
the trust and confidence of all Londoners. Our mission is to make London the safest global city, \
and we want Londoners to be proud of their police.

We are changing faster than ever before, so we value a dynamic and flexible temporary and interim \
workforce, for specific projects and to cover permanent posts: it lets us meet our demands and \
deliver our goals. To support the Met in answering the needs of a capital city is a unique and \
exciting opportunity.
"""
_REGISTERING = """
1. Tell us about you, your skills and what you look for. It takes about 10 minutes, and your \
answers are saved as you go.
2. Our experienced recruiters get to know you, your skills and your experience, and match you with \
the most relevant current opportunities.
3. If one fits, we invite you to talk about it. You say yes or no.
"""
_WHY = """
Working for the Met does not have to mean patrolling the streets. Just as important as our \
uniformed officers is our team of 14,000 professional and support staff behind the scenes: skilled \
people from all sorts of backgrounds, who make it possible to police one of the most exciting and \
diverse cities in the world. We want to lead 21st century policing and:

1. care for each other, work as a team and be an attractive place to work
2. seize the opportunities of data and digital technology
3. learn from experience, from others, and always strive to improve
4. be recognised as a responsible, exemplary and ethical organisation

Qualifications are no longer required for all posts. Effective communication and teamwork are \
always welcome, with resilience, customer focus and respect for race and diversity.

> “Our work to rebuild trust focuses on how we will raise standards and ensure we have a positive, \
supportive and healthy culture that sets an example for all to follow.”
>
> From the Commissioner
"""
_TRANSFERRING = """
We are working hard to restore Londoners’ trust and confidence, to reduce crime and to keep high \
standards. We look for people who share our values of respect, integrity, empathy, courage and \
accountability and our high standards of behaviour, and for officers who have specialised in many \
policing roles, in uniform and as detectives.

Change is happening within the Met. It takes time, and we want people like you to join and help \
make a big difference.
"""
_SELECTION = """
Our selection is simple: you are an experienced officer already, and that speaks volumes.

1. You apply, and choose your posting preferences in the order you want them.
2. We look at your expertise and experience to match you to a role, and check that you are \
eligible. If you are a serving uniform or detective constable, meet the day-to-day requirements of \
your role, and have completed your 2-year probation with your current force, you will likely have \
no issue here.
3. You have a face-to-face interview with our resourcing team or with the specialist unit.
4. We guide you quickly through the pre-employment checks, look at your situation, and say what \
you need to do.
"""
_JOINING = """
We arrange an induction, so that you get to know the Met, and any training that helps you settle \
into your new position. You will likely notice a change in pace and demand, and you can call upon \
your own experience and on the highly skilled officers around you. Beyond your first training we \
support your professional development.

We expect everybody to adhere to the Met values of professionalism, integrity, courage and \
compassion, which reflect the special nature and demands of policing London.
"""
_CONSTABLES = """
People join for all sorts of reasons. For some it is being part of the community and giving \
something back. Others love the excitement, and that every day brings different challenges. Some \
like the scope for promotion and for moving into specialisms, and some have simply always wanted \
to do it.
"""
_SPECIALS = """
Special constables are volunteers with the full powers of a constable. They patrol with regular \
officers, build relationships in their communities and combat crime.
"""

TEXTS = (
    TextPlace("temporary.about", "About us", "On temporary roles.", _TEMPORARY.strip(), TEMPORARY),
    TextPlace(
        "temporary.registering",
        "How registering works",
        "On temporary roles.",
        _REGISTERING.strip(),
        TEMPORARY,
    ),
    TextPlace(
        "temporary.why", "Why work for the Met?", "On temporary roles.", _WHY.strip(), TEMPORARY
    ),
    TextPlace(
        "transferring.introduction",
        "Introduction for transferring officers",
        "On their page, at its top.",
        _TRANSFERRING.strip(),
        TRANSFERRING,
    ),
    TextPlace(
        "transferring.selection",
        "How selection goes",
        "On the page of transferring officers.",
        _SELECTION.strip(),
        TRANSFERRING,
    ),
    TextPlace(
        "transferring.joining",
        "When you join",
        "On the page of transferring officers.",
        _JOINING.strip(),
        TRANSFERRING,
    ),
    TextPlace(
        "constables.introduction",
        "Introduction for new constables",
        "On their page, at its top.",
        _CONSTABLES.strip(),
        CONSTABLES,
    ),
    TextPlace(
        "specials.introduction",
        "Introduction for special constables",
        "On their page, at its top.",
        _SPECIALS.strip(),
        SPECIALS,
    ),
)
