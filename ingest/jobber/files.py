"""Downloads note attachments, and takes nothing that is not the file Jobber describes.

Their URLs expire, so the URL is asked for again right before each download.
"""

from __future__ import annotations

from contextlib import suppress
from urllib.parse import urlsplit

import httpx

from ingest.jobber.answers import Json
from ingest.jobber.client import JobberClient, read_connection
from ingest.jobber.errors import Damaged, JobberError, Missing, NotReady, Refused, Unavailable
from ingest.jobber.reader import files_of
from ingest.jobber.reads import FILES_SIZE
from ingest.jobber.records import Note

TRIES = 3
WRONG_SIZE = "this file did not come in the size Jobber gives for it, in several tries; the next sync tries again"
WRONG_TYPE = "this file is not a PDF though Jobber calls it one; attach the PDF itself; the next sync tries again"
PDF_TYPE, PDF_MARK, MARK_WITHIN = "application/pdf", b"%PDF-", 1024  # readers look for the mark in the first kilobyte
LARGEST = 500 * 1024 * 1024  # what Jobber's product accepts for one file


class AttachmentFiles:
    """`http` must carry no credentials of its own: the URLs are presigned and lie with a storage provider."""

    def __init__(self, client: JobberClient, http: httpx.Client, *, largest: int = LARGEST) -> None:
        self._client, self._http, self._largest = client, http, largest

    def download(self, note: Note, attachment_id: str) -> bytes:
        """The original bytes of a file on a note, exactly as many as Jobber says it has; a PDF where it says so.

        A download that fails is begun again with a new URL. Raises `NotReady`, `Missing`, `Refused` (larger than
        allowed), `Unavailable`, or `Damaged` where what comes is another thing than what Jobber describes.
        """
        for _ in range(TRIES - 1):
            with suppress(Unavailable, Damaged):
                return self._whole(self._file(note, attachment_id))
        return self._whole(self._file(note, attachment_id))

    def _whole(self, file: Json) -> bytes:
        if file["status"] != "READY":
            raise NotReady("Jobber is still processing this file", 60.0)
        if file["fileSize"] > self._largest:
            raise Refused(f"the file has {file['fileSize']} bytes, more than the {self._largest} allowed")
        data = self._fetch(_checked(file["downloadUrl"]), file["fileSize"])
        problem = _problem(file, data)
        if problem:
            raise problem
        return data

    def _file(self, note: Note, attachment_id: str) -> Json:
        variables = {"id": note.parent_id, "note": note.id, "first": FILES_SIZE, "after": None}
        while True:
            page = read_connection(files_of(self._client, note.note_type.removesuffix("Note"), variables))
            for file in page.nodes:
                if file["id"] == attachment_id:
                    return file
            if page.next is None:
                raise Missing("this file is no longer on its note in Jobber")
            variables["after"] = page.next

    def _fetch(self, url: str, size: int) -> bytes:
        """At most one byte more than `size`, so that no answer can fill the memory."""
        data = bytearray()
        try:
            with self._http.stream("GET", url, auth=None, follow_redirects=True) as response:
                if response.status_code != 200:
                    raise Unavailable(f"the file's address answered {response.status_code}")
                for chunk in response.iter_bytes():
                    data += chunk
                    if len(data) > size:
                        break
        except (httpx.TransportError, httpx.TooManyRedirects, httpx.InvalidURL) as error:
            raise Unavailable(f"the file could not be fetched ({type(error).__name__})") from None
        return bytes(data)


def _problem(file: Json, data: bytes) -> JobberError | None:
    if len(data) != file["fileSize"]:
        return Damaged(WRONG_SIZE)
    if data and file["contentType"] == PDF_TYPE and PDF_MARK not in data[:MARK_WITHIN]:
        return Damaged(WRONG_TYPE)
    return None


def _checked(url: str) -> str:
    """Contract bytes travel encrypted; plain HTTP is for a simulator on this machine."""
    parts = urlsplit(url)
    if parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in ("127.0.0.1", "localhost", "::1")):
        return url
    raise Refused("Jobber gave a file address that is neither HTTPS nor on this machine")
