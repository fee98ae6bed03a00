"""The register of hosts and employers, and the agreements with them."""
