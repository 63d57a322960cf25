from django.urls import path

from documents.views import own, verification

app_name = "documents"
urlpatterns = [
    path("v/", verification.check, name="check"),
    path("v/<str:code>/", verification.verify, name="verify"),
    path("dokumen/", own.documents, name="documents"),
    path("dokumen/<uuid:pk>/", own.document, name="document"),
    path("dokumen/<uuid:pk>/cabut/", own.revoke, name="revoke"),
]
