"""Plans in words: what one costs, for whoever chooses among them."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hiring.templatetags.times import duration
from interviews.scheduling.figures import Figures, figures_of

Tree = Mapping[str, Any]


def cost_in_words(instance: Tree, bookings: Sequence[Tree]) -> str:
    """“One day, 5 h 15 min from first to last; nobody goes above 3 of 5 in a week; one wish is set aside.”"""
    figures = figures_of(instance, bookings)
    parts = [_time(figures), *_load(figures), *_wishes(figures)]
    return "; ".join(parts) + "."


def _time(figures: Figures) -> str:
    days = ngettext("One day", "%(count)d days", figures.days) % {"count": figures.days}
    return _("%(days)s, %(time)s from first to last") % {"days": days, "time": duration(figures.span_minutes)}


def _load(figures: Figures) -> list[str]:
    if not (busiest := figures.busiest):
        return []
    numbers = {"count": busiest.count, "limit": busiest.limit, "late": figures.most_of_late}
    if busiest.count > busiest.limit:
        return [_("somebody goes to %(count)d of %(limit)d in a week") % numbers]
    if figures.most_of_late:
        says = _(
            "nobody goes above %(count)d of %(limit)d in a week, or had more than %(late)d in the last four"
        )
        return [says % numbers]
    return [_("nobody goes above %(count)d of %(limit)d in a week") % numbers]


def _wishes(figures: Figures) -> list[str]:
    said = []
    if count := figures.wishes_set_aside:
        said.append(
            ngettext("one wish is set aside", "%(count)d wishes are set aside", count) % {"count": count}
        )
    if count := figures.empty_shadows:
        said.append(
            ngettext("one trainee’s seat stays empty", "%(count)d trainees’ seats stay empty", count)
            % {"count": count}
        )
    return said or [_("every wish is kept")]
