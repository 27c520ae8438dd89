"""One module a family of rules, each beside the words of its source document."""
