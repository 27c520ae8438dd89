"""The Met at a glance: groups, functions, units and BCUs, with the open vacancies of each."""
