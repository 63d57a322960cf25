from django.urls import path, register_converter

from common.public_ids import read_public_id
from smes.views import checking, company, editing, photos, products, public, revisions, verification


class PublicId:
    """An id as it stands in an address: in any case of letters, with or without its hyphen."""

    regex = "[0-9A-Za-z-]{8,9}"

    def to_python(self, value: str) -> str:
        public_id = read_public_id(value)
        if public_id is None:
            raise ValueError(value)
        return public_id

    def to_url(self, value: str) -> str:
        return value


register_converter(PublicId, "public_id")

app_name = "smes"
urlpatterns = [
    path("perusahaan/", company.company, name="company"),
    path("perusahaan/data/<slug:key>/", company.section, name="company_section"),
    path("perusahaan/periksa/", company.check, name="company_check"),
    path("perusahaan/tarik/", company.take_back, name="take_back"),
    path("perusahaan/verifikasi/", verification.queue, name="verification_queue"),
    path("perusahaan/verifikasi/<public_id:public_id>/", verification.decision, name="verification"),
    path("perusahaan/<public_id:public_id>/", public.company_page, name="company_page"),
    path("produk/", products.products, name="products"),
    path("produk/baru/", products.new, name="new_product"),
    path("produk/<public_id:public_id>/", public.product_page, name="product_page"),
    path("produk/<public_id:public_id>/ubah/", editing.edit, name="edit"),
    path("produk/<public_id:public_id>/ubah/otomatis/", editing.autosave, name="autosave"),
    path("produk/<public_id:public_id>/periksa/", checking.check, name="check"),
    path("produk/<public_id:public_id>/revisi/", products.revise, name="revise"),
    path("produk/<public_id:public_id>/revisi/<int:number>/", revisions.revision, name="revision"),
    path("produk/<public_id:public_id>/terbitkan/", products.publish, name="publish"),
    path("produk/<public_id:public_id>/terbitkan/<int:number>/", products.publish, name="publish_revision"),
    path("produk/<public_id:public_id>/turunkan/", products.unpublish, name="unpublish"),
    path("produk/<public_id:public_id>/simpan/", products.archive, name="archive"),
    path("produk/<public_id:public_id>/pulihkan/", products.restore, name="restore"),
    path("produk/<public_id:public_id>/foto/", photos.photos_form, name="photos"),
    path("produk/<public_id:public_id>/foto/kirim/", photos.photo_upload, name="photo_upload"),
    path("produk/<public_id:public_id>/foto/<uuid:photo_id>/<slug:deed>/", photos.change, name="photo_change"),
    path(
        "produk/<public_id:public_id>/foto/<uuid:photo_id>/kembali/<int:position>/",
        photos.put_back,
        name="photo_put_back",
    ),
    path("foto/<uuid:photo_id>/<int:size>.<slug:file_format>", photos.photo, name="photo"),
]
