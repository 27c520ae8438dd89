"""Emails in words that staff wrote: placeholders and conditions in plain text, checked, pinned.

`[name]` stands for a value, `[if closes] … [otherwise] … [end]` for words that depend on one. An
empty line begins a paragraph, `# ` a heading, `- ` a list. Both parts of the email are made from
the same words. Values are put in after the words are read, and escaped: whatever a person's name
holds, it stays a name, and no link comes of it.
"""
