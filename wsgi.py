"""What servers and the `flask` command load: `wsgi:app`."""

import os
import sys

from forum import create_app
from forum.config import SettingsError, settings_from

try:
    app = create_app(settings_from(os.environ))
except SettingsError as error:
    sys.exit(f"tinkuy: {error}")
