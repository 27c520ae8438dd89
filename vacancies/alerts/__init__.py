"""Job alerts: saved searches, the runs that tell of new vacancies, and their emails."""
