"""Documents that are kept with a case: a certificate, a signed plan. Encrypted, in versions."""
