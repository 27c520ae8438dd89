"""Files that people upload: checked, stored apart, scanned for viruses, served to few.

Knows no domain. A domain app registers a kind of owner and who may read its files (`registry`),
puts an `UploadField` into a form, and calls the services.
"""
