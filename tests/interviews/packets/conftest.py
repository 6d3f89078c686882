from pathlib import Path

import pytest
from django.conf import settings

from hiring.foundations.fonts import build


@pytest.fixture(scope="session")
def fonts() -> Path:
    """The folder with the packet's typeface."""
    build(settings.FONTS)
    return settings.FONTS
