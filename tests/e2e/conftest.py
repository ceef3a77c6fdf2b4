"""End-to-end tests drive the real window and the real commands; settings as in the desktop's tests."""

from tests.desktop.conftest import private_settings, windows_gone

__all__ = ["private_settings", "windows_gone"]
