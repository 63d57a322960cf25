from django.urls import path

from workshops.views import planning, public, seats

app_name = "workshops"
urlpatterns = [
    path("lokakarya/", public.workshops, name="workshops"),
    path("lokakarya/baru/", planning.new, name="new"),
    path("lokakarya/<int:pk>/", public.workshop, name="workshop"),
    path("lokakarya/<int:pk>/ubah/", planning.edit, name="edit"),
    path("lokakarya/<int:pk>/terbitkan/", planning.publish, name="publish"),
    path("lokakarya/<int:pk>/peserta/", planning.registrations, name="registrations"),
    path("lokakarya/<int:pk>/daftar/", seats.register, name="register"),
    path("lokakarya/pendaftaran/<int:pk>/batal/", seats.cancel, name="cancel"),
]
