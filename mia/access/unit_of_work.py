"""One unit of work outside a request: identity, transaction and access log together.

A request opens its own in `mia.access.middleware`; commands and jobs use `unit_of_work`.
`mia.access.identity` says when which entrance is right.
"""

import contextlib
from collections.abc import Iterator
from datetime import date

from mia import audit
from mia.access import identity
from mia.access.identity import UnitOfWork


@contextlib.contextmanager
def unit_of_work(
    actor: int | None,
    *,
    source: str,
    route: str = "",
    ip: str | None = None,
    today: date | None = None,
) -> Iterator[UnitOfWork]:
    """Open a transaction in which the database knows `actor`; write its access log row before the
    commit.

    `actor` is a staff id, `identity.SYSTEM` or None. `source` and `route` (by default the same)
    name the command or job, without personal data. If the row cannot be written, the transaction is
    rolled back.
    """
    audit.begin()
    try:
        with identity.acting_as(actor, source=source, today=today) as work:
            yield work
            audit.flush(actor=actor, request_id=work.request_id, route=route or source, ip=ip)
    finally:
        audit.end()
