"""Reports for staff: numbers of the applications in their scope, as a picture, a table and a file.

`catalogue.py` lists them; each module builds the rows of some. `asked.py` is what every report is
asked for: whose applications, which vacancy, which period.
"""
