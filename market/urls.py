from django.urls import path

from market.views.hs_search import hs_search
from market.views.regencies import regencies

app_name = "market"
urlpatterns = [
    path("hs/cari/", hs_search, name="hs_search"),
    path("wilayah/kabupaten/", regencies, name="regencies"),
]
