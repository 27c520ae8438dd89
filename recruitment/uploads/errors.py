"""Why a file was not taken, in sentences that say what to do."""


class RefusedFile(Exception):
    """The file cannot be taken. Its text is for the person who chose it; never the file's own."""
