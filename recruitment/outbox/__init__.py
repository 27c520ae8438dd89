"""Email that is never lost: rows written with the change, sent by workers, swept when forgotten.

It knows kinds of email and rows, never candidates or vacancies. Security document, section 3.
"""
