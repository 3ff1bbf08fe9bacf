"""Office documents packed so that the same content gives the same bytes, whenever it is written."""

import re
from datetime import UTC, datetime
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

_ABOUT = "docProps/core.xml"
_WRITTEN = re.compile(rb"(<dcterms:(created|modified)[^>]*>)[^<]*(<)")


def packed(document: bytes, at: datetime) -> bytes:
    """Give a document whose parts say that they were written at a moment, and nothing of now."""
    moment = at.astimezone(UTC).replace(microsecond=0)
    said = moment.strftime("%Y-%m-%dT%H:%M:%SZ").encode()
    content = BytesIO()
    with ZipFile(BytesIO(document)) as source, ZipFile(content, "w", ZIP_DEFLATED) as target:
        for name in source.namelist():
            part = source.read(name)
            if name == _ABOUT:
                part = _WRITTEN.sub(rb"\g<1>" + said + rb"\g<3>", part)
            entry = ZipInfo(name, moment.timetuple()[:6])
            entry.compress_type = ZIP_DEFLATED
            entry.external_attr = 0o600 << 16
            target.writestr(entry, part)
    return content.getvalue()
