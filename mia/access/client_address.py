"""Where a request came from, also behind proxies."""

import ipaddress

from django.conf import settings
from django.http import HttpRequest


def client_address(request: HttpRequest) -> str | None:
    """The address that the outermost of our own proxies saw.

    Each proxy adds the address it saw at the end of X-Forwarded-For, so with so many trusted
    proxies it is that number from the end; what the client itself wrote stands before it and is
    never read. Without trusted proxies, or with too few addresses, the peer's own.
    """
    peer: str | None = request.META.get("REMOTE_ADDR")
    count = settings.TRUSTED_PROXY_COUNT
    addresses = request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")
    if count < 1 or len(addresses) < count:
        return peer
    address = addresses[-count].strip()
    try:
        return str(ipaddress.ip_address(address))
    except ValueError:
        return peer
