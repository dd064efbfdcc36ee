#!/bin/bash
# The entry point of the peon image: runs the one task that the pod's environment describes.
#
#   TASK_DIR, TASK_ID      where the task's files go, and its id; without the id it is among the arguments
#   TASK_JSON              the task, as base64 of gzip of its JSON; without it the peon asks deep storage
#   JAVA_OPTS              further JVM options, split on spaces; they win over the image's own
#   druid_a_b=v            becomes the property druid.a.b=v; two underscores are one underscore
#   LOCALKUBE_ROOT         the pod's own root directory, which stands before every absolute path of the pod
#
# No program is started on the way but base64 and gzip: a peon's start-up is waited for.
set -euo pipefail

image=${BASH_SOURCE[0]%/*}
root=${LOCALKUBE_ROOT:-}

fail() {
  echo "peon.sh: $*" >&2
  exit 64
}

[[ -n ${TASK_DIR:-} ]] || fail 'TASK_DIR is not set. Henge sets it from druid.indexer.task.baseDir; is this pod made by Henge?'
task_dir=$root$TASK_DIR
conf=$root/tmp/conf # not below TASK_DIR: task ids hold colons, which would end an entry of the class path
mkdir -p "$conf" "$task_dir" || fail "the directories $conf and $task_dir cannot be made"

# A path that the pod writes to lies under the pod's own root, here and in a property.
java_opts=${JAVA_OPTS:-}
java_opts=${java_opts//-Ddruid.indexer.task.baseTaskDir=/"-Ddruid.indexer.task.baseTaskDir=$root"}
properties=
for variable in $(compgen -e druid_); do
  name=${variable//__/$'\x01'}
  name=${name//_/.}
  name=${name//$'\x01'/_}
  value=${!variable}
  if [[ $name == druid.indexer.task.baseTaskDir || $name == druid.indexer.task.baseDir ]]; then value=$root$value; fi
  value=${value//\\/\\\\}
  value=${value//$'\n'/\\n}
  properties+="$name=$value"$'\n'
done
printf '%s' "$properties" >"$conf/runtime.properties"

if [[ -n ${TASK_JSON:-} ]]; then
  base64 -d <<<"$TASK_JSON" | gzip -dc >"$task_dir/task.json" || fail 'TASK_JSON is not base64 of gzip'
  unset TASK_JSON # it may be 128 KiB, and would be copied to every child
fi

if [[ -n ${TASK_ID:-} ]]; then
  if [[ -n ${LOAD_BROADCAST_DATASOURCE_MODE:-} && $* != *--loadBroadcastDatasourceMode* ]]; then
    set -- "$@" --loadBroadcastDatasourceMode "$LOAD_BROADCAST_DATASOURCE_MODE"
  fi
  set -- --taskId "$TASK_ID" "$@"
fi
set -- "$task_dir" 1 "$@"

classpath=$(<"$image/classpath")
# shellcheck disable=SC2086 # java_opts is a list of options
exec "$image/java" "@$image/jvm.args" -Djava.io.tmpdir="$root/tmp" $java_opts \
  -cp "$classpath:$conf:$image/conf" org.apache.druid.cli.Main internal peon "$@"
