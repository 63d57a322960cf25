"""The web process: `gunicorn --worker-class gthread exportready.wsgi`."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "exportready.settings")

application = get_wsgi_application()
