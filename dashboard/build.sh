#!/usr/bin/env bash
# Builds the page into target/page, if any source is newer than it; "build.sh test" checks it: types, then Vitest.
# What npm has fetched once is fetched from its cache, and not at all while package-lock.json stays as it is.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"

refuse() {
  echo "dashboard/build.sh: $*" >&2
  exit 1
}

node_version=$(node --version 2>/dev/null || true)
command -v npm >/dev/null && [[ -n $node_version ]] ||
  refuse "Node.js 20.19 or newer with npm is needed for the page (found: ${node_version:-none}). Install it, or build without the page: mvn -Dhenge.page.skip=true"
IFS=. read -r major minor _ <<<"${node_version#v}"
((major > 20 || (major == 20 && minor >= 19))) ||
  refuse "Node.js 20.19 or newer is needed for the page, but $node_version was found"

# Two builds of one checkout take turns.
mkdir -p target
exec 9>target/lock
flock 9

libraries=$(cat package-lock.json package.json .npmrc; echo "$node_version")
if [[ ! -f node_modules/.henge || $(<node_modules/.henge) != "$(cksum <<<"$libraries")" ]]; then
  npm ci --no-progress --loglevel=error
  cksum <<<"$libraries" >node_modules/.henge
fi

if [[ ${1:-build} == test ]]; then
  node_modules/.bin/tsc --noEmit
  [[ -t 1 ]] || export NO_COLOR=1
  exec node_modules/.bin/vitest run --reporter=verbose 9>&-
fi

# The list of files is written last: without it there is no page.
if [[ -f target/page/files && -z $(find src public index.html vite.config.ts tsconfig.json package.json package-lock.json build.sh \
  -newer target/page/files ! -type d -print -quit) ]]; then
  exit 0
fi
# What Maven has copied of the page before has other names.
rm -rf target/page target/classes
node_modules/.bin/vite build --logLevel warn
(cd target/page && find . -type f ! -name files | LC_ALL=C sort | sed 's|^\./||' >../files.new && mv ../files.new files)
