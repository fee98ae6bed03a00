"""Reference lists: loaded, shown, added to, changed, never deleted."""

import re

import pytest
from django.db import IntegrityError, models, transaction

from mia.audit.models import AccessLog
from mia.core.plain_text import NOT_PLAIN
from mia.forms.fingerprint import fingerprint
from mia.organisation.delprojekt.models import Delprojekt, EsfProject, Forbund, Municipality, Team
from mia.organisation.reference.forms import change_form_class
from mia.organisation.reference.listings import LISTINGS
from participants.codes.listings import CODES
from tests.factories import MunicipalityPeriodFactory, TeamFactory, TimeLimitFactory

ALL = LISTINGS | CODES


@pytest.fixture
def admin(world, login):
    return login(world.admin)


@pytest.fixture(autouse=True)
def _time_limit(db):
    """The lists that have no rows from the beginning."""
    place = Delprojekt.objects.get(code="OS")
    TimeLimitFactory(delprojekt=place)
    MunicipalityPeriodFactory(delprojekt=place, municipality=place.municipalities.first())


def test_reference_data_is_loaded(db):
    counts = [model.objects.count() for model in (Forbund, Delprojekt, EsfProject, Municipality)]
    assert counts == [8, 8, 2, 21]
    haninge = Municipality.objects.get(code="0136")
    assert haninge.delprojekt.get().code == "OS"
    assert not Municipality.objects.filter(delprojekt=None).exists()


@pytest.mark.parametrize("slug", ALL)
def test_every_list_shows_its_rows_in_words(admin, slug):
    listing = ALL[slug]
    if slug == "team":
        assert "Norr" in admin.get(listing.url).content.decode()
    text = admin.get(listing.url).content.decode()
    assert text.count("<tr>") == listing.model.objects.count() + 1
    assert "None" not in text
    assert "True" not in text


@pytest.mark.parametrize("slug", ALL)
def test_a_list_costs_the_same_for_few_and_many(world, slug, django_assert_max_num_queries):
    with django_assert_max_num_queries(1 + len(ALL[slug].related)):
        list(ALL[slug].rows())


def posted(listing, row, **facts):
    """The form as it stands in the browser, with some facts changed."""
    form = change_form_class(listing)(instance=row)
    values = {}
    for name in form.fields:
        value = form[name].value()
        if hasattr(value, "__iter__") and not isinstance(value, str):
            value = [getattr(one, "pk", one) for one in value]
        values[name] = value
    return {name: value for name, value in (values | facts).items() if value not in (None, False)}


@pytest.mark.parametrize("slug", ALL)
def test_every_row_can_be_saved_as_it_stands(admin, world, slug):
    listing = ALL[slug]
    row = listing.model.objects.order_by("pk").first()
    before = fingerprint(row)
    response = admin.post(f"{listing.url}{row.pk}/", posted(listing, row))
    assert response.status_code == 302, response.context["form"].errors
    assert fingerprint(listing.model.objects.get(pk=row.pk)) == before


def test_a_new_delprojekt_with_its_municipalities(admin, world):
    forbund = Forbund.objects.get(code="OS")
    facts = {
        "code": "NYTT",
        "name": "MIA Nytt",
        "forbund": forbund.pk,
        "municipalities": ["0136", "0138"],
        "started_on": "2023-01-01",
        "ended_on": "",
        "min_age": "18",
        "max_age": "60",
        "reading_days": "14",
    }
    assert admin.post("/administration/listor/delprojekt/ny/", facts).status_code == 302
    row = Delprojekt.objects.get(code="NYTT")
    assert {one.name for one in row.municipalities.all()} == {"Haninge", "Tyresö"}
    assert (row.min_age, row.max_age, row.ended_on) == (18, 60, None)
    assert AccessLog.objects.get(event="delprojekt.added").extra == {
        "key": str(row.pk),
        "by": world.admin.pk,
    }
    again = admin.post("/administration/listor/delprojekt/ny/", facts)
    assert "Det finns redan." in again.content.decode()
    assert Delprojekt.objects.filter(code="NYTT").count() == 1


@pytest.mark.parametrize(
    ("facts", "field", "message"),
    [
        ({"ended_on": "2000-01-01"}, "ended_on", "Slutdatumet kan inte ligga före startdatumet."),
        (
            {"min_age": "50", "max_age": "40"},
            "max_age",
            "Högsta åldern kan inte vara lägre än lägsta åldern.",
        ),
        ({"name": ""}, "name", "Fyll i fältet."),
        ({"min_age": "-1"}, "min_age", "0"),
        ({"municipalities": ["9999"]}, "municipalities", "9999"),
    ],
)
def test_what_is_wrong_is_said_at_its_field(admin, world, facts, field, message):
    before = fingerprint(world.os)
    response = admin.post(
        f"/administration/listor/delprojekt/{world.os.pk}/",
        posted(LISTINGS["delprojekt"], world.os, **facts),
    )
    assert response.status_code == 200
    assert any(message in error for error in response.context["form"].errors[field]), (
        response.context["form"].errors
    )
    assert fingerprint(Delprojekt.objects.get(pk=world.os.pk)) == before


def test_municipalities_added_and_removed_are_recorded(admin, world):
    admin.post(
        f"/administration/listor/delprojekt/{world.os.pk}/",
        posted(LISTINGS["delprojekt"], world.os, municipalities=["0136", "0192", "0180"]),
    )
    row = AccessLog.objects.get(event="delprojekt.changed")
    assert row.extra["municipalities"] == {"added": ["0180"], "removed": ["0138"]}


def test_a_code_that_files_refer_to_cannot_be_changed(admin, world):
    url = f"/administration/listor/delprojekt/{world.os.pk}/"
    text = admin.get(url).content.decode()
    assert 'name="code"' not in text
    assert "<dt>Kod</dt><dd>OS</dd>" in text
    admin.post(url, posted(LISTINGS["delprojekt"], world.os, code="NY"))
    world.os.refresh_from_db()
    assert world.os.code == "OS"


def test_the_second_to_save_is_shown_what_the_first_saved(admin, world):
    listing, url = LISTINGS["delprojekt"], f"/administration/listor/delprojekt/{world.os.pk}/"
    first, second = (
        posted(listing, world.os, max_age="60"),
        posted(listing, world.os, name="MIA Annat", municipalities=["0136"]),
    )
    assert admin.post(url, first).status_code == 302
    response = admin.post(url, second)
    text = response.content.decode()
    assert response.status_code == 409
    assert "<td>64</td><td>60</td>" in text
    assert "<td>Haninge</td><td>Haninge, Nynäshamn, Tyresö</td>" in text
    world.os.refresh_from_db()
    assert (world.os.name, world.os.max_age) == ("MIA Östra Södertörn", 60)
    current = re.search(r'name="fingerprint" value="(\w+)"', text).group(1)
    assert admin.post(url, second | {"fingerprint": current}).status_code == 302


@pytest.mark.parametrize("code", ["136", "01360", "abcd", "0136"])
def test_a_municipality_has_scbs_code_once(admin, world, code):
    response = admin.post("/administration/listor/kommuner/ny/", {"code": code, "name": "Nyköping"})
    assert response.context["form"].errors["code"]
    assert Municipality.objects.count() == 21


def test_a_team_has_one_name_in_its_delprojekt(admin, world):
    TeamFactory(delprojekt=world.os, name="Öst")
    url = "/administration/listor/team/ny/"
    response = admin.post(url, {"delprojekt": world.os.pk, "name": "Öst"})
    assert "Delprojektet har redan ett team med det namnet." in response.content.decode()
    assert admin.post(url, {"delprojekt": world.hbs.pk, "name": "Öst"}).status_code == 302
    assert Team.objects.filter(name="Öst").count() == 2


def test_nothing_is_deleted(admin, world):
    for listing in ALL.values():
        row = listing.model.objects.order_by("pk").first()
        assert admin.delete(f"{listing.url}{row.pk}/").status_code == 405


# --- names that reach files: neither formulas nor something else than they look like


TEXTS = [
    (slug, field.name)
    for slug, listing in ALL.items()
    for field in listing.model._meta.fields
    if isinstance(field, models.CharField) and field.name in listing.fields and not field.choices
]


@pytest.mark.parametrize(("slug", "name"), TEXTS)
def test_no_text_that_an_administrator_edits_is_a_formula(admin, world, slug, name):
    listing = ALL[slug]
    row = listing.model.objects.order_by("pk").first()
    texts = ["=1+1", "+46", "-1", "@x", "\uff1d1"]
    for text in [*texts, "\t=1", "a\x07b", "a\u202eb", " "]:
        refused = pytest.raises(IntegrityError, match=f"{name}_is_plain")
        rows = listing.model.objects.filter(pk=row.pk)
        with refused, transaction.atomic():
            rows.update(**{name: text})
    if name in listing.fixed:
        return
    for text in [*texts, "a\u202eb"]:
        answer = admin.post(f"{listing.url}{row.pk}/", posted(listing, row, **{name: text}))
        assert NOT_PLAIN in answer.content.decode(), text
        row.refresh_from_db()
        assert getattr(row, name) != text
