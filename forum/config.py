"""Settings come from the environment (`TINKUY_…`); README lists them with their defaults."""

import os
import secrets
import sqlite3
from pathlib import Path
from urllib.parse import urlsplit

from flask import Flask
from flask_babel import Babel, force_locale
from flask_babel import lazy_gettext as _l

ROOT = Path(__file__).resolve().parent.parent
LANGUAGES = ("es", "en")
SECRET_LENGTH = 32
WEAK = ("secret", "changeme", "change-me", "dev", "password", "tinkuy")


class SettingsError(Exception):
    """One line that names the setting, what is wrong with it and what would be right; `values` are put into it."""

    def __init__(self, sentence, **values):
        super().__init__(sentence)
        self.sentence, self.values = sentence, values

    def __str__(self):
        return str(self.sentence) % self.values

    def said(self, environ: dict) -> str:
        """In the language of the site; there is no site yet, so it takes one for the sentence alone."""
        language = environ.get("TINKUY_LANGUAGE", "").strip()
        app = Flask(__package__)
        Babel(app)
        with app.app_context(), force_locale(language if language in LANGUAGES else LANGUAGES[0]):
            return str(self)


def settings_from(environ: dict) -> dict:
    """Flask's configuration from `TINKUY_…` variables; `SettingsError` where one cannot be used."""
    read = _Environment(environ)
    instance = Path(read.text("INSTANCE", str(ROOT / "instance")))
    demo = read.flag("DEMO", False)
    base_url = read.text("BASE_URL", "http://127.0.0.1:8000").rstrip("/")
    database = read.text("DATABASE_URL", f"sqlite:///{instance}/tinkuy.db")
    redis = read.text("REDIS_URL", "")
    attachment_mb = read.number("ATTACHMENT_MB", 10)
    return {
        "SECRET_KEY": _secret(read.text("SECRET_KEY", ""), demo, instance),
        "ROOT": ROOT,
        "DEMO": demo,
        "INSTANCE": instance,
        "BASE_URL": base_url,
        "SQLALCHEMY_DATABASE_URI": database_url(database),
        "SQLALCHEMY_ENGINE_OPTIONS": engine_options(database),
        "REDIS_URL": redis,
        "ASYNC_MODE": read.choice("ASYNC_MODE", "threading", ("threading", "gevent")),
        "RATELIMIT_STORAGE_URI": redis or "memory://",
        "RATELIMIT_ENABLED": read.flag("RATE_LIMITS", True),
        "LOGIN_RATE": read.text("LOGIN_RATE", "10/minute;60/hour"),
        "RESET_RATE": read.text("RESET_RATE", "5/hour"),
        "LETTER_RATE": read.text("LETTER_RATE", "60/hour"),
        "ATTENDANCE_RATE": read.text("ATTENDANCE_RATE", "20/minute;300/hour"),
        "WRITE_RATE": read.text("WRITE_RATE", "120/minute"),
        "OBSERVATION_RATE": read.text("OBSERVATION_RATE", "10/hour"),
        "OBSERVATION_LINE_RATE": read.text("OBSERVATION_LINE_RATE", "60/hour"),
        "MAIL_URL": read.mail("MAIL_URL"),
        "MAIL_FROM": read.text("MAIL_FROM", "Tinkuy <no-reply@localhost>"),
        "REPLY_ADDRESS": read.reply("REPLY_ADDRESS"),
        "MAIL_ANSWERS": read.number("MAIL_ANSWERS", 20),
        "IMAP_URL": read.text("IMAP_URL", ""),
        "OPEN_REGISTRATION": read.flag("OPEN_REGISTRATION", False),
        "BABEL_DEFAULT_LOCALE": read.choice("LANGUAGE", "es", LANGUAGES),
        "BABEL_DEFAULT_TIMEZONE": read.text("TIMEZONE", "America/La_Paz"),
        "EXPORT_INLINE": read.number("EXPORT_INLINE", 1500),
        "TRUSTED_PROXIES": read.number("TRUSTED_PROXIES", 0),
        "SESSION_DAYS": read.number("SESSION_DAYS", 30),
        "ATTACHMENT_MB": attachment_mb,
        "SPACE_QUOTA_MB": read.number("SPACE_QUOTA_MB", 500),
        # What Flask and Werkzeug leave open unless told.
        "MAX_CONTENT_LENGTH": max(25, attachment_mb + 1) * 1024 * 1024,
        "MAX_FORM_MEMORY_SIZE": 1024 * 1024,
        "SESSION_COOKIE_NAME": "tinkuy",
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "SESSION_COOKIE_SECURE": base_url.startswith("https:"),
        "PERMANENT_SESSION_LIFETIME": 60 * 60 * 24 * read.number("SESSION_DAYS", 30),
        "WTF_CSRF_TIME_LIMIT": None,
    }


def database_url(url: str) -> str:
    """`postgresql://` means psycopg 3 here."""
    for scheme in ("postgres://", "postgresql://"):
        if url.startswith(scheme):
            return "postgresql+psycopg://" + url.removeprefix(scheme)
    return url


def engine_options(url: str) -> dict:
    """The connection used last is taken first: it has its statements prepared and its pages at hand."""
    options = {"pool_size": 20, "max_overflow": 20, "pool_use_lifo": True}
    if not url.startswith("sqlite"):
        return options | {"pool_pre_ping": True}
    return options | {"module": sqlite_module()}


def sqlite_module():
    """Python's own SQLite where it is free of the WAL-reset fault (3.51.3), else the one that pysqlite3 carries."""
    if sqlite3.sqlite_version_info >= (3, 51, 3):
        return sqlite3
    import pysqlite3.dbapi2

    return pysqlite3.dbapi2


def _secret(secret: str, demo: bool, instance: Path) -> str:
    if secret:
        if len(secret) < SECRET_LENGTH or len(set(secret)) < 8 or secret.lower() in WEAK:
            raise SettingsError(
                _l(
                    "TINKUY_SECRET_KEY es demasiado débil: pon al menos %(n)s letras al azar, por ejemplo las de: "
                    "python3 -c 'import secrets; print(secrets.token_urlsafe(48))'"
                ),
                n=SECRET_LENGTH,
            )
        return secret
    if not demo:
        raise SettingsError(
            _l(
                "Falta TINKUY_SECRET_KEY: ponle al menos %(n)s letras al azar (python3 -c 'import secrets; "
                "print(secrets.token_urlsafe(48))'), o TINKUY_DEMO=1 para probar Tinkuy."
            ),
            n=SECRET_LENGTH,
        )
    kept = instance / "secret"
    instance.mkdir(parents=True, exist_ok=True)
    if not kept.exists():
        descriptor = os.open(kept, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w") as file:
            file.write(secrets.token_urlsafe(48))
    return kept.read_text()


class _Environment:
    """Reads `TINKUY_NAME` as the kind of thing it should be."""

    def __init__(self, environ):
        self.environ = environ

    def text(self, name, default):
        return self.environ.get(f"TINKUY_{name}", "").strip() or default

    def flag(self, name, default):
        value = self.text(name, "").lower()
        if value in ("", "1", "yes", "true", "on", "0", "no", "false", "off"):
            return value in ("1", "yes", "true", "on") if value else default
        raise SettingsError(_l("TINKUY_%(name)s es «%(value)s»: escribe 1 o 0."), name=name, value=value)

    def number(self, name, default):
        value = self.text(name, str(default))
        if not value.isdecimal():
            raise SettingsError(_l("TINKUY_%(name)s es «%(value)s»: escribe un número entero."), name=name, value=value)
        return int(value)

    def mail(self, name):
        value = self.text(name, "")
        try:
            parts = urlsplit(value)
            known = not value or (parts.scheme in ("smtp", "smtps") and parts.hostname and parts.port != 0)
        except ValueError:
            known = False
        if not known:
            raise SettingsError(
                _l(
                    "TINKUY_%(name)s no es un servidor de correo: escribe smtp://usuario:clave@servidor:587 o smtps://…"
                ),
                name=name,
            )
        return value

    def reply(self, name):
        value = self.text(name, "")
        local, at, host = value.partition("@")
        if value and (value.count("{token}") != 1 or "{token}" not in local or not at or not host):
            raise SettingsError(
                _l("TINKUY_%(name)s no tiene lugar para la firma: escribe algo como r+%(here)s@servidor."),
                name=name,
                here="{token}",
            )
        return value

    def choice(self, name, default, choices):
        value = self.text(name, default)
        if value not in choices:
            raise SettingsError(
                _l("TINKUY_%(name)s es «%(value)s»: escribe uno de estos: %(choices)s."),
                name=name,
                value=value,
                choices=", ".join(choices),
            )
        return value
