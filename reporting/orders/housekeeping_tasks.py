"""The housekeeping of ordered files."""

from datetime import timedelta

from mia.jobs import files
from mia.jobs.enums import JobState
from mia.jobs.housekeeping import HousekeepingTask
from mia.jobs.models import Job
from reporting.orders.order import KIND


def _recall_files() -> str:
    """Remove what is left of orders that ended without a file, those that were recalled too."""
    removed = 0
    for job in Job.objects.filter(kind=KIND, state=JobState.FAILED):
        if files.folder_of(job).is_dir():
            files.remove(job)
            removed += 1
    return f"Borttagna filer: {removed}."


RECALL_FILES = HousekeepingTask(
    "recall_files", "Borttagning av återkallade filer", timedelta(minutes=1), _recall_files
)
