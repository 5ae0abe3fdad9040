#!/usr/bin/env bash
# Builds the pipeline's host when a source is newer than the last build, then runs it.
# With --self-contained that is a host which brings .NET along, for machines without.
set -euo pipefail
self=${BASH_SOURCE[0]}
[[ -L $self ]] && self=$(readlink -f "$self") # a link in ~/bin, say
root=${self%/*}
[[ $root == "$self" ]] && root=.
kind=host
for arg; do
  shift
  case $arg in
    --self-contained | --self-contained=true) kind=self-contained-host ;;
    *) set -- "$@" "$arg" ;;
  esac
done
hosts=$root/artifacts/$kind
stamp=$hosts/current # holds the name of the folder with the last build

stale() {
  [[ ! -e $stamp ]] && return 0
  [[ -n $(find "$root/build" "$root/pipeline" "$root"/*.props "$root/global.json" -newer "$stamp" -print -quit) ]]
}

need_dotnet() {
  command -v dotnet >/dev/null && return
  echo "build.sh: the .NET SDK is not installed (no dotnet in PATH); install .NET SDK 10, then run this again" >&2
  exit 2
}

publish() {
  local version contained=--no-self-contained
  if ! version=$(cd "$root" && dotnet --version 2>/dev/null); then
    echo "build.sh: no installed .NET SDK satisfies global.json (it wants $(sed -n 's/.*"version": *"\([^"]*\)".*/\1/p' "$root/global.json") or newer); installed: $(dotnet --list-sdks 2>/dev/null | cut -d' ' -f1 | paste -sd' ' -); install .NET SDK 10" >&2
    exit 2
  fi
  [[ $kind == host ]] || contained=--self-contained
  local folder
  folder=$(date -u +%Y%m%d-%H%M%S)-$$
  # The stamp is as old as the start of the build: a source saved meanwhile counts as newer.
  touch "$hosts/.start"
  echo "build.sh: building the ${kind/-host/ host} with .NET SDK $version" >&2
  # Without the lock: compiler servers outlive the build, and would hold it for minutes.
  if ! (exec {lock}>&- && cd "$root" && dotnet publish build/Build.csproj -c Release --use-current-runtime $contained \
    -p:PublishReadyToRun=true -o "artifacts/$kind/$folder" --nologo -v quiet >"artifacts/$kind/build.log" 2>&1); then
    rm -rf "${hosts:?}/$folder"
    grep -E 'error|warning' "$hosts/build.log" | sort -u | head -n 20 >&2 || tail -n 20 "$hosts/build.log" >&2
    echo "build.sh: the host does not build; the whole log is $hosts/build.log" >&2
    exit 2
  fi
  printf '%s\n' "$folder" >"$hosts/.new"
  touch -r "$hosts/.start" "$hosts/.new"
  mv "$hosts/.new" "$stamp"
  # The three newest builds stay, and any that a run of this machine was started from.
  local old
  while IFS= read -r old; do
    grep -qsaF "$kind/${old##*/}/" /proc/[0-9]*/cmdline || rm -rf "$old"
  done < <(find "$hosts" -mindepth 1 -maxdepth 1 -type d -name '2*' | sort -r | tail -n +4)
}

if stale; then
  need_dotnet
  mkdir -p "$hosts"
  exec {lock}>"$root/artifacts/.lock" # one for both kinds, which share what is compiled
  flock "$lock"
  if stale; then publish; fi
  exec {lock}>&-
fi
read -r folder <"$stamp"
if [[ $kind == self-contained-host ]]; then
  exec "$hosts/$folder/sluice" "$@"
fi
need_dotnet
exec dotnet "$hosts/$folder/sluice.dll" "$@"
