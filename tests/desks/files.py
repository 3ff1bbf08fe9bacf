"""Files as people hand them in."""

from io import BytesIO

from django.core.files.uploadedfile import SimpleUploadedFile
from pypdf import PdfWriter


def pdf() -> bytes:
    """A PDF of one empty page."""
    writer, content = PdfWriter(), BytesIO()
    writer.add_blank_page(width=100, height=100)
    writer.write(content)
    return content.getvalue()


def upload(name: str, content: bytes) -> SimpleUploadedFile:
    """A file chosen in a form."""
    return SimpleUploadedFile(name, content)
