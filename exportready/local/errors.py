"""The one error of the launcher."""


class LocalError(Exception):
    """Something a person must know to get the embedded servers running; its text is shown as it is."""
