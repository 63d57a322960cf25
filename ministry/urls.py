from django.urls import URLPattern

app_name = "ministry"
urlpatterns: list[URLPattern] = []
