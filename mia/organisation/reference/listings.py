"""The reference lists, declared. The same pages serve them all, and the code lists too."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple, cast

from django.db.models import Field, Manager, Model
from django.urls import reverse
from django.utils.formats import localize
from django.utils.text import capfirst

from mia.organisation.delprojekt.models import (
    Delprojekt,
    EsfProject,
    Forbund,
    Municipality,
    Target,
    Team,
)
from mia.organisation.periods.models import MunicipalityPeriod, Staffing


class Cell(NamedTuple):
    """One cell of a reference list: its text and its CSS class."""

    text: str
    css: str


@dataclass(frozen=True)
class Listing:
    """A list that administrators keep. Rows are never deleted: they end, or are retired."""

    slug: str
    model: type[Model]
    route: str  # the URL names are route_list, route_new and route_change
    columns: tuple[str, ...]
    fields: tuple[str, ...]
    add: str
    save: str
    intro: str
    notice: str = ""
    # Fields that are never changed once the row is made: files and other rows refer to them.
    fixed: tuple[str, ...] = ()
    order: tuple[str, ...] = ("name",)
    # Relations that the columns show.
    related: tuple[str, ...] = ()

    @property
    def title(self) -> str:
        return capfirst(str(self.model._meta.verbose_name_plural))

    @property
    def headings(self) -> list[Cell]:
        return [Cell(label(self.model, name), css_of(self.model, name)) for name in self.columns]

    @property
    def url(self) -> str:
        return reverse(f"{self.route}_list", args=[self.slug])

    @property
    def new_url(self) -> str:
        return reverse(f"{self.route}_new", args=[self.slug])

    def rows(self) -> Iterable[tuple[str, list[Cell]]]:
        """Yield each row as the address where it is changed, and its cells."""
        rows = self.model._default_manager.order_by(*self.order)
        for row in rows.prefetch_related(*self.related):
            cells = [Cell(text_of(row, name), css_of(self.model, name)) for name in self.columns]
            yield reverse(f"{self.route}_change", args=[self.slug, row.pk]), cells


def code_list(
    slug: str, model: type[Model], route: str, *, add: str, save: str, intro: str, notice: str = ""
) -> Listing:
    """Return the list of a model of codes, each with a name and a place in the order."""
    return Listing(
        slug,
        model,
        route,
        columns=("label", "code", "position", "retired_on"),
        fields=("code", "label", "position", "retired_on"),
        fixed=("code",),
        order=("position", "code"),
        add=add,
        save=save,
        intro=intro,
        notice=notice,
    )


def label(model: type[Model], name: str) -> str:
    """Return the Swedish name of a model's field."""
    return capfirst(str(_field(model, name).verbose_name))


def text_of(row: Model, name: str) -> str:
    """Return the value of a row's field as a person reads it."""
    if _field(type(row), name).choices:
        return in_words(getattr(row, f"get_{name}_display")())
    return in_words(getattr(row, name))


def in_words(value: object) -> str:
    """Return a value as a person reads it: ja or nej, a date, a number, names, or a dash."""
    if isinstance(value, Manager):
        return ", ".join(sorted(str(row) for row in value.all())) or "–"
    if isinstance(value, bool):
        return "ja" if value else "nej"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, int):
        return str(localize(value))
    if value is None or value == "":
        return "–"
    return str(value)


def css_of(model: type[Model], name: str) -> str:
    """Return the class of a column: numbers to the right, dates in one piece."""
    kind = _field(model, name).get_internal_type()
    if kind.endswith("IntegerField"):
        return "num"
    if kind == "DateField":
        return "text-nowrap"
    return ""


def _field(model: type[Model], name: str) -> "Field[Any, Any]":
    return cast("Field[Any, Any]", model._meta.get_field(name))


ROUTE = "organisation:reference"
LISTINGS = {
    listing.slug: listing
    for listing in (
        Listing(
            "delprojekt",
            Delprojekt,
            ROUTE,
            columns=(
                "name",
                "code",
                "forbund",
                "municipalities",
                "started_on",
                "ended_on",
            ),
            fields=(
                "code",
                "name",
                "forbund",
                "municipalities",
                "started_on",
                "ended_on",
                "min_age",
                "max_age",
                "reading_days",
            ),
            fixed=("code",),
            related=("forbund", "municipalities"),
            add="Lägg till ett delprojekt",
            save="Spara delprojektet",
            intro=(
                "Ett delprojekt tas inte bort. När det är slut får det ett slutdatum, "
                "och dess deltagare finns kvar."
            ),
        ),
        Listing(
            "forbund",
            Forbund,
            ROUTE,
            columns=("name", "code"),
            fields=("code", "name"),
            fixed=("code",),
            add="Lägg till ett samordningsförbund",
            save="Spara samordningsförbundet",
            intro="Samordningsförbunden finansierar och driver delprojekten.",
        ),
        Listing(
            "kommuner",
            Municipality,
            ROUTE,
            columns=("name", "code"),
            fields=("code", "name"),
            fixed=("code",),
            add="Lägg till en kommun",
            save="Spara kommunen",
            intro=(
                "Kommunkoden är SCB:s, fyra siffror. "
                "Vilket delprojekt kommunen hör till väljer du under Delprojekt."
            ),
        ),
        Listing(
            "kommuntider",
            MunicipalityPeriod,
            ROUTE,
            columns=("delprojekt", "municipality", "started_on", "ended_on"),
            fields=("delprojekt", "municipality", "started_on", "ended_on"),
            fixed=("delprojekt", "municipality"),
            order=("delprojekt__name", "municipality__name", "started_on"),
            related=("delprojekt", "municipality"),
            add="Lägg till en tid",
            save="Spara tiden",
            intro=(
                "En kommun som inte står här hör till sitt delprojekt hela tiden. Tiderna varnar "
                "när en remiss eller inskrivning kommer från en kommun som inte var med den dagen."
            ),
        ),
        Listing(
            "bemanning",
            Staffing,
            ROUTE,
            columns=("delprojekt", "persons", "started_on"),
            fields=("delprojekt", "persons", "started_on"),
            fixed=("delprojekt",),
            order=("delprojekt__name", "started_on"),
            related=("delprojekt",),
            add="Lägg till en bemanning",
            save="Spara bemanningen",
            intro=(
                "Hur många som ska arbeta i delprojektet från en dag. När det ändras lägger du "
                "till en ny rad. Den gamla finns kvar."
            ),
        ),
        Listing(
            "esf-projekt",
            EsfProject,
            ROUTE,
            columns=("name", "code", "reference", "started_on", "ended_on", "target"),
            fields=("code", "name", "reference", "started_on", "ended_on", "target", "keep_until"),
            fixed=("code",),
            order=("started_on",),
            add="Lägg till ett ESF-projekt",
            save="Spara ESF-projektet",
            intro="Varje inskrivning hör till ett av ESF-projekten.",
        ),
        Listing(
            "mal",
            Target,
            ROUTE,
            columns=("delprojekt", "project", "persons", "started_on"),
            fields=("delprojekt", "project", "persons", "started_on"),
            fixed=("delprojekt", "project"),
            order=("delprojekt__name", "project__started_on", "started_on"),
            related=("delprojekt", "project"),
            add="Lägg till ett mål",
            save="Spara målet",
            intro=(
                "Ett delprojekts mål gäller i ett ESF-projekt. När målet ändras lägger du till ett "
                "nytt från den dagen. Det gamla finns kvar."
            ),
        ),
        Listing(
            "team",
            Team,
            ROUTE,
            columns=("name", "delprojekt"),
            fields=("delprojekt", "name"),
            fixed=("delprojekt",),
            order=("delprojekt__name", "name"),
            related=("delprojekt",),
            add="Lägg till ett team",
            save="Spara teamet",
            intro=(
                "Handläggare i samma team ser varandras deltagare, "
                "men inte dem som har skyddade personuppgifter. "
                "Vem som är med i teamet bestämmer du i användarens uppdrag."
            ),
        ),
    )
}
