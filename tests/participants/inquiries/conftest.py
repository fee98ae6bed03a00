"""What the tests of questions between delprojekt share."""

from datetime import date

import pytest

from tests import factories


@pytest.fixture
def consent(world):
    return factories.ConsentFactory(
        enrolment=world.elsewhere,
        kind="SEKRETESS_SAMVERKAN",
        given_on=date(2021, 4, 1),
        agencies=["DELPROJEKT", "FK"],
        purpose="PLANERING",
    )
