"""The doors of the site and accounts."""

from .kinds import ALL, PERSON

DOORS = {
    # the site
    ("GET", "/"): ALL,
    ("GET", "/favicon.ico"): ALL,
    ("GET", "/help"): ALL,
    ("GET", "/help/<topic>"): ALL,
    ("GET", "/search"): ALL,  # finds what one may read: tests/search
    ("GET", "/static/<fingerprint>/<path:path>"): ALL,
    ("POST", "/language"): ALL,
    ("POST", "/preview"): PERSON,
    # accounts
    ("GET", "/login"): ALL,
    ("POST", "/login"): ALL,
    ("DELETE", "/login"): ALL,
    ("GET", "/letter"): "lllllll",  # it tells where the letter went, once
    ("GET", "/register"): "4444444",  # without an invitation; tests/accounts knows the rest
    ("POST", "/register"): "4444444",
    ("GET", "/register/<token>"): ALL,
    ("POST", "/register/<token>"): ALL,
    ("GET", "/password/reset"): ALL,
    ("POST", "/password/reset"): ALL,
    ("GET", "/password/reset/<token>"): ALL,
    ("POST", "/password/reset/<token>"): ALL,
    ("GET", "/account"): PERSON,
    ("PUT", "/account"): PERSON,
    ("PUT", "/account/password"): PERSON,
    ("GET", "/account/download"): PERSON,
    ("POST", "/account/download"): PERSON,
    ("GET", "/downloads/<int:id>/file"): "l444444",  # nobody's; tests/accounts/test_downloads.py knows the rest
    ("GET", "/account/erasure"): PERSON,
    ("POST", "/account/erasure"): PERSON,
    ("DELETE", "/account"): PERSON,  # who has not said their password a moment ago is asked for it
    ("DELETE", "/logins/<int:id>"): "l44o444",  # the participant's own
    ("GET", "/card"): ALL,
    ("POST", "/card"): ALL,
    ("GET", "/card/<code>"): ALL,
    ("POST", "/card/<code>"): ALL,
}
