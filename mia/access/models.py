"""What each role may do, for the policies of the database, and the keys of encrypted fields."""

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


class DataKey(models.Model):
    """A key of encrypted fields, wrapped by the key ring (mia/access/encryption.py).

    The application may read it, never change it; without the ring it is of no use.
    """

    number = models.PositiveSmallIntegerField("nummer", primary_key=True)
    wrapped = models.CharField("nyckel, krypterad", max_length=200)

    class Meta:
        db_table = "access_data_key"
        verbose_name = "datanyckel"
        verbose_name_plural = "datanycklar"

    def __str__(self) -> str:
        return f"datanyckel {self.number}"
