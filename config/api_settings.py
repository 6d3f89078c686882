"""How the API reads, answers and describes itself; settings of the frameworks that it stands on."""

REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": ["hiring.connections.authentication.TokenAuthentication"],
    "DEFAULT_PERMISSION_CLASSES": ["hiring.connections.authentication.IsMember"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["hiring.connections.reading.ShallowJSONParser"],
    "DEFAULT_CONTENT_NEGOTIATION_CLASS": "hiring.connections.reading.AlwaysJSON",
    "DEFAULT_METADATA_CLASS": None,
    "DEFAULT_PAGINATION_CLASS": "hiring.connections.pagination.NewestFirst",
    "DEFAULT_SCHEMA_CLASS": "hiring.connections.schema.HouseSchema",
    "DEFAULT_FILTER_BACKENDS": ["django_filters.rest_framework.DjangoFilterBackend"],
    "EXCEPTION_HANDLER": "hiring.connections.problems.handle",
    "UNAUTHENTICATED_USER": None,
}

SPECTACULAR_SETTINGS = {
    "TITLE": "Fairloop",
    "DESCRIPTION": "Plan interview loops, collect scorecards, decide on evidence.",
    "VERSION": "1",
    "OAS_VERSION": "3.1.1",
    "SERVE_INCLUDE_SCHEMA": False,
    "SWAGGER_UI_DIST": "SIDECAR",
    "SWAGGER_UI_FAVICON_HREF": "SIDECAR",
    "COMPONENT_SPLIT_REQUEST": True,
    # A change has a body of its own, in which `version` is required.
    "COMPONENT_SPLIT_PATCH": False,
    "SCHEMA_PATH_PREFIX": "/api/v1",
    "ENUM_NAME_OVERRIDES": {
        "Role": "hiring.people.models.Role",
        "Level": "hiring.candidates.models.Level",
        "OpeningStatus": "hiring.candidates.states.OpeningStatus",
        "CandidacyStatus": "hiring.candidates.states.CandidacyStatus",
        "RoundKind": "rubrics.competencies.round_kinds.RoundKind",
        "ScaleStatus": "rubrics.scales.states.ScaleStatus",
        "QuestionStatus": "rubrics.library.states.QuestionStatus",
        "LoopStatus": "interviews.loops.states.LoopStatus",
        "Part": "interviews.staffing.models.Part",
        "Stage": "interviews.interviewers.models.Stage",
        "ScorecardStatus": "interviews.scorecards.states.ScorecardStatus",
        "Recommendation": "interviews.scorecards.models.Recommendation",
        "DebriefStatus": "interviews.debriefs.states.DebriefStatus",
        "Phase": "interviews.debriefs.models.Phase",
        "Outcome": "interviews.debriefs.models.DecisionOutcome",
        "DraftStatus": "rubrics.importing.states.DraftStatus",
        "DraftKind": "rubrics.importing.states.DraftKind",
        "PacketStatus": "hiring.background.models.JobStatus",
    },
}
