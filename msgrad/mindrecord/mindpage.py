"""MindPage: the rows of MindRecord files by the value of an indexed field, page by page."""

from __future__ import annotations

import json
from typing import Any

from msgrad.dataset.formats.mindrecord import open_mindrecord, read_header
from msgrad.mindrecord import exceptions
from msgrad.mindrecord.filereader import check_reading, in_order


class MindPage:
    """Looks rows up by categories: the values of one field.

    Args:
        file_name: one file, whose header names all files of the data set, or the list of the files to read.
        num_consumer: how many threads MindSpore reads with.

    Raises:
        ParamValueError: for arguments of other types or values.
        RuntimeError: for files that are missing or damaged.
    """

    def __init__(self, file_name: str | list[str], num_consumer: int = 4) -> None:
        check_reading(file_name, num_consumer)
        self._reader = open_mindrecord(file_name)
        header = read_header(self._reader.files[0])
        self._candidates = [entry["index_field"] for entry in header["index_fields"] or ()]
        self._field: str | None = None
        self._rows: dict[str, list[int]] = {}

    @property
    def candidate_fields(self) -> list[str]:
        """The fields that may be the category."""
        return list(self._candidates)

    @property
    def category_field(self) -> str | None:
        """The field that is the category; to be set to one of `candidate_fields`."""
        return self._field

    @category_field.setter
    def category_field(self, name: str) -> None:
        if not isinstance(name, str) or not name:
            raise exceptions.ParamTypeError(  # type: ignore[attr-defined]
                f"The 'category_field' must be a str, but got {name!r}."
            )
        if name not in self._candidates:
            raise exceptions.MRMDefineCategoryError(  # type: ignore[attr-defined]
                f"The 'category_field' must be one of {', '.join(self._candidates)}, but got '{name}'."
            )
        found: dict[str, list[int]] = {}
        for number in range(len(self._reader)):
            found.setdefault(str(self._reader.values(number)[name]), []).append(number)
        self._field, self._rows = name, {name: found[name] for name in sorted(found)}

    def read_category_info(self) -> str:
        """The categories with the number of their rows, as JSON."""
        self._check_field()
        entries = [{"count": len(rows), "id": i, "name": name} for i, (name, rows) in enumerate(self._rows.items())]
        content = {"categories": entries, "key": f"{self._field}_0"}
        return json.dumps(content, separators=(",", ":"), ensure_ascii=False)

    def read_at_page_by_id(self, category_id: int, page: int, num_row: int) -> list[dict[str, Any]]:
        """The rows of a page of ``num_row`` rows of the category with a number.

        Raises:
            ParamValueError: for arguments of other types or values.
            RuntimeError: if there is no such category, or it has no such page.
        """
        _check_count(category_id, 0, "category_id")
        self._check_field()
        if category_id >= len(self._rows):
            raise RuntimeError(f"There are {len(self._rows)} categories, but category {category_id} is asked for.")
        return self._page(list(self._rows)[category_id], page, num_row)

    def read_at_page_by_name(self, category_name: str, page: int, num_row: int) -> list[dict[str, Any]]:
        """The rows of a page of ``num_row`` rows of the category with a name.

        Raises:
            ParamValueError: for arguments of other types or values.
            RuntimeError: if there is no such category, or it has no such page.
        """
        if not isinstance(category_name, str):
            raise exceptions.ParamValueError(  # type: ignore[attr-defined]
                f"The 'category_name' must be a str, but got {category_name!r}."
            )
        self._check_field()
        return self._page(category_name, page, num_row)

    def _check_field(self) -> None:
        if self._field is None:
            raise RuntimeError(f"Set the category_field first, to one of {', '.join(self._candidates)}.")

    def _page(self, name: str, page: int, num_row: int) -> list[dict[str, Any]]:
        _check_count(page, 0, "page")
        _check_count(num_row, 1, "num_row")
        if name not in self._rows:
            raise RuntimeError(f"There is no category '{name}' of the field '{self._field}'.")
        numbers = self._rows[name][page * num_row : (page + 1) * num_row]
        if not numbers:
            raise RuntimeError(
                f"The category '{name}' has {len(self._rows[name])} rows, and no page {page} of {num_row}."
            )
        return [in_order(self._reader, self._reader.values(number)) for number in numbers]


def _check_count(value: Any, least: int, argument: str) -> None:
    if not isinstance(value, int) or isinstance(value, bool) or value < least:
        raise exceptions.ParamValueError(  # type: ignore[attr-defined]
            f"The '{argument}' must be an int of at least {least}, but got {value!r}."
        )
