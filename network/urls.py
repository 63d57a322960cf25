from django.urls import path

from network import views

app_name = "network"
urlpatterns = [
    path("kabar/", views.notices, name="notices"),
    path("kabar/dibaca/", views.read_all, name="read_all"),
    path("kabar/<int:pk>/", views.read, name="read"),
]
