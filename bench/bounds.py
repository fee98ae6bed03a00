"""What each figure may be at most (docs/performance.md), for 100,000 enrolments on two cores."""

from dataclasses import dataclass

MOST_STATEMENTS = 15  # of a page, whatever it shows


@dataclass(frozen=True)
class Bounds:
    """The most that each figure may be; None where nothing is promised."""

    ratio: float | None = None  # ours to the reference; below 1 when the reference is to be beaten
    growth: float | None = None  # from 10,000 enrolments to 100,000
    added: float | None = None  # seconds more than the reference
    seconds: float | None = None
    statements: int | None = None

    @property
    def of_every_size(self) -> "Bounds":
        """What holds whatever the size."""
        return Bounds(statements=self.statements)


DAILY_PAGE = Bounds(ratio=2.5, growth=1.5, statements=MOST_STATEMENTS)
CASE_PAGE = Bounds(ratio=3.0, growth=1.5, statements=MOST_STATEMENTS)
DASHBOARD = Bounds(ratio=1.5, statements=MOST_STATEMENTS)
ROW_SECURITY = Bounds(added=0.003)
ROW_SECURITY_OF_DASHBOARD = Bounds(ratio=1.1)
STAFF_AT_WORK = Bounds(seconds=0.15)
MOST_REQUESTS = Bounds(ratio=2.5)
EXPORT_CSV = Bounds(ratio=1.25)
EXPORT_XLSX = Bounds(ratio=1.2)
EXPORT_AGAINST_LIBRARY = Bounds(ratio=1 / 30)
INDICATORS = Bounds(ratio=1.3)
ATTENDANCE = Bounds(ratio=1.1)
MERGE = Bounds(seconds=0.25)
HANDOVER = Bounds(seconds=3.0)  # of thirty
DUPLICATES = Bounds(seconds=0.5)
IMPORT = Bounds(ratio=5.0)
DISPOSAL = Bounds(seconds=120)
