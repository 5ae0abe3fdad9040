# shellcheck shell=bash
# The Debian packages of the testbed; sourced by it.

install_packages() { # DBD
  local packages=()
  command -v slurmctld >/dev/null || packages+=(slurmctld)
  command -v slurmd >/dev/null || packages+=(slurmd slurm-wlm-basic-plugins)
  command -v sbatch >/dev/null || packages+=(slurm-client)
  command -v munged >/dev/null || packages+=(munge)
  if [ "$1" = yes ]; then
    command -v slurmdbd >/dev/null || packages+=(slurmdbd)
    command -v mariadbd >/dev/null || packages+=(mariadb-server)
  fi
  [ ${#packages[@]} -gt 0 ] || return 0
  [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null || code=3 die "not installed: ${packages[*]} (needs root on Debian)"
  mkdir -p "$root"
  # Packages start services of theirs when installed; here only what `up` starts shall run.
  local policy=/usr/sbin/policy-rc.d
  if [ ! -e $policy ]; then
    trap "rm -f $policy" EXIT
    printf '#!/bin/sh\nexit 101\n' >$policy
    chmod +x $policy
  fi
  { timeout 120 apt-get update -qq && DEBIAN_FRONTEND=noninteractive timeout 400 \
    apt-get install -y -qq --no-install-recommends "${packages[@]}"; } >"$root/install.log" 2>&1 </dev/null ||
    code=3 die "cannot install ${packages[*]}: $(grep -m 1 -E '^E:' "$root/install.log" || tail -n 1 "$root/install.log")"
}
