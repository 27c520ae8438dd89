"""Words that mean the same in adverts, for search.

"M07" and "MO7" are one unit, and a BCU is called Basic and Borough Command Unit in one and the
same source (domain report, note 3 at its top); the other short forms are those of its glossary.
"""

from __future__ import annotations

# Each group: short forms and phrases; whichever a person types, all are looked for.
SAME: tuple[tuple[str, ...], ...] = (
    ("bcu", "basic command unit", "borough command unit"),
    ("ddo", "designated detention officer"),
    ("pcso", "police community support officer"),
    ("pc", "police constable"),
    ("dc", "detective constable"),
    ("tsg", "territorial support group"),
    ("metcc", "met command and control"),
    ("ctphq", "counter terrorism policing headquarters", "counter terrorism policing hq"),
    ("ct", "counter terrorism"),
    ("so15", "counter terrorism command"),
    ("mo19", "specialist firearms"),
    ("mo3", "covert policing"),
    ("rasso", "rape and serious sexual offences"),
    ("hr", "human resources"),
    ("it", "ict"),
    ("msc", "metropolitan special constabulary"),
    ("dispatch", "despatch"),
    ("adviser", "advisor"),
    ("organisation", "organization"),
)

# PostgreSQL's own list for English, whose words it never stores; searching for them alone would
# find nothing. "it" is left out: people mean computers.
_STOP_WORDS = """
    i me my myself we our ours ourselves you your yours yourself yourselves he him his himself
    she her hers herself its itself they them their theirs themselves what which who whom this that
    these those am is are was were be been being have has had having do does did doing a an the and
    but if or because as until while of at by for with about against between into through during
    before after above below to from up down in out on off over under again further then once here
    there when where why how all any both each few more most other some such no nor not only own
    same so than too very s t can will just don should now
"""
STOP_WORDS = frozenset(_STOP_WORDS.split())
