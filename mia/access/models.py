"""What each role may do, for the policies of the database."""

from django.db import models


class RolePermission(models.Model):
    """One permission of one role: the database's copy of mia/access/roles.py.

    Filled anew after every migrate (mia/access/grants.py); the application may read it, never
    change it.
    """

    pk = models.CompositePrimaryKey("role", "permission")
    role = models.CharField("roll", max_length=20)
    permission = models.CharField("rättighet", max_length=30)
    sees_whole_delprojekt = models.BooleanField("ser hela delprojektet")

    class Meta:
        db_table = "access_role_permission"
        verbose_name = "rättighet för en roll"
        verbose_name_plural = "rättigheter för roller"

    def __str__(self) -> str:
        return f"{self.role}: {self.permission}"
