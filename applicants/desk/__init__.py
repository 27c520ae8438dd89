"""The recruiter's desk: what waits for whom, saved views, many at once, notes and tasks.

The list and the case page themselves are in `applicants/admin/`; the parts of both that belong to
daily work stand here.
"""
