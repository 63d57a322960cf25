"""Anybody may ask whether a document is ours and in force. The answer holds no private fact and is never cached."""

import hashlib

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from documents.domain.verifying import code_in, find_by_code, find_by_digest, newer_in_force
from documents.forms import CodeForm, FileForm


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def check(request: HttpRequest) -> HttpResponse:
    """A code typed or pasted (?code=), or a file dropped (POST), leads to its document's page."""
    code_form = CodeForm(request.GET if "code" in request.GET else None)
    file_form = FileForm(request.POST, request.FILES) if request.method == "POST" else FileForm()
    if request.method == "POST" and file_form.is_valid():
        found = find_by_digest(digest_of(file_form.cleaned_data["file"]))
        return redirect("documents:verify", found.code) if found else not_ours(request, from_file=True)
    if code_form.is_bound and code_form.is_valid():
        code = code_in(code_form.cleaned_data["code"])
        return redirect("documents:verify", code) if code else not_ours(request)
    status = 200 if not file_form.is_bound and not code_form.is_bound else 422
    return render(request, "documents/check.html", {"code_form": code_form, "file_form": file_form}, status=status)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def verify(request: HttpRequest, code: str) -> HttpResponse:
    """What the QR code opens. POST compares a file with the one that was issued; it is not kept."""
    document = find_by_code(code)
    if document is None:
        return not_ours(request)
    file_form = FileForm(request.POST, request.FILES) if request.method == "POST" else FileForm()
    same = None
    if request.method == "POST" and file_form.is_valid():
        same = digest_of(file_form.cleaned_data["file"]) == document.sha256
    newer = newer_in_force(document) if document.state == "superseded" else None
    context = {"document": document, "newer": newer, "file_form": file_form, "same": same}
    return render(request, "documents/verify.html", context, status=422 if file_form.errors else 200)


def not_ours(request: HttpRequest, *, from_file: bool = False) -> HttpResponse:
    return render(request, "documents/not_ours.html", {"from_file": from_file}, status=404)


def digest_of(file: "UploadedFile[bytes]") -> str:
    digest = hashlib.sha256()
    for chunk in file.chunks():
        digest.update(chunk)
    return digest.hexdigest()
