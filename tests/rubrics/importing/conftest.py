"""Documents of our own, imported as a worker would."""

from collections.abc import Callable

import pytest

from hiring.people.models import Member
from rubrics.importing.models import ImportedDocument
from rubrics.importing.services import import_document
from rubrics.importing.working import read_document

GUIDE = """\
# MLOps interview guide

Subscribe to our newsletter for more.

## Monitoring

Q: What is data drift?
A: The distribution of the inputs moves away from what the model was trained on.

Q: How do you roll back a model within minutes?
A: Keep the previous version warm and switch the traffic back.

## Quiz

1. Which tool was made to track experiments?
a) MLflow
b) Kafka
c) Terraform
Answer: a

## Red flags

- Has never monitored a model
"""
TABLE = (
    "question,level,answer\nWhat is a feature store?,easy,One place for features.\nWhat is a canary?,hard,\n"
)

Bring = Callable[..., ImportedDocument]


@pytest.fixture
def bring(db: None) -> Bring:
    """A document as it is once a worker has read it."""

    def imported(by: Member, content: str | bytes = GUIDE, *, name: str = "guide.md") -> ImportedDocument:
        raw = content.encode() if isinstance(content, str) else content
        document = import_document(name, raw, by=by)
        read_document(str(document.job_id))
        return ImportedDocument.objects.select_related("job").get(pk=document.pk)

    return imported
