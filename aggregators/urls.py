from django.urls import path

from aggregators.views import directory, shortlist

app_name = "aggregators"
urlpatterns = [
    path("direktori/", directory.directory, name="directory"),
    path("direktori/perusahaan/", directory.companies, name="companies"),
    path("daftar-pilihan/", shortlist.shortlist, name="shortlist"),
    path("daftar-pilihan/<int:pk>/catatan/", shortlist.note, name="shortlist_note"),
    path("daftar-pilihan/<str:public_id>/tambah/", shortlist.add, name="shortlist_add"),
    path("daftar-pilihan/<str:public_id>/hapus/", shortlist.remove, name="shortlist_remove"),
]
