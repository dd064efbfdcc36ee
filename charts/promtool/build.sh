#!/bin/sh
# Builds bin/promtool from its Go module, if go.mod or go.sum is newer than it. The first build takes two minutes.
set -eu
cd "$(dirname "$0")"

if [ -x bin/promtool ] && [ -z "$(find go.mod go.sum build.sh -newer bin/promtool -print | head -n 1)" ]; then
    exit 0
fi
command -v go >/dev/null || { echo "charts/promtool/build.sh: 'go' is not on the PATH: install Go $(sed -n 's/^go //p' go.mod) or newer" >&2; exit 1; }

mkdir -p bin
# Without what discovers targets in clouds, and not optimized: it runs for a second, and its compilation would take three times as long.
CGO_ENABLED=0 go build -trimpath -tags remove_all_sd -gcflags 'all=-N -l' -ldflags '-s -w' -o "bin/promtool.$$" \
    github.com/prometheus/prometheus/cmd/promtool
mv "bin/promtool.$$" bin/promtool
