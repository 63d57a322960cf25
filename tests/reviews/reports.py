"""Making a report's file here and now, for what reads it."""

from documents.models import Document
from jobs.models import Job
from jobs.tasks import run_job
from smes.models import Product


def build(document: Document) -> Document:
    """Let the worker's task run on the document's job, here and now."""
    assert document.job_id is not None
    Job.objects.filter(pk=document.job_id).update(lease_until=None)
    run_job(document.job_id)
    document.refresh_from_db()
    return document


def report(product: Product, language: str = "id") -> Document:
    return build(Document.objects.filter(about=f"smes.product:{product.pk}", language=language).latest("version"))
