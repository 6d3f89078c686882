"""Who speaks, and the members of their organization."""

from typing import Any

from django_filters import rest_framework as filters
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from hiring.foundations.api import Change, ModelBody, Readable, RowFilter, Rows, stays
from hiring.people.models import Member, Organization, Role
from hiring.people.services import add_member, change_member


class OrganizationSerializer(serializers.ModelSerializer[Organization]):
    class Meta:
        model = Organization
        fields = ["id", "slug", "name", "time_zone"]


class MemberSerializer(serializers.ModelSerializer[Member]):
    name = serializers.CharField()
    email = serializers.EmailField(source="user.email")
    roles = serializers.ListField(child=serializers.ChoiceField(Role.choices))

    class Meta:
        model = Member
        fields = ["id", "name", "email", "title", "time_zone", "roles", "is_active", "version"]
        read_only_fields = fields


class MeSerializer(MemberSerializer):
    organization = OrganizationSerializer()

    class Meta(MemberSerializer.Meta):
        fields = [*MemberSerializer.Meta.fields, "organization"]
        read_only_fields = fields


class NewMember(ModelBody):
    email = serializers.EmailField(max_length=254)
    name = serializers.CharField(max_length=120)
    roles = serializers.MultipleChoiceField(choices=Role.choices, allow_empty=False)

    class Meta:
        model = Member
        fields = ["email", "name", "roles", "title", "time_zone"]


class MemberChange(Change, ModelBody):
    roles = serializers.MultipleChoiceField(choices=Role.choices, allow_empty=False)

    class Meta:
        model = Member
        fields = ["roles", "title", "time_zone", "is_active"]


class MemberFilter(RowFilter):
    is_active = filters.BooleanFilter()
    role = filters.ChoiceFilter(choices=Role.choices, method="with_role", label="One of their roles.")

    def with_role(self, members: Any, name: str, value: str) -> Any:
        return members.filter(**{f"is_{value}": True})

    class Meta:
        model = Member
        fields = ["is_active", "role"]


class MeViewSet(Rows):
    """The member whose token this is."""

    queryset = Member.objects.select_related("user", "organization")
    serializer_class = MeSerializer
    pagination_class = None

    @extend_schema(responses=MeSerializer, operation_id="me")
    def read(self, request: Request) -> Response:
        """Read who you are here, and what your roles are."""
        return Response(self.get_serializer(self.member).data)


class MemberViewSet(Readable):
    """The people of your organization. A member who has left is kept, and no longer active."""

    queryset = Member.objects.select_related("user")
    serializer_class = MemberSerializer
    filterset_class = MemberFilter

    @extend_schema(request=NewMember, responses={201: MemberSerializer})
    def create(self, request: Request) -> Response:
        """Add a member; admins only."""
        fields = self.body(NewMember)
        return self.answer(add_member(self.member.organization, **fields, by=self.member), 201)

    @extend_schema(request=MemberChange, responses=MemberSerializer)
    def partial_update(self, request: Request, pk: int) -> Response:
        """Change a member's roles, title or time zone, or let them go; admins only."""
        member = self.get_object()
        fields = stays(member, "roles", "title", "time_zone", "is_active") | self.body(MemberChange)
        return self.answer(change_member(member, **fields, by=self.member))
