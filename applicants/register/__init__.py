"""The register of temporary and interim work: people who registered their interest, and matching.

A profile is no application. It lapses after 12 months (a setting) unless the person keeps it, shows
them who looked, and is deleted whenever they leave (domain document 3.6 and 6.3).
"""
