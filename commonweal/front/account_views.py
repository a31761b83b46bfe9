"""Pages of a place's account of its years: the list, one year, the same on paper, and closing it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from commonweal.core.answer import answer, answers
from commonweal.core.errors import DomainError
from commonweal.directory.reaching import press
from commonweal.directory.reaching.sheet_views import as_pdf
from commonweal.front import account, account_sheet
from commonweal.front.account import YearRow, YearWhole
from commonweal.inquiry import changes
from commonweal.inquiry.forms import CloseForm
from commonweal.inquiry.models import YearAccount
from commonweal.journal.door import can
from commonweal.listening.models import Quote
from commonweal.places import queries as places
from commonweal.places.models import Place


@dataclass(frozen=True, slots=True)
class PrintedAccount:
    """The account of a year to print (PDF/UA-1)."""

    file: str


@require_safe
@answers("The years a place has an account of", rows={"years": list[YearRow]})
def years(request: HttpRequest, slug: str) -> HttpResponse:
    """Every year of which there is something to tell."""
    place = places.place(request.viewer, slug)  # type: ignore[attr-defined]
    return answer(request, "front/accounts.html", page=_page(place), years=account.years(place))


@require_safe
@answers("What was said in a place in a year, what was decided because of it, and what was done",
         rows={"told": YearWhole}, table="told.decisions")  # fmt: skip
def year(request: HttpRequest, slug: str, year: int) -> HttpResponse:
    """One year."""
    viewer = request.viewer  # type: ignore[attr-defined]
    place = places.place(viewer, slug)
    told = account.whole(viewer, place, year)
    page = _page(place) | {
        "lead": account.lead(told),
        "time": account_sheet.time(told),
        "nobody_missing": account_sheet.nobody_missing(told),
        "may_close": can(viewer).ask(changes.close_year, place=place) is None,
        "kept": YearAccount.objects.filter(place=place, year=year).first(),
    }
    page["crumbs"] = [*page["crumbs"], (_("The account of each year"), f"/place/{slug}/account")]
    return answer(request, "front/account.html", page=page, told=told)


@require_safe
@answers("The account of a year, to print", rows={"printed": PrintedAccount})
def printed(request: HttpRequest, slug: str, year: int) -> HttpResponse:
    """One year on paper."""
    viewer = request.viewer  # type: ignore[attr-defined]
    place = places.place(viewer, slug)
    sheet = account_sheet.sheet(account.whole(viewer, place, year), invented=place.invented)
    return as_pdf(press.pdf("year", sheet), f"{slug}-{year}")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def close(request: HttpRequest, slug: str, year: int) -> HttpResponse:
    """A steward closes a year: words, what was handed over, lines; and the numbers as they stand."""
    viewer = request.viewer  # type: ignore[attr-defined]
    place = places.place(viewer, slug)
    changes.close_year.allowed(viewer, place=place)  # type: ignore[attr-defined]
    told = account.whole(viewer, place, year)
    kept = YearAccount.objects.filter(place=place, year=year).first()
    initial: dict[str, Any] = {"words": told.words, "handed_over": told.handed_over}
    initial["quotes"] = [str(pk) for pk in kept.quotes.values_list("quote", flat=True)] if kept else []
    form = CloseForm(request.POST if request.method == "POST" else None,
                     quotes=account.to_choose(place, year), initial=initial)  # fmt: skip
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            changes.close_year(
                viewer,
                place=place,
                year=year,
                counts=account.counts(told),
                words=said["words"],
                handed_over=said["handed_over"],
                quotes=list(Quote.objects.public().filter(pk__in=said["quotes"])),
            )
            return HttpResponseRedirect(f"/place/{slug}/account/{year}")
        except DomainError as refusal:
            form.add_error(None, refusal.sentence)
    page = _page(place) | {"form": form, "told": told}
    return answer(request, "front/account_close.html", page=page, status=400 if form.is_bound else 200)


def _page(place: Place) -> dict[str, Any]:
    return {"place": place, "invented": place.invented, "crumbs": [(place.name, f"/place/{place.slug}")]}
