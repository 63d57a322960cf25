from django.conf import settings
from django.urls import path

from accounts.views import organisations, people, signing_in

app_name = "accounts"
urlpatterns = [
    path("mulai/", organisations.start, name="start"),
    path("peran/", signing_in.act, name="act"),
    path("akun/profil/", organisations.profile, name="profile"),
    path("organisasi/<int:pk>/", organisations.organisation, name="organisation"),
    path("organisasi/<int:pk>/keluar/", organisations.leave, name="leave"),
    path("anggota/<int:pk>/", organisations.member, name="member"),
    path("undangan/<int:pk>/tarik/", organisations.withdraw, name="withdraw"),
    path("undangan/<slug:token>/", organisations.accept, name="accept"),
    path("orang/", people.people, name="people"),
]
if settings.DEMO:
    urlpatterns += [
        path("demo/", signing_in.demo, name="demo"),
        path("demo/masuk/", signing_in.demo_sign_in, name="demo_sign_in"),
        path("demo/surat/", signing_in.demo_mail, name="demo_mail"),
    ]
