"""The database's copy of the roles' permissions."""

import factory

from mia.access.models import RolePermission
from mia.access.roles import Permission, Role


class RolePermissionFactory(factory.django.DjangoModelFactory):
    """The database has every row of mia/access/roles.py already (mia/access/grants.py)."""

    class Meta:
        model = RolePermission
        django_get_or_create = ("role", "permission")

    role = Role.CASE_WORKER
    permission = Permission.SEE_ASSIGNED
    sees_whole_delprojekt = False
