from django.apps import AppConfig


class ExportReadyConfig(AppConfig):
    name = "exportready"
