"""The texts of the demonstration's adverts, one module for each way to join.

The outlines are those of the domain report, chapter 2.2; all prose around them is invented.
"""
