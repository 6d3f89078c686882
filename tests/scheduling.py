"""Which process a test runs in when there are several."""

from xdist.scheduler import LoadScopeScheduling

NEED_THE_HOUSE = ("tests/browser/", "tests/journeys/")


class OneHouse(LoadScopeScheduling):
    """Keeps the tests of the running house in one process, so that one house runs; spreads all others."""

    # By folder, for pytest-xdist 3.8 writes its groups where pytest 9.2 no longer looks, and says nothing.
    def _split_scope(self, nodeid: str) -> str:
        return "house" if nodeid.startswith(NEED_THE_HOUSE) else nodeid
