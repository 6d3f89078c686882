from django.db import models
from django.utils.translation import gettext_lazy as _


class RoundKind(models.TextChoices):
    ML_FOUNDATIONS = "ml-foundations", _("ML foundations")
    CODING = "coding", _("Coding")
    SYSTEM_DESIGN = "system-design", _("System design")
    MLOPS = "mlops", _("MLOps")
    PRODUCTION = "production", _("Production")
    ORAL = "oral", _("Experience deep dive")
    BEHAVIOURAL = "behavioural", _("Behavioural")
    QUIZ = "quiz", _("Quiz")
