from django.urls import URLPattern

app_name = "aggregators"
urlpatterns: list[URLPattern] = []
