"""HTML to tagged PDF (PDF/UA-1), with nothing fetched from anywhere: fonts of the system, style and charts inline."""

from functools import cache
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string


@cache
def _style() -> str:
    return (settings.BASE_DIR / "static" / "css" / "pdf.css").read_text()


def render(template: str, context: dict[str, Any]) -> tuple[str, bytes]:
    """The document as HTML and as PDF, so that a test can read what was printed.

    Raises ValueError when the template asks for anything outside itself.
    """
    from weasyprint import CSS, HTML
    from weasyprint.urls import URLFetcher

    html = render_to_string(template, context)
    fetcher = URLFetcher(allowed_protocols={"data"}, fail_on_errors=True)
    style = CSS(string=_style(), url_fetcher=fetcher)
    document = HTML(string=html, url_fetcher=fetcher)
    return html, document.write_pdf(stylesheets=[style], pdf_variant="pdf/ua-1", hinting=False)
