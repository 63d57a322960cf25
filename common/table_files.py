"""A table sent as a file."""

from django.http import HttpResponse
from django.utils import timezone
from django.utils.cache import patch_cache_control

from common.charts import ChartTable

FORMATS = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def table_file(table: ChartTable, file_format: str, name: str) -> HttpResponse:
    """`table` as CSV or XLSX to save: `name` and the day it was made make the file's name. Never kept in a shared cache."""
    content = table.csv() if file_format == "csv" else table.xlsx()
    response = HttpResponse(content, content_type=FORMATS[file_format])
    day = timezone.localdate(table.made_at)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}-{day:%Y-%m-%d}.{file_format}"'
    response.headers["X-Content-Type-Options"] = "nosniff"
    patch_cache_control(response, private=True, no_store=True)
    return response
