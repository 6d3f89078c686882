"""Settings, all of them from the environment; without any, a safe set-up on this machine alone."""

import secrets
from pathlib import Path

import environ
import structlog
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

from config import api_settings, guard, logs
from hiring.background import valkey

BASE_DIR = Path(__file__).resolve().parent.parent
env = environ.Env()

# Everything that is generated lives here, out of git's sight.
VAR = Path(env.str("FAIRLOOP_VAR", default=str(BASE_DIR / "var")))
VAR.mkdir(parents=True, exist_ok=True)


def local_secret_key() -> str:
    """This installation's own key, made at its first start; never used on a public address."""
    path = VAR / "secret.key"
    if not path.exists():
        path.touch(mode=0o600)
        path.write_text(secrets.token_urlsafe(64))
    return path.read_text()


DEBUG = env.bool("DEBUG", default=False)
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["localhost", "127.0.0.1", "[::1]"])
KEY_IS_GIVEN = "SECRET_KEY" in env.ENVIRON
SECRET_KEY = env.str("SECRET_KEY") if KEY_IS_GIVEN else local_secret_key()
IS_PUBLIC = guard.is_public(ALLOWED_HOSTS)

if faults := guard.faults_of(
    hosts=ALLOWED_HOSTS, debug=DEBUG, secret_key=SECRET_KEY, key_is_given=KEY_IS_GIVEN
):
    raise ImproperlyConfigured(" ".join(faults))

# The address `manage.py up` listens on; empty under any other server. The demo's doors open on loopback only.
LISTENS_ON = env.str("FAIRLOOP_LISTENS_ON", default="")
PUBLIC_URL = env.str("PUBLIC_URL", default=f"http://127.0.0.1:{env.str('PORT', default='') or '8000'}")

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "allauth",
    "allauth.account",
    "django_filters",
    "django_htmx",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "rest_framework",
    "hiring",
    "rubrics",
    "interviews",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "config.logs.RequestLog",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "hiring.people.middleware.CurrentMember",
    "hiring.foundations.middleware.DomainErrors",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"

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
                "config.context.house",
            ],
            "builtins": ["hiring.templatetags.icons", "django_htmx.templatetags.django_htmx"],
        },
    }
]

# --- Data ------------------------------------------------------------------------------------

SQLITE_PRAGMAS = (
    "PRAGMA journal_mode=WAL;PRAGMA synchronous=NORMAL;PRAGMA temp_store=MEMORY;"
    "PRAGMA mmap_size=134217728;PRAGMA journal_size_limit=27103364;PRAGMA cache_size=-20000;"
)

DATABASES = {"default": env.db("DATABASE_URL", default=f"sqlite:///{VAR / 'fairloop.sqlite3'}")}
# A connection serves many requests: to open one costs more than a query, on either database.
DATABASES["default"]["CONN_MAX_AGE"] = env.int("CONN_MAX_AGE", default=60)
DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # Deferred transactions fail under concurrent writers; immediate ones queue (docs/decisions/0002).
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": SQLITE_PRAGMAS,
    }
    DATABASES["default"]["TEST"] = {"NAME": VAR / "test.sqlite3"}
else:
    # What we read through a cursor we read to its end; PostgreSQL would plan for the first tenth only, and an
    # export of 40,000 lines took two minutes instead of two seconds. Our queries are short: to compile
    # one, or to share it among processes, takes longer than to answer it (26 ms for 1 ms in a search).
    DATABASES["default"].setdefault("OPTIONS", {}).setdefault(
        "options", "-c cursor_tuple_fraction=1 -c jit=off -c max_parallel_workers_per_gather=0"
    )

DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

VALKEY_SOCKET = valkey.socket_for(VAR)
REDIS_URL = env.str("REDIS_URL", default="")
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": REDIS_URL or f"unix://{VALKEY_SOCKET}?db=1",
        "KEY_PREFIX": "fairloop",
    }
}

# A folder; packets are stored there under the hash of their bytes.
PACKET_STORAGE = Path(env.str("PACKET_STORAGE", default=str(VAR / "packets")))

# Above the longest form we take, so that an over-long note is answered beside its field.
DATA_UPLOAD_MAX_MEMORY_SIZE = 12 * 1024 * 1024

# Ten documents of 10 MB, and the form around them.
FILES_UPLOAD_MAX_SIZE = 101 * 1024 * 1024
FILE_UPLOAD_HANDLERS = [
    "hiring.foundations.uploads.BoundedUpload",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]

# --- Work in the background ------------------------------------------------------------------

CELERY_BROKER_URL = REDIS_URL or f"redis+socket://{VALKEY_SOCKET}"
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = False
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_MAX_TASKS_PER_CHILD = 500
CELERY_TASK_SOFT_TIME_LIMIT = 50
CELERY_TASK_TIME_LIMIT = 60
CELERY_TASK_PUBLISH_RETRY_POLICY = {
    "max_retries": 1,
    "interval_start": 0,
    "interval_step": 0.1,
    "interval_max": 0.2,
}
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_CONNECTION_MAX_RETRIES = None
# Without these a request would hang for a minute on a stalled broker.
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "socket_timeout": 2,
    "socket_connect_timeout": 1,
    "visibility_timeout": 3600,
}
CELERY_TASK_DEFAULT_QUEUE = env.str("FAIRLOOP_QUEUE", default="fairloop")
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_BEAT_SCHEDULE = {
    "sweep": {"task": "hiring.background.tasks.sweep", "schedule": 5.0, "options": {"expires": 10}},
    "strays": {
        "task": "interviews.packets.tasks.collect_strays",
        "schedule": 3600.0,
        "options": {"expires": 600},
    },
    "askings": {
        "task": "interviews.loops.tasks.note_held_rounds",
        "schedule": 600.0,
        "options": {"expires": 300},
    },
    "exposure": {
        "task": "interviews.exposure.tasks.refresh_all",
        "schedule": 86400.0,
        "options": {"expires": 3600},
    },
    "undelivered": {
        "task": "hiring.notices.tasks.forget_undelivered",
        "schedule": 3600.0,
        "options": {"expires": 600},
    },
    "calendars": {
        "task": "interviews.availability.tasks.refresh_due",
        "schedule": 600.0,
        "options": {"expires": 300},
    },
    "heartbeat": {"task": "hiring.background.tasks.heartbeat", "schedule": 5.0, "options": {"expires": 10}},
}
# Longer than the hard time limit: a job is taken over only when its worker cannot be alive.
JOB_LEASE_SECONDS = env.int("JOB_LEASE_SECONDS", default=90)
JOB_MAX_ATTEMPTS = 5

# Networks inside the house that calendars may be fetched from all the same, as CIDR: “10.20.0.0/16”. The
# open internet may always be asked; private, local and metadata addresses only if they are named here.
OUTBOUND_ALLOWED_NETWORKS = env.list("OUTBOUND_ALLOWED_NETWORKS", default=[])

# --- People ----------------------------------------------------------------------------------

AUTH_USER_MODEL = "hiring.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in ("UserAttributeSimilarityValidator", "MinimumLengthValidator", "CommonPasswordValidator")
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "overview:home"
LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_ADAPTER = "hiring.people.adapter.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_PREVENT_ENUMERATION = True

vars().update(env.email_url("EMAIL_URL", default=f"filemail:///{VAR / 'mail'}"))
# Less than a task may take: a mail server that stalls is one that does not answer.
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", default="Fairloop <fairloop@localhost>")

# --- Words, time, files ----------------------------------------------------------------------

LANGUAGE_CODE = "en"
LANGUAGES = [("en", _("English"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
TIME_ZONE = "UTC"

STATIC_URL = "static/"
STATIC_ROOT = VAR / "static"
STATIC_ROOT.mkdir(exist_ok=True)
# Inter, cut to size by `manage.py build_fonts`, for the pages and the packets.
FONTS = VAR / "fonts"
FONTS.mkdir(exist_ok=True)
STATICFILES_DIRS = [("fonts", FONTS)]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage."
        + ("StaticFilesStorage" if DEBUG else "ManifestStaticFilesStorage")
    },
}

# --- Walls -----------------------------------------------------------------------------------

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = IS_PUBLIC
SECURE_SSL_REDIRECT = env.bool("SECURE_SSL_REDIRECT", default=IS_PUBLIC)
SECURE_HSTS_SECONDS = 31_536_000 if IS_PUBLIC else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = IS_PUBLIC
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
if env.bool("BEHIND_TLS_PROXY", default=False):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])

# --- API and logs ----------------------------------------------------------------------------

REST_FRAMEWORK = api_settings.REST_FRAMEWORK
SPECTACULAR_SETTINGS = api_settings.SPECTACULAR_SETTINGS
structlog.configure(**logs.STRUCTLOG)
LOGGING = logs.logging_to_stdout(level=env.str("LOG_LEVEL", default="INFO"))
CELERY_WORKER_REDIRECT_STDOUTS = False
