from ..shared_server import app, house, live, served  # noqa: F401 (pytest finds them here)
