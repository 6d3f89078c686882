"""The parser: a document's lines become findings."""

from rubrics.importing.parsing.documents import parse

__all__ = ["parse"]
