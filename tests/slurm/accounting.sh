# shellcheck shell=bash
# slurmdbd on a MariaDB of its own, for sacct; sourced by the testbed.

up_dbd() {
  local db=$root/mariadb sock=$root/run/mariadb.sock
  (umask 077 && cat >"$root/slurmdbd.conf") <<CONF
AuthType=auth/munge
AuthInfo=socket=$root/run/munge.socket
DbdHost=localhost
DbdAddr=127.0.0.1
DbdPort=$((port + 1))
SlurmUser=root
LogFile=$root/log/slurmdbd.log
PidFile=$root/run/slurmdbd.pid
StorageType=accounting_storage/mysql
StorageHost=127.0.0.1
StoragePort=$((port + 2))
StorageUser=slurm
StoragePass=slurm
StorageLoc=slurm_acct_db
CONF
  mkdir -p "$db"
  timeout 60 mariadb-install-db --no-defaults --user=root --datadir="$db" --auth-root-authentication-method=normal \
    >"$root/log/mariadb-install.log" 2>&1 </dev/null || die "no database: $(blame "$root/log/mariadb-install.log")"
  setsid mariadbd --no-defaults --user=root --datadir="$db" --socket="$sock" --pid-file="$root/run/mariadbd.pid" \
    --bind-address=127.0.0.1 --port=$((port + 2)) --innodb-buffer-pool-size=64M </dev/null >"$root/log/mariadbd.log" 2>&1 9>&- &
  wait_for 30 timeout 5 mariadb-admin --no-defaults -S "$sock" ping >/dev/null 2>&1 ||
    die "mariadbd does not start: $(blame "$root/log/mariadbd.log")"
  timeout 10 mariadb --no-defaults -S "$sock" -e "create user slurm@'127.0.0.1' identified by 'slurm';
    create user slurm@localhost identified by 'slurm'; grant all on slurm_acct_db.* to slurm@'127.0.0.1', slurm@localhost" ||
    die "the database refuses a user for slurmdbd"
  SLURM_CONF=$root/slurmdbd.conf start slurmdbd "$root/log/slurmdbd.log" slurmdbd
  wait_for 30 timeout 5 sacctmgr -n show cluster >/dev/null 2>&1 ||
    die "slurmdbd does not answer: $(blame "$root/log/slurmdbd.log")"
  local each
  for each in "cluster testbed" "account test description=test organization=test" "user root account=test"; do
    timeout 20 sacctmgr -i add $each >>"$root/log/sacctmgr.log" 2>&1 || die "sacctmgr add $each: $(blame "$root/log/sacctmgr.log")"
  done
}
