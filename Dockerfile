# Two images from one build: `app` (web, worker, beat, migrations) and `proxy` (nginx with the static files).

FROM python:3.11-slim AS build
WORKDIR /app
RUN python -m venv /opt/venv
ENV PATH=/opt/venv/bin:$PATH PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1
COPY requirements.txt ./
RUN pip install --require-hashes -r requirements.txt
COPY . .
# These two read the settings and talk to no server; nothing of this environment stays in the images.
RUN export SECRET_KEY=only-while-building SIGNING_KEYS='{"none": ""}' STATIC_ROOT=/srv/static \
        DATABASE_URL=postgresql://nobody@127.0.0.1:1/none REDIS_URL=redis://127.0.0.1:1/0 CACHE_URL=redis://127.0.0.1:1/1 \
        MEDIA_ROOT=/srv/media EMAIL_URL=file:/tmp/mail \
    && python -m exportready.local messages \
    && python manage.py collectstatic --no-input --verbosity 0

FROM python:3.11-slim AS app
RUN apt-get update \
    && apt-get install -y --no-install-recommends libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --uid 10001 --no-create-home --shell /usr/sbin/nologin exportready \
    && install -d -o exportready -g exportready /srv/media /srv/backups
COPY --from=build /opt/venv /opt/venv
COPY --from=build /srv/static /srv/static
COPY --from=build /app /app
WORKDIR /app
USER exportready
ENV PATH=/opt/venv/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 HOME=/tmp \
    BIND=0.0.0.0 PORT=8000 STATIC_ROOT=/srv/static MEDIA_ROOT=/srv/media LOG_FORMAT=json
EXPOSE 8000
HEALTHCHECK --interval=10s --timeout=5s --start-period=30s CMD ["python", "deploy/healthcheck.py", "web"]
CMD ["gunicorn", "--config", "deploy/gunicorn.conf.py", "exportready.wsgi"]

FROM nginx:1.28-alpine AS proxy
COPY deploy/nginx.conf /etc/nginx/nginx.conf
COPY --from=build /srv/static /srv/static
COPY templates/503.html /srv/pages/503.html
HEALTHCHECK --interval=10s --timeout=5s CMD ["wget", "-q", "-O", "/dev/null", "http://127.0.0.1:8080/up"]
