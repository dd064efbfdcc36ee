#!/bin/sh
# Builds bin/localkube, if any source is newer than it. The first build takes some minutes, later ones seconds.
set -eu
cd "$(dirname "$0")"

# As in go.mod. Without it the servers would tell clients a version that no client can parse.
version=$(sed -n 's/^[[:space:]]*k8s\.io\/kubernetes \(v[0-9.]*\)$/\1/p' go.mod)
minor=${version#v1.}
minor=${minor%%.*}

if [ -x bin/localkube ] && [ -z "$(find cmd internal go.mod go.sum build.sh -newer bin/localkube \
    ! -name '*_test.go' ! -path '*/testdata*' ! -type d -print | head -n 1)" ]; then
    exit 0
fi
command -v go >/dev/null || { echo "localkube/build.sh: 'go' is not on the PATH: install Go $(sed -n 's/^go //p' go.mod) or newer" >&2; exit 1; }

base=k8s.io/component-base/version
mkdir -p bin
CGO_ENABLED=0 go build -trimpath -o "bin/localkube.$$" -ldflags \
    "-s -w -X $base.gitVersion=$version -X $base.gitMajor=1 -X $base.gitMinor=$minor" ./cmd/localkube
mv "bin/localkube.$$" bin/localkube
