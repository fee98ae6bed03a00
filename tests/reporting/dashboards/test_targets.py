"""The targets of the dashboard: of the programme's ESF projects, and of each delprojekt in them."""

from tests import factories
from tests.reporting.worlds import shown


def test_the_target_is_that_of_the_projects_that_have_begun(world):
    """As malbild says it: nobody is in the first project here."""
    assert shown(world.coordinator)[0].target == 1900
    type(world.own)._base_manager.filter(pk=world.own.pk).update(
        project=factories.EsfProjectFactory(code="MIA")
    )
    assert shown(world.coordinator)[0].target == 4400
    whole, _ = shown(world.coordinator, projekt="MIA")
    assert (whole.unit.name, whole.target) == ("Hela MIA", 2500)


def test_a_delprojekt_has_its_target_in_the_chosen_projects(world):
    """It has one in the first project only, and each project promises from its first day."""
    assert shown(world.leader, "OS", projekt="MIA")[0].target == 700
    assert shown(world.leader, "OS", projekt="MIA_VIDARE")[0].target is None
    assert shown(world.leader, "OS")[0].target is None
    early, parts = shown(world.leader, "OS", fran="2020-01", till="2020-05")
    assert early.target == 700
    assert [cell.text for cell in parts[0].tables[0].rows[0].cells[-2:]] == ["700", "0,0\u00a0%"]
    _, parts = shown(world.coordinator, projekt="MIA")
    targets = {row.label: row.cells[-2].text for row in parts[0].tables[0].rows}
    assert targets["MIA Östra Södertörn"] == "700"
    assert targets["MIA HBS"] == "523"
    assert targets["Alla, varje person en gång"] == "2\u00a0500"
