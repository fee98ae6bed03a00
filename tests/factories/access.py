"""The database's copy of the roles' permissions, and the keys of encrypted fields."""

import factory

from mia.access import encryption
from mia.access.models import DataKey, RolePermission
from mia.access.roles import Permission, Role


class RolePermissionFactory(factory.django.DjangoModelFactory):
    """The database has every row of mia/access/roles.py already (mia/access/grants.py)."""

    class Meta:
        model = RolePermission
        django_get_or_create = ("role", "permission")

    role = Role.CASE_WORKER
    permission = Permission.SEE_ASSIGNED
    sees_whole_delprojekt = False


class DataKeyFactory(factory.django.DjangoModelFactory):
    """One more than the database has already."""

    class Meta:
        model = DataKey

    number = factory.Sequence(lambda n: n + 2)
    wrapped = factory.LazyAttribute(lambda row: encryption.make_data_key(row.number).wrapped)
