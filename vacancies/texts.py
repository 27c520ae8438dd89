"""Texts of the vacancy pages that staff may change. The words of the sources are the defaults."""

from __future__ import annotations

from recruitment.ui.texts import TextPlace
from vacancies.data.units import GROUP_WORDS

HOME, GLANCE = "vacancies:home", "vacancies:organisation"

_WHO_WE_ARE = """
We are the largest police service in the United Kingdom, with more than 46,000 officers and \
staff. Our work reaches from Safer Neighbourhood policing to tackling international terrorism. \
Working for the Met does not have to mean patrolling the streets: some 14,000 of us are \
professional and support staff behind the scenes.

We look for people who share our values and our high standards of behaviour. You do not need \
qualifications for every role; communication, teamwork, resilience, customer focus and respect \
for people of all backgrounds are always welcome.

We want a workforce that looks and feels like London. Applications from every community are \
essential to that, and we particularly welcome people from ethnic minority groups and women.
"""
_VALUES = """
- **Respect**
- **Integrity**
- **Empathy**
- **Courage**
- **Accountability**
"""
_PRINCIPLES = """
- We put the Londoners we serve first in everything we do. We listen to communities and work \
with them to solve problems.
- We put officers and staff who work directly with the public first, so that they have what \
they need to give Londoners the best service.
- We are anti-discriminatory. We work to understand diverse perspectives and treat people \
according to their needs. We create a workplace where everyone can thrive, accessible and \
inclusive to all.
- Policing in London is at its best when the communities we serve help to shape it. We take \
every opportunity to work with partners and colleagues: to listen, reflect, learn and act.
- We make decisions from data and insight, informed by the best evidence there is, and put our \
efforts where they help the public most.
"""
_PLAN = """
A New Met for London is our two-year plan for more trust, less crime and high standards. It \
came out of more than 10,000 conversations with Londoners, our people and partners from across \
the city. We want communities to know their local officers and to help to shape what policing \
puts first. When victims call us for help, we want to make sure that they are satisfied with \
our response. It is closely linked with the Mayor of London's Police and Crime Plan for London \
2022 to 2025.

Be part of this change. Our careers are open to members of every community.
"""
_GLANCE = """
The Met needs people from many different disciplines and with a whole host of skills. We serve \
more than eight million people across one of the world's most dynamic and diverse cities. We \
are made up of five operational groups, and behind them stand the functions that give them \
strategic support.
"""
_BCUS = """
London is policed by 12 Basic Command Units (BCUs), each for two to four boroughs. They are \
also called Borough Command Units. Neighbourhood teams, response officers and investigators \
for local crime work here. The City of London has a police force of its own.
"""
_PUBLIC_LIST = "These roles are open to everyone."
_INTERNAL_LIST = (
    "You can read these vacancies and apply from home or in the office. Sensitive or confidential "
    "vacancies are on the restricted page, which can only be viewed from a Met device or while "
    "working on an Aware desktop."
)
_RESTRICTED_LIST = (
    "These vacancies are sensitive. They can only be viewed from a Met device or while working on "
    "an Aware desktop."
)
_FITNESS_AFTER = (
    "It shows that you are fit enough for public safety training. It comes after an offer, and we "
    "ask nothing about your health before that."
)
_FITNESS = f"You must pass a job-related fitness test (JRFT) before you start. {_FITNESS_AFTER}"
_FITNESS_OF_ROLES = (
    "For roles as a police officer, special constable, police community support officer (PCSO) or "
    "designated detention officer (DDO) you must pass a job-related fitness test (JRFT) before "
    f"you start. {_FITNESS_AFTER}"
)
_FIVE_YEAR_RULE = (
    "If you left the Met under a corporate early departure scheme and were awarded compensation, "
    "such as redundancy, you cannot apply for a police staff role for five years from the date "
    "you left. Applications within that time are rejected automatically. You can ask a person to "
    "look at such a decision again."
)
_AFTER_APPLYING = (
    "These are usual times. Your applications page shows where you are and who has your "
    "application."
)
_DISABILITY_CONFIDENT = (
    "We are a Disability Confident employer. If you need something changed so that you can take "
    "part, at work or while you apply, say so in the application form. We will usually ask for "
    "professional advice about it, and work with you on the right adjustment. What you tell us is "
    "treated in strict confidence and will not affect any recruitment decisions."
)
_EQUALITY = (
    "We want to be an inclusive employer with a diverse and representative workforce at all "
    "levels, so we welcome applications from people of every background. What you answer to the "
    "questions about equality is optional and stands apart: nobody who decides reads it."
)
_CONVICTIONS = (
    "Everyone at the Met, in uniform or not, is in a position of responsibility and trust, and "
    "should be a law-abiding person with proven integrity. A conviction does not rule you out by "
    "itself: a person looks carefully at each case."
)
_LINE_MANAGER = (
    "Ahead of applying, you should always discuss your application with your line manager. They "
    "are no longer asked to countersign it before you send it. If you are offered the role, they "
    "will be asked to verify your evidence and feed into pre-posting checks."
)

TEXTS = (
    TextPlace("home.who_we_are", "Who we are", "On the first page.", _WHO_WE_ARE.strip(), HOME),
    TextPlace(
        "list.public",
        "Introduction of the vacancies",
        "Above the list of public vacancies.",
        _PUBLIC_LIST,
        "vacancies:list",
    ),
    TextPlace(
        "list.internal",
        "Introduction of the internal vacancies",
        "Above the list of internal vacancies.",
        _INTERNAL_LIST,
        "vacancies:internal",
    ),
    TextPlace(
        "list.restricted",
        "Introduction of the restricted vacancies",
        "Above the list of restricted vacancies, on Met devices alone.",
        _RESTRICTED_LIST,
        "vacancies:restricted",
    ),
    TextPlace(
        "process.after_applying",
        "What happens after you apply",
        "On every advert, below the stages.",
        _AFTER_APPLYING,
        "vacancies:list",
    ),
    TextPlace(
        "statement.disability_confident",
        "Disability Confident",
        "On the first page and on every advert.",
        _DISABILITY_CONFIDENT,
        HOME,
    ),
    TextPlace(
        "statement.equality",
        "Equality",
        "On every advert.",
        _EQUALITY,
        "vacancies:list",
    ),
    TextPlace(
        "statement.convictions",
        "Convictions",
        "On the first page and on adverts.",
        _CONVICTIONS,
        HOME,
    ),
    TextPlace(
        "statement.fitness_test",
        "Fitness test",
        "On adverts with a fitness test, after an offer, and on the pages of constables and "
        "specials. The level stands below it and comes from the rules.",
        _FITNESS,
        "ways:constables",
    ),
    TextPlace(
        "statement.fitness_test_roles",
        "Fitness test, with the roles that have one",
        "On the first page.",
        _FITNESS_OF_ROLES,
        HOME,
    ),
    TextPlace(
        "statement.five_year_rule",
        "Five-year rule",
        "On the first page, on adverts for police staff, and on the page of temporary roles. The "
        "rule itself does not change with it.",
        _FIVE_YEAR_RULE,
        HOME,
    ),
    TextPlace(
        "statement.line_manager",
        "Discuss with your line manager",
        "On internal vacancies.",
        _LINE_MANAGER,
        "vacancies:internal",
    ),
    TextPlace("glance.introduction", "The Met at a glance", "At its top.", _GLANCE.strip(), GLANCE),
    TextPlace("glance.values", "Our values", "On the Met at a glance.", _VALUES.strip(), GLANCE),
    TextPlace(
        "glance.principles",
        "Our principles",
        "On the Met at a glance.",
        _PRINCIPLES.strip(),
        GLANCE,
    ),
    TextPlace(
        "glance.plan", "A New Met for London", "On the Met at a glance.", _PLAN.strip(), GLANCE
    ),
    TextPlace(
        "glance.bcus",
        "Local policing",
        "Above the list of the 12 BCUs.",
        _BCUS.strip(),
        "vacancies:organisation_bcus",
    ),
    *(
        TextPlace(
            f"group.{group}",
            f"{group.label}: what they do",
            "On the page of this part of the Met.",
            words,
            GLANCE,
        )
        for group, words in GROUP_WORDS.items()
    ),
)
