"""The packet's templates, stylesheet and figures."""

# Raise it with every change that makes another document of the same snapshot.
TEMPLATE_VERSION = "1"
