"""What is judged, and what an opening asks for."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from hiring.candidates.models import Opening
from hiring.foundations.tenancy import Owned, OwnedQuerySet
from rubrics.competencies import widths


class Competency(Owned):
    """Something a candidate can show in an interview, such as *MLOps*."""

    slug = models.SlugField(max_length=60)
    name = models.CharField(_("name"), max_length=widths.NAME)
    description = models.TextField(_("description"), max_length=widths.DESCRIPTION, blank=True)

    objects = OwnedQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "competencies"
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["organization", "slug"], name="competency_is_unique")]

    def __str__(self) -> str:
        return self.name


class Requirement(models.Model):
    """A competency that an opening asks for: a must-have, or nice to have."""

    opening = models.ForeignKey(Opening, on_delete=models.CASCADE, related_name="requirements")
    competency = models.ForeignKey(Competency, on_delete=models.PROTECT, related_name="requirements")
    is_must_have = models.BooleanField(default=True)

    class Meta:
        ordering = ["-is_must_have", "competency__name"]
        constraints = [
            models.UniqueConstraint(fields=["opening", "competency"], name="requirement_is_unique")
        ]

    def __str__(self) -> str:
        return f"{self.opening} asks for {self.competency}"
