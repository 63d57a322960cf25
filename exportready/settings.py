"""One settings module; everything that differs between places comes from the environment (docs/deploy.md)."""

from datetime import timedelta
from pathlib import Path

import django_stubs_ext
from celery.schedules import crontab
from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from exportready.environment import Environment
from exportready.logs import configure_structlog, logging_settings

django_stubs_ext.monkeypatch()  # lets `ModelForm[Company]` say its model at run time too

BASE_DIR = Path(__file__).resolve().parent.parent
env = Environment(BASE_DIR)

SECRET_KEY = env.text("SECRET_KEY")
DEBUG = env.flag("DEBUG", False)
DEMO = env.flag("DEMO", False)
HTTPS = env.flag("HTTPS", True)
ALLOWED_HOSTS = env.words("ALLOWED_HOSTS", "localhost,127.0.0.1")
CSRF_TRUSTED_ORIGINS = env.words("CSRF_TRUSTED_ORIGINS")
PUBLIC_URL = env.text("PUBLIC_URL", "http://localhost:8000").rstrip("/")

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django.contrib.humanize",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "csp",
    "django_celery_beat",
    "django_filters",
    "django_prometheus",
    "django_structlog",
    "pghistory",
    "pgtrigger",
    "phonenumber_field",
    "rules.apps.AutodiscoverRulesConfig",
    "template_partials",
    "common",
    "accounts",
    "jobs",
    "documents",
    "network",
    "market",
    "smes",
    "reviews",
    "workshops",
    "aggregators",
    "ministry",
    "exportready",
]

MIDDLEWARE = [
    "django_prometheus.middleware.PrometheusBeforeMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "django_permissions_policy.PermissionsPolicyMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "accounts.middleware.PersonLocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "common.plain_text.PlainTextMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_structlog.middlewares.RequestMiddleware",
    "pghistory.middleware.HistoryMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "accounts.middleware.ActingMiddleware",
    "accounts.middleware.SecondFactorMiddleware",
    "common.errors.DomainErrorMiddleware",
    "django_prometheus.middleware.PrometheusAfterMiddleware",
]

ROOT_URLCONF = "exportready.urls"
WSGI_APPLICATION = "exportready.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "exportready.context.page",
            ],
        },
    }
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

# --- Data ----------------------------------------------------------------------------------------------------------
DATABASES = {"default": env.database()}
DATABASES["default"].update(
    {
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {
            **DATABASES["default"]["OPTIONS"],
            "connect_timeout": 3,
            "options": "-c lock_timeout=2s -c statement_timeout=15s -c idle_in_transaction_session_timeout=30s",
        },
    }
)
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES = {
    "default": {
        "BACKEND": "common.cache.SoftRedisCache",
        "LOCATION": env.text("CACHE_URL"),
        "OPTIONS": {"socket_connect_timeout": 1, "socket_timeout": 1},
    }
}
MEDIA_ROOT = env.text("MEDIA_ROOT")
MEDIA_ACCEL = env.flag("MEDIA_ACCEL", False)
FILE_UPLOAD_HANDLERS = [
    "common.uploads.CapUploadHandler",  # refuses what is too large before it fills the disk
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FILES = 12
STATIC_URL = "/static/"
STATIC_ROOT = env.text("STATIC_ROOT", str(BASE_DIR / ".local" / "static"))
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": MEDIA_ROOT}},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
WHITENOISE_MAX_AGE = 31_536_000

# --- Language and time: Indonesian first, moments in UTC -------------------------------------------------------------
LANGUAGE_CODE = "id"
LANGUAGES = [("id", _("Bahasa Indonesia")), ("en", _("English"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
LANGUAGE_COOKIE_NAME = "language"
LANGUAGE_COOKIE_AGE = 31_536_000
LANGUAGE_COOKIE_SECURE = HTTPS
TIME_ZONE = "Asia/Jakarta"
USE_TZ = True
PHONENUMBER_DEFAULT_REGION = "ID"

# --- People ----------------------------------------------------------------------------------------------------------
SILENCED_SYSTEM_CHECKS = ["auth.W004"]  # e-mail is unique by the constraint `user_email_unique`, in any case of letters
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "rules.permissions.ObjectPermissionBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "account_request_login_code"
LOGIN_REDIRECT_URL = "home"
ACCOUNT_LOGOUT_REDIRECT_URL = "home"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*"]
ACCOUNT_SIGNUP_FORM_CLASS = "accounts.forms.SignupForm"
ACCOUNT_ADAPTER = "accounts.adapter.AccountAdapter"
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_REAUTHENTICATION_TIMEOUT = 900
ACCOUNT_EMAIL_SUBJECT_PREFIX = "ExportReady: "
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https" if HTTPS else "http"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not HTTPS
MFA_TOTP_ISSUER = "ExportReady"
ALLAUTH_TRUSTED_PROXY_COUNT = env.number("TRUSTED_PROXY_COUNT", 0)
SESSION_ENGINE = "django.contrib.sessions.backends.db"
SESSION_COOKIE_AGE = int(timedelta(days=30).total_seconds())

# --- Mail ------------------------------------------------------------------------------------------------------------
globals().update(env.mail())
DEFAULT_FROM_EMAIL = env.text("FROM_EMAIL", "ExportReady <no-reply@exportready.example>")
SERVER_EMAIL = DEFAULT_FROM_EMAIL

# --- Headers ---------------------------------------------------------------------------------------------------------
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = HTTPS
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if env.number("TRUSTED_PROXY_COUNT", 0) else None
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:", "blob:"],
        "object-src": [NONE],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "form-action": [SELF],
    }
}
PERMISSIONS_POLICY: dict[str, list[str]] = {
    "camera": ["self"],
    "geolocation": [],
    "microphone": [],
    "payment": [],
    "usb": [],
    "publickey-credentials-get": ["self"],
    "publickey-credentials-create": ["self"],
}
CSRF_FAILURE_VIEW = "exportready.views.csrf_failure"

# --- Long work -------------------------------------------------------------------------------------------------------
CELERY_BROKER_URL = env.text("REDIS_URL")
CELERY_IMPORTS = ("jobs.processes",)
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_TASK_TIME_LIMIT = 300
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_MAX_MEMORY_PER_CHILD = 400_000
CELERY_WORKER_ENABLE_REMOTE_CONTROL = False
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_WORKER_CANCEL_LONG_RUNNING_TASKS_ON_CONNECTION_LOSS = True
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_CONNECTION_MAX_RETRIES = None
CELERY_TASK_PUBLISH_RETRY_POLICY = {"max_retries": 1, "interval_start": 0, "interval_max": 0.2}
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "visibility_timeout": 3600,
    "socket_timeout": 5,
    "socket_connect_timeout": 1,
    "retry_on_timeout": True,
}
CELERY_BEAT_SCHEDULER = "django_celery_beat.schedulers:DatabaseScheduler"
CELERY_BEAT_SCHEDULE = {"nightly": {"task": "exportready.nightly", "schedule": crontab(hour="2", minute="20")}}
CELERY_TIMEZONE = TIME_ZONE
DJANGO_STRUCTLOG_CELERY_ENABLED = True
JOBS_LEASE_SECONDS = 3
JOBS_LIVE_MESSAGES = 32
JOBS_MAX_ATTEMPTS = 5

# --- Signed documents --------------------------------------------------------------------------------------------------
SIGNING_KEYS = env.keys("SIGNING_KEYS")

# --- What is written down ---------------------------------------------------------------------------------------------
METRICS_TOKEN = env.text("METRICS_TOKEN", "")
LOGGING = logging_settings(text=env.text("LOG_FORMAT", "text") == "text", level=env.text("LOG_LEVEL", "INFO"))
configure_structlog()
