"""Uploaded files do not outlive their hour."""

import os
import time

from django.core.management import call_command

from interventions.imports import upload_store


def test_old_uploads_go_and_new_ones_stay(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    old, new = upload_store.root() / "old", upload_store.root() / "new"
    for folder in (old, new):
        folder.mkdir(parents=True)
        (folder / "file").write_text("namn")
    os.utime(old, (time.time() - 2 * upload_store.LASTS,) * 2)
    call_command("sweep_uploads")
    assert not old.exists()
    assert new.exists()
