"""The form of a table: a file, and then what was read of it."""

from flask_wtf.file import FileField
from wtforms import HiddenField

from neighbourhood.languages import _dl
from neighbourhood.refusals import Invalid
from neighbourhood.web import BaseForm


class TableForm(BaseForm):
    """A CSV file; on the page that shows what it changes, its text and what was read."""

    file = FileField(_dl("A CSV file"))
    table = HiddenField()
    fingerprint = HiddenField()

    def text(self) -> str:
        """Return the text of the file, or the one that was read before; raises Invalid without
        either.
        """
        content = self.file.data.read() if self.file.data else b""
        if not content and not self.table.data:
            raise Invalid("table_missing", field="file")
        try:
            return content.decode("utf-8-sig") if content else str(self.table.data)
        except UnicodeDecodeError as error:
            raise Invalid("table_unreadable", field="file") from error
