"""The card catalogue of the library: what a search reads instead of the questions.

A *card* says of one question what it can be found by. Cards are written together with the question, and the
databases' own full-text indexes stand on them. *Sheets* say of one mark which cards bear it; they are what
makes a search of many thousands fast. A card that was written anew is *loose* until its marks are copied onto
the sheets; a search reads loose cards themselves, so that what it finds is never out of date.
"""

from django.db import models
from django.db.models import Q

from rubrics.library.models import Question


class SearchShelf(models.Model):
    """One organization's catalogue.

    So many `places` have been given to cards; at `settled` of them its words were last chosen (`filing.py`).
    """

    organization = models.OneToOneField("hiring.Organization", on_delete=models.CASCADE, related_name="+")
    places = models.PositiveIntegerField(default=0)
    settled = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return f"The catalogue of {self.organization}"


class SearchCard(models.Model):
    """What one question is found by; without a place until it is filed for the first time.

    `facets` and `words` are marks with a space between (see `marks.py`). The marks in `words` begin with the
    shelf's number, so that no search can meet another organization's.
    """

    shelf = models.ForeignKey(SearchShelf, on_delete=models.CASCADE, related_name="cards")
    question = models.OneToOneField(Question, on_delete=models.CASCADE, related_name="search_card")
    place = models.PositiveIntegerField(null=True)
    facets = models.TextField()
    words = models.TextField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["shelf", "place"], name="search_card_has_its_place")]
        # Where the index of words found a card, its place is read from here, not from between all its words.
        indexes = [models.Index(fields=["id", "place"], name="search_card_place")]

    def __str__(self) -> str:
        return f"The card of {self.question}"


class LooseCard(models.Model):
    """A card was written and is not filed since. Each writing has a row of its own, so that none waits."""

    shelf = models.ForeignKey(SearchShelf, on_delete=models.CASCADE, related_name="loose")
    card = models.ForeignKey(SearchCard, on_delete=models.CASCADE, related_name="+")

    def __str__(self) -> str:
        return f"{self.card}, not filed"


class SearchSheet(models.Model):
    """The places of all filed cards that bear one mark, packed by `bits.py`.

    Every facet has its sheet; of words, only those that many cards bear: the others are found in the index.
    """

    shelf = models.ForeignKey(SearchShelf, on_delete=models.CASCADE, related_name="sheets")
    mark = models.CharField(max_length=80)
    is_facet = models.BooleanField()
    places = models.BinaryField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["shelf", "mark"], name="search_sheet_is_unique")]
        indexes = [models.Index(fields=["shelf"], condition=Q(is_facet=True), name="search_sheet_of_facet")]

    def __str__(self) -> str:
        return self.mark


class SearchWord(models.Model):
    """A word that stands somewhere in the organization's library: for unfinished and mistyped ones.

    `edged` is the word between two zeros, so that its first and last letters make trigrams of their own.
    """

    shelf = models.ForeignKey(SearchShelf, on_delete=models.CASCADE, related_name="words")
    word = models.CharField(max_length=48)
    stem = models.CharField(max_length=48)
    edged = models.CharField(max_length=50)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["shelf", "word"], name="search_word_is_unique")]

    def __str__(self) -> str:
        return self.word
