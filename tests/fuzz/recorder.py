"""Finds out which parameters a view reads: every name that it asks for is noted."""

from contextlib import contextmanager
from unittest import mock

from django.core.handlers.wsgi import WSGIRequest
from django.http import QueryDict
from django.utils.functional import cached_property


class RecordingDict(dict):
    """As QueryDict.dict() gives it; `names` are those asked for."""

    names: set

    def get(self, name, default=None):
        self.names.add(name)
        return super().get(name, default)

    def __getitem__(self, name):
        self.names.add(name)
        return super().__getitem__(name)

    def __contains__(self, name):
        self.names.add(name)
        return super().__contains__(name)


class RecordingQueryDict(QueryDict):
    """A query or a sent form; `names` are those asked for, also of its copies."""

    names: set

    @classmethod
    def of(cls, query, names):
        recording = cls("", mutable=True)
        recording.names = set()
        for name, values in query.lists():
            recording.setlist(name, values)
        recording.names = names
        return recording

    def __getitem__(self, name):
        self.names.add(name)
        return super().__getitem__(name)

    def __contains__(self, name):
        self.names.add(name)
        return super().__contains__(name)

    def getlist(self, name, default=None):
        self.names.add(name)
        return super().getlist(name, default)

    def dict(self):
        plain = RecordingDict({name: values[-1] for name, values in self.lists()})
        plain.names = self.names
        return plain

    def copy(self):
        return RecordingQueryDict.of(self, self.names)


@contextmanager
def recording():
    """Within it, the names that views ask of `request.GET` and of `request.POST`."""
    in_query, in_body = set(), set()
    load = WSGIRequest._load_post_and_files

    def query_of(request):
        query = QueryDict(request.environ.get("QUERY_STRING", ""))
        return RecordingQueryDict.of(query, in_query)

    def load_and_record(request):
        load(request)
        request._post = RecordingQueryDict.of(request._post, in_body)

    property_of_query = cached_property(query_of)
    property_of_query.__set_name__(WSGIRequest, "GET")
    with (
        mock.patch.object(WSGIRequest, "GET", property_of_query),
        mock.patch.object(WSGIRequest, "_load_post_and_files", load_and_record),
    ):
        yield in_query, in_body
