"""Every address of the platform. Paths are Indonesian words; the language switch keeps the page."""

from django.urls import include, path
from django.views.generic import RedirectView

from accounts.views.signing_in import set_language
from exportready import views

urlpatterns = [
    path("", views.home, name="home"),
    path("tentang/", views.about, name="about"),
    path("privasi/", views.privacy, name="privacy"),
    path("gaya/", views.style, name="style"),
    path("healthz", views.healthz, name="healthz"),
    path("readyz", views.readyz, name="readyz"),
    path("metrics", views.metrics, name="metrics"),
    path("bahasa/", set_language, name="set_language"),
    path("masuk/", RedirectView.as_view(pattern_name="account_request_login_code", query_string=True), name="sign_in"),
    path("daftar/", RedirectView.as_view(pattern_name="account_signup", query_string=True), name="sign_up"),
    path("akun/", include("allauth.urls")),
    path("", include("accounts.urls")),
    path("", include("jobs.urls")),
    path("", include("network.urls")),
    path("", include("documents.urls")),
    path("", include("market.urls")),
    path("", include("smes.urls")),
    path("", include("reviews.urls")),
    path("", include("workshops.urls")),
    path("", include("aggregators.urls")),
    path("", include("ministry.urls")),
]

handler400 = "exportready.views.bad_request"
handler403 = "exportready.views.forbidden"
handler404 = "exportready.views.not_found"
