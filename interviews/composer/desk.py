"""What stands open on the composer's page; it travels in the address, and with every form that is sent."""

from dataclasses import dataclass, field
from urllib.parse import urlencode

from django.http import HttpRequest, QueryDict

from hiring.foundations.forms import ID

# What the search form's fields are called, beside which other forms have names of their own.
SEARCH = "find"
SEARCHED_BY = tuple(f"{SEARCH}-{name}" for name in ("words", "competency", "difficulty", "after"))


@dataclass(frozen=True)
class Desk:
    """The ids of the rounds that are unfolded, and of the one that questions are being picked for.

    `search` is what the library is searched by for that one.
    """

    unfolded: frozenset[int] = frozenset()
    picking: int | None = None
    search: QueryDict = field(default_factory=QueryDict)

    @classmethod
    def of(cls, request: HttpRequest) -> "Desk":
        """The desk that the request was sent from; what the form brings along is newer than its address."""
        unfolded, search = (
            request.POST if name in request.POST else request.GET for name in ("open", "pick")
        )
        picking = search.get("pick", "")
        return cls(
            unfolded=frozenset(int(one) for one in unfolded.getlist("open") if ID.fullmatch(one)),
            picking=int(picking) if ID.fullmatch(picking) else None,
            search=search,
        )

    def with_open(self, round: int) -> "Desk":
        return Desk(self.unfolded | {round}, self.picking, self.search)

    def after(self, cursor: str) -> "Desk":
        """The same search, from there on."""
        search = self.search.copy()
        search[f"{SEARCH}-after"] = cursor
        return Desk(self.unfolded, self.picking, search)

    @property
    def query(self) -> str:
        """The end of an address that leads back to this desk; empty when nothing is open."""
        said = [("open", str(round)) for round in sorted(self.unfolded)]
        if self.picking is not None:
            said.append(("pick", str(self.picking)))
            said += [(name, str(self.search[name])) for name in SEARCHED_BY if self.search.get(name)]
        return f"?{urlencode(said)}" if said else ""
