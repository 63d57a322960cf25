from django.urls import path

import smes.urls  # noqa: F401 - registers the converter of public ids
from aggregators.views import directory, shortlist

app_name = "aggregators"
urlpatterns = [
    path("direktori/", directory.directory, name="directory"),
    path("direktori/perusahaan/", directory.companies, name="companies"),
    path("daftar-pilihan/", shortlist.shortlist, name="shortlist"),
    path("daftar-pilihan/<int:pk>/catatan/", shortlist.note, name="shortlist_note"),
    path("daftar-pilihan/<public_id:public_id>/tambah/", shortlist.add, name="shortlist_add"),
    path("daftar-pilihan/<public_id:public_id>/hapus/", shortlist.remove, name="shortlist_remove"),
]
