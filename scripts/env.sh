# Sourced from the repository's root before anything is started: where generated files and libraries lie.
export FAIRLOOP_VAR="${FAIRLOOP_VAR:-$PWD/var}"
export PYTHONPYCACHEPREFIX="$FAIRLOOP_VAR/pycache"
# Some machines forbid to keep what was compiled, lest it lie among the sources; there it does not, and every
# process that is started (by tests: hundreds) would compile everything anew.
unset PYTHONDONTWRITEBYTECODE
export HYPOTHESIS_STORAGE_DIRECTORY="$FAIRLOOP_VAR/hypothesis"
export XDG_CACHE_HOME="$FAIRLOOP_VAR/cache"

# Pango, where it had to be unpacked because nobody might install it.
if [ -e .venv/sys/in-use ]; then
  for folder in "$PWD"/.venv/sys/usr/lib/*-linux-gnu; do
    export LD_LIBRARY_PATH="$folder${LD_LIBRARY_PATH:+:$LD_LIBRARY_PATH}"
  done
  export FONTCONFIG_PATH="$PWD/.venv/sys/etc/fonts"
fi
