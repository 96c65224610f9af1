"""What servers and the `flask` command load: `wsgi:app`."""

import os
import sys

from forum import create_app
from forum.config import SettingsError, settings_from

try:
    app = create_app(settings_from(os.environ))
except SettingsError as error:
    print(f"tinkuy: {error.said(os.environ)}", file=sys.stderr)
    sys.exit(2)
