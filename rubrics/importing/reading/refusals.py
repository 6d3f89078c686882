"""Why a file is not imported."""


class Unimportable(ValueError):
    """The file cannot be read; the message is a sentence that says what is wrong and what to do."""

    def __init__(self, message: str, *, line: int | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.line = line


def counted(number: int) -> str:
    return f"{number:,}"
