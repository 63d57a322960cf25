from django.urls import URLPattern

app_name = "smes"
urlpatterns: list[URLPattern] = []
