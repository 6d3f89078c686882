"""One's own API tokens. The text of a token is in one answer only: the one that makes it."""

from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from hiring.connections.models import ApiToken
from hiring.connections.services import issue_token, revoke_token
from hiring.foundations.api import ModelBody, Readable


class TokenSerializer(serializers.ModelSerializer[ApiToken]):
    class Meta:
        model = ApiToken
        fields = ["id", "label", "prefix", "created_at", "expires_at", "last_used_at", "revoked_at"]
        read_only_fields = fields


class IssuedTokenSerializer(TokenSerializer):
    token = serializers.CharField(read_only=True, help_text="Shown this once. Keep it safe.")

    class Meta(TokenSerializer.Meta):
        fields = [*TokenSerializer.Meta.fields, "token"]
        read_only_fields = fields


class NewToken(ModelBody):
    class Meta:
        model = ApiToken
        fields = ["label", "expires_at"]


@extend_schema_view(
    list=extend_schema(summary="List your API tokens"),
    retrieve=extend_schema(summary="Read one of your API tokens"),
)
class TokenViewSet(Readable):
    """Your own tokens, by their first letters. Nobody reads another's, and nobody reads a whole one again."""

    queryset = ApiToken.objects.all()
    serializer_class = TokenSerializer

    @extend_schema(request=NewToken, responses={201: IssuedTokenSerializer})
    def create(self, request: Request) -> Response:
        """Make a token; its text is shown this once."""
        token, text = issue_token(**self.body(NewToken), by=self.member)
        body = {**self.get_serializer(token).data, "token": text}
        return Response(
            body, status=201, headers={"Location": self.reverse_action("detail", args=[token.pk])}
        )

    @extend_schema(responses={204: None})
    def destroy(self, request: Request, pk: int) -> Response:
        """Revoke a token at once; it stays in the list, as revoked."""
        revoke_token(self.get_object(), by=self.member)
        return Response(status=204)
