"""Eligibility for vacancies, decided from stated facts: plain Python, standard library only.

No clock, no settings, no database. The same case gives the same result and the same words, for
ever. A case and a decision have the JSON formats of the binding specification.

    decide(case)                 -> Decision; FactError(path, message) if the format is broken
    Decision.as_dict()           exactly the output format; .as_json() its text on one line
    Decision.from_dict(stored)   a stored decision again, for example to explain it
    recompute(stored_input)      decide a stored case again under the rules of its day
    parse_case(data)             -> Case, checked; decide() takes it too
    explain(decision)            -> the decision as plain sentences
    describe_fact(path)          -> a fact's path in plain words
    questions_that_matter(case)  -> paths of unknown facts that can change the result
    required_level(role, day)    -> the level of the fitness test, with its source
    rules_catalogue()            -> every rule, value, date, source and quotation, as data
    tenure_date, anniversary, window                the three date functions of the rules
    Rulebook, ParameterBook, load_entries           to decide under other dated values

`python -m eligibility` decides JSON lines; `--explain` gives sentences, `--rules` the rules.
"""

from .case_model import Case, Facts
from .cases import parse_case
from .catalogue import catalogue_text, rules_catalogue
from .codec import read_line
from .dates import anniversary, tenure_date, window
from .decisions import Decision, RuleResult
from .errors import FactError, ParameterError
from .evaluation import decide, recompute
from .explanation import describe_fact, explain
from .fitness import FitnessLevels, Level, load_fitness_entries, read_level, required_level
from .outcomes import OUTCOMES, RESULTS
from .parameters import ParameterBook, load_entries
from .questions import questions_that_matter
from .rulesets import Rulebook

__all__ = [
    "OUTCOMES",
    "RESULTS",
    "Case",
    "Decision",
    "FactError",
    "Facts",
    "FitnessLevels",
    "Level",
    "ParameterBook",
    "ParameterError",
    "RuleResult",
    "Rulebook",
    "anniversary",
    "catalogue_text",
    "decide",
    "describe_fact",
    "explain",
    "load_entries",
    "load_fitness_entries",
    "parse_case",
    "questions_that_matter",
    "read_level",
    "read_line",
    "recompute",
    "required_level",
    "rules_catalogue",
    "tenure_date",
    "window",
]
