"""The site without the forms' tokens: the measuring client posts without having seen a page."""

import os

from forum import create_app
from forum.config import settings_from

app = create_app(settings_from(os.environ) | {"WTF_CSRF_ENABLED": False})
