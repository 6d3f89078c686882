"""What is sent as files is bounded before any of it is kept."""

from typing import Any

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadhandler import FileUploadHandler


class BoundedUpload(FileUploadHandler):
    """Refuses a request that says it is larger than all files of one form may be together."""

    def handle_raw_input(
        self,
        input_data: Any,
        META: Any,  # noqa: N803 -- the framework's own name for it
        content_length: int,
        boundary: Any,
        encoding: str | None = None,
    ) -> None:
        if content_length > settings.FILES_UPLOAD_MAX_SIZE:
            raise RequestDataTooBig("The files are larger than they may be together.")

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        return raw_data

    def file_complete(self, file_size: int) -> None:
        return None
