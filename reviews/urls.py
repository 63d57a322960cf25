from django.urls import path

import smes.urls  # noqa: F401 - registers the converter of public ids
from reviews.views import assignments, findings, photos, product, queue, review

app_name = "reviews"
urlpatterns = [
    path("ulasan/", queue.queue, name="queue"),
    path("ulasan/<int:pk>/", review.review, name="review"),
    path("ulasan/<int:pk>/tolak/", review.decline, name="decline"),
    path("ulasan/<int:pk>/temuan/", findings.add, name="add_finding"),
    path("ulasan/<int:pk>/foto/<uuid:photo>/<int:size>.<slug:file_format>", photos.photo, name="photo"),
    path("ulasan/temuan/<int:pk>/", findings.change, name="change_finding"),
    path("ulasan/temuan/<int:pk>/hapus/", findings.remove, name="remove_finding"),
    path("ulasan/penugasan/", assignments.assignments, name="assignments"),
    path("ulasan/penugasan/<public_id:public_id>/", assignments.assign, name="assign"),
    path("ulasan/penugasan/<int:pk>/cabut/", assignments.withdraw, name="withdraw"),
    path("ulasan/produk/<public_id:public_id>/", product.product, name="product"),
    path("ulasan/produk/<public_id:public_id>/revisi/", product.revise, name="revise"),
    path("ulasan/produk/<public_id:public_id>/laporan/", product.report, name="report"),
]
