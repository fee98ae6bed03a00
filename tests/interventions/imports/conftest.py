import pytest

from tests.interventions.imports.files import Files


@pytest.fixture
def files(world, tmp_path, settings):
    """The cast, and files to import; what a page keeps lies in the test's own folder."""
    settings.MEDIA_ROOT = tmp_path / "media"
    return Files(tmp_path)
