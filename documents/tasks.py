"""The worker's part: one kind of job, "documents.typeset"."""

from django.urls import reverse

from documents.building import build, put_in_force
from documents.models import Document
from jobs.kinds import handles
from jobs.run import Run

TYPESET = "documents.typeset"


@handles(TYPESET)
def typeset(run: Run) -> None:
    """Build the file of a pending document and put it in force together with the job's 'done'."""
    document = Document.objects.get(pk=run.payload["document"])
    address = reverse("documents:document", args=[document.pk])
    if document.state != Document.State.PENDING:
        with run.finishing(result_url=address):
            return
    built = build(document)
    with run.finishing(result_url=address):
        put_in_force(document=document, built=built)
