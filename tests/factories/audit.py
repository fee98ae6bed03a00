"""The access log and its seals."""

import factory

from mia import audit
from mia.audit.models import AccessLog, DisposedRows, Seal
from mia.core.uuid7 import uuid7


class AccessLogFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = AccessLog

    action = audit.Action.READ
    event = "prov"
    route = "GET prov"
    request_id = factory.LazyFunction(uuid7)


class SealFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Seal

    number = factory.Sequence(lambda n: n + 1)
    table = "audit_accesslog"
    columns = ()
    cluster = first_xid = end_xid = rows = 0
    previous = head = signature = b""


class DisposedRowsFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = DisposedRows

    seal = 1
    disposal = factory.LazyFunction(uuid7)
    rows = 1
    content = "förfalskad"
