from django.urls import path

from jobs import views

app_name = "jobs"
urlpatterns = [
    path("pekerjaan/", views.jobs, name="jobs"),
    path("pekerjaan/antrean/", views.queues, name="queues"),
    path("pekerjaan/<int:pk>/", views.job, name="job"),
    path("pekerjaan/<int:pk>/ulangi/", views.try_again, name="try_again"),
]
