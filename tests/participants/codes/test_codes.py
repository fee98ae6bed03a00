"""Code lists of participants: an administrator adds, renames and retires; none is deleted."""

from datetime import date, timedelta

import pytest

from participants.codes.models import ExitReason, IncomeSource, Referrer


@pytest.fixture
def admin(world, login):
    return login(world.admin)


def test_a_retired_code_leaves_the_forms_and_stays_for_history(admin, world, today):
    facts = {
        "label": "Arbetsförmedlingen",
        "position": "1",
        "retired_on": (today + timedelta(1)).isoformat(),
    }
    url = "/administration/koder/remitterande/AF/"
    before = admin.get(url).context["form"]["fingerprint"].value()
    assert admin.post(url, facts | {"fingerprint": before}).status_code == 302
    assert Referrer.objects.current(today).filter(code="AF").exists()
    assert not Referrer.objects.current(today + timedelta(1)).filter(code="AF").exists()
    assert Referrer.objects.filter(code="AF").exists()


def test_a_new_code_is_offered_in_its_place(admin, world, today):
    facts = {
        "code": "FORALDRAPENNING",
        "label": "Föräldrapenning",
        "group": "INGEN",
        "position": "0",
        "retired_on": "",
    }
    assert admin.post("/administration/koder/forsorjning/ny/", facts).status_code == 302
    assert IncomeSource.objects.current(today).first().label == "Föräldrapenning"
    event = IncomeSource.pgh_event_models["insert"].objects.get(
        code="FORALDRAPENNING", pgh_label="insert"
    )
    assert event.pgh_context["actor"] == world.admin.pk


def test_an_exit_reason_says_what_it_counts_as(admin, world):
    url = "/administration/koder/avslut/TID_SLUT/"
    form = admin.get(url).context["form"]
    facts = {
        "label": "Projektets tidsgräns nådd",
        "outcome": "ANNAT",
        "is_completed": "on",
        "position": "10",
        "retired_on": "",
        "fingerprint": form["fingerprint"].value(),
    }
    assert admin.post(url, facts).status_code == 302
    assert ExitReason.objects.get(code="TID_SLUT").is_completed


@pytest.mark.parametrize("code", ["af", "A F", "AF", "ÅÄÖ", ""])
def test_codes_are_capitals_and_once(admin, world, code):
    facts = {"code": code, "label": "Något", "position": "1", "retired_on": ""}
    response = admin.post("/administration/koder/remitterande/ny/", facts)
    assert response.context["form"].errors["code"]
    assert Referrer.objects.count() == 6


def test_lists_that_nobody_has_confirmed_say_so(admin, world):
    for slug, unconfirmed in (("remitterande", False), ("forsorjning", True), ("avslut", True)):
        for end in ("", "ny/"):
            text = admin.get(f"/administration/koder/{slug}/{end}").content.decode()
            assert ("Listan är inte bekräftad" in text) is unconfirmed, slug


def test_dates_are_shown_as_written(admin, world):
    Referrer.objects.filter(code="AF").update(retired_on=date(2024, 2, 29))
    assert "2024-02-29" in admin.get("/administration/koder/remitterande/").content.decode()
