#!/bin/sh
# Everything that can be said about the code without running its tests; `make check` sets the scene.
set -eu
PATH="$PWD/.venv/bin:$PATH"
export FAIRLOOP_VAR="$FAIRLOOP_VAR/check"
unset DEBUG ALLOWED_HOSTS SECRET_KEY DATABASE_URL

step() {
  printf '==> %s\n' "$*"
  "$@"
}

step ruff check .
step ruff format --check .
step mypy
step lint-imports
step python manage.py makemigrations --check --dry-run
step env ALLOWED_HOSTS=fairloop.example SECRET_KEY="$(python -c 'import secrets; print(secrets.token_urlsafe(64))')" \
  python manage.py check --deploy --fail-level WARNING
find templates -name '*.html' -exec djade --check --target-version 5.2 {} +
