"""The provider that staff may sign on through beside their passwords, as the environment says."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass

import environ


@dataclass(frozen=True)
class GroupRole:
    """Who is in the provider's group has the role, in one delprojekt or ("") the programme."""

    group: str
    role: str
    delprojekt: str


@dataclass(frozen=True)
class SignOn:
    """An OpenID Connect provider. `factors` are the values that count as a second factor:
    `acr:…` or `amr:…`; without one of them MIA asks for its own.
    """

    issuer: str
    client_id: str
    secret: str
    name: str = "organisationens inloggning"
    scope: tuple[str, ...] = ("openid", "profile")
    acr_values: str = ""
    factors: frozenset[str] = frozenset()
    groups_claim: str = "groups"
    groups: tuple[GroupRole, ...] = ()

    @property
    def provider_id(self) -> str:
        """A name of the issuer: a subject of another issuer is never taken for one of this."""
        return f"oidc-{hashlib.sha256(self.issuer.encode()).hexdigest()[:16]}"

    def has_factor(self, claims: dict[str, object]) -> bool:
        """Tell whether the provider says that it has asked for a second factor."""
        values = {f"acr:{claims.get('acr')}"}
        methods = claims.get("amr")
        if isinstance(methods, list):
            values |= {f"amr:{method}" for method in methods}
        return bool(values & self.factors)

    def groups_of(self, claims: dict[str, object]) -> frozenset[str]:
        """Return the person's groups at the provider; none when it says nothing of them."""
        groups = claims.get(self.groups_claim)
        if not isinstance(groups, list):
            return frozenset()
        return frozenset(str(group) for group in groups)


def read(env: environ.Env) -> SignOn | None:
    """Return the provider that the environment names; None without an issuer."""
    issuer = env.str("OIDC_ISSUER", default="")
    if not issuer:
        return None
    return SignOn(
        issuer=issuer,
        client_id=env.str("OIDC_CLIENT_ID"),
        secret=env.str("OIDC_CLIENT_SECRET"),
        name=env.str("OIDC_NAME", default="organisationens inloggning"),
        scope=tuple(env.str("OIDC_SCOPE", default="openid profile").split()),
        acr_values=env.str("OIDC_ACR_VALUES", default=""),
        factors=frozenset(env.list("OIDC_FACTORS", default=[])),
        groups_claim=env.str("OIDC_GROUPS_CLAIM", default="groups"),
        groups=group_roles(env.list("OIDC_GROUPS", default=[])),
    )


def group_roles(entries: Iterable[str]) -> tuple[GroupRole, ...]:
    """Return the table of groups from `group=role:delprojekt` or `group=role`.

    Raises ValueError for another text.
    """
    rows = []
    for entry in entries:
        group, equals, target = entry.partition("=")
        role, _, delprojekt = target.partition(":")
        if not (group.strip() and equals and role.strip()):
            raise ValueError(f"OIDC_GROUPS: {entry!r} is not group=role:delprojekt")
        rows.append(GroupRole(group.strip(), role.strip(), delprojekt.strip()))
    return tuple(rows)
