"""Public vacancies for machines: feeds, and answers that caches may keep."""
