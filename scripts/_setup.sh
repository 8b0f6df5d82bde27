# Sourced by every command from the repository's root: makes what is missing, in one line per step, and nothing else.

UV_VERSION=0.13.8
NODE_VERSION=20.19.0

say() { printf '%s\n' "$*" >&2; }
fail() { say "scripts: $*"; exit 1; }

digest() { cat -- "$@" | { sha256sum 2>/dev/null || shasum -a 256; } | cut -d' ' -f1; }
is_fresh() { [ -e "$2" ] && [ "$(cat ".local/stamps/$1" 2>/dev/null)" = "$3" ]; }
set_stamp() { printf '%s\n' "$2" >".local/stamps/$1"; }

# Runs one step quietly; its output is shown only when it fails.
step() {
  say "$1 …"
  shift
  "$@" >.local/setup.log 2>&1 || { cat .local/setup.log >&2; fail "set-up failed: $*"; }
}

find_python() {
  local name
  for name in python3.11 python3 python3.14 python3.13 python3.12; do
    if "$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then echo "$name"; return; fi
  done
  fail "Python 3.11 or newer is missing (looked for python3). Install it, e.g. apt-get install python3 python3-venv."
}

check_node() {
  command -v node >/dev/null || fail "Node $NODE_VERSION or newer is missing. Install it from your distribution or with a version manager."
  command -v npm >/dev/null || fail "npm is missing. It comes with Node; on Debian: apt-get install npm."
  node -e "
    const at = (text) => text.split('.').map(Number), [a, b] = [at(process.versions.node), at('$NODE_VERSION')];
    process.exit(a[0] > b[0] || (a[0] === b[0] && a[1] >= b[1]) ? 0 : 1)" \
    || fail "Node $(node --version) is too old; $NODE_VERSION or newer is needed."
}

set_up_uv() {
  UV=$(command -v uv || true)
  if [ -n "$UV" ] && [ "$("$UV" --version | cut -d' ' -f2)" = "$UV_VERSION" ]; then return; fi
  UV=$PWD/.tools/bin/uv
  if [ -x "$UV" ] && [ "$("$UV" --version | cut -d' ' -f2)" = "$UV_VERSION" ]; then return; fi
  local python
  python=$(find_python)
  step "Making .tools" "$python" -m venv .tools
  step "Installing uv $UV_VERSION" .tools/bin/python -m pip install --quiet "uv==$UV_VERSION"
}

set_up_python() {
  local now
  now=$(digest pyproject.toml uv.lock)
  is_fresh python .venv/bin/python "$now" && return
  step "Installing the Python packages" "$UV" sync --frozen
  set_stamp python "$now"
}

set_up_node() {
  local now
  now=$(digest frontend/package.json frontend/package-lock.json)
  is_fresh node frontend/node_modules "$now" && return
  step "Installing the JavaScript packages" npm --prefix frontend ci --no-audit --no-fund
  set_stamp node "$now"
}

# The Functions emulator and the deploy look for the deployed packages exactly here.
set_up_functions() {
  local now
  now=$(digest functions/requirements.txt)
  is_fresh functions functions/venv/bin/python3.11 "$now" && return
  step "Making functions/venv" "$UV" venv --quiet --clear --python 3.11 functions/venv
  step "Installing the functions' packages" "$UV" pip install --quiet --python functions/venv/bin/python -r functions/requirements.txt
  set_stamp functions "$now"
}

set_up() {
  mkdir -p .local/stamps
  # Two commands started together take turns, where the system can lock.
  if command -v flock >/dev/null; then exec 9>.local/setup.lock; flock 9; fi
  find_python >/dev/null
  check_node
  set_up_uv
  set_up_python
  set_up_node
  set_up_functions
  exec 9>&-
}

run() { TRIMTAB_UV=$UV PYTHONPATH=scripts exec .venv/bin/python -m _stack "$@"; }

set_up
