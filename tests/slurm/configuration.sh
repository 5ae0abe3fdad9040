# shellcheck shell=bash
# The slurm.conf of the testbed: three small nodes, four partitions, everything fast; sourced by it.

slurm_conf() { # NODES DBD
  local nodes=node[0-$(($1 - 1))] host n
  host=$(hostname -s)
  cat <<CONF
ClusterName=testbed
SlurmctldHost=$host(127.0.0.1)
SlurmctldPort=$port
SlurmUser=root
SlurmdUser=root
AuthType=auth/munge
# A requeued job waits until its old credential has expired: 121 s unless this says less; 5 is the least it takes.
AuthInfo=socket=$root/run/munge.socket,cred_expire=5
CredType=cred/munge
SlurmctldPidFile=$root/run/slurmctld.pid
SlurmdPidFile=$root/run/slurmd-%n.pid
SlurmdSpoolDir=$root/spool/%n
StateSaveLocation=$root/state
SlurmctldLogFile=$root/log/slurmctld.log
SlurmdLogFile=$root/log/slurmd-%n.log
SlurmdParameters=config_overrides
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
SwitchType=switch/none
MpiDefault=none
# A node that node-fail took stays down until node-resume.
ReturnToService=1
SchedulerType=sched/backfill
SchedulerParameters=bf_interval=1,batch_sched_delay=0,sched_interval=1,defer_batch
SelectType=select/cons_tres
SelectTypeParameters=CR_Core
PreemptType=preempt/partition_prio
PreemptMode=REQUEUE
KillWait=3
MinJobAge=120
MaxArraySize=${SLURM_MAX_ARRAY:-1001}
MaxJobCount=${SLURM_MAX_JOBS:-10000}
GresTypes=gpu
JobRequeue=1
JobAcctGatherType=jobacct_gather/none
CONF
  if [ "$2" = yes ]; then
    cat <<CONF
AccountingStorageType=accounting_storage/slurmdbd
AccountingStorageHost=127.0.0.1
AccountingStoragePort=$((port + 1))
AccountingStoragePass=$root/run/munge.socket
JobCompType=jobcomp/none
CONF
  else
    printf 'AccountingStorageType=accounting_storage/none\nJobCompType=jobcomp/filetxt\nJobCompLoc=%s\n' "$root/log/jobcomp.txt"
  fi
  for n in $(seq 0 $(($1 - 1))); do
    echo "NodeName=node$n NodeHostname=$host NodeAddr=127.0.0.1 Port=$((port + 10 + n)) CPUs=8 RealMemory=4000 Gres=gpu:2"
  done
  # Who is preempted is decided by the partition of the running job: only low gives way, at once: with
# GraceTime=2 it took 15 s.
  cat <<CONF
PartitionName=main Nodes=$nodes Default=YES PriorityTier=1 PreemptMode=OFF
PartitionName=short Nodes=$nodes MaxTime=00:10:00 PriorityTier=1 PreemptMode=OFF
PartitionName=low Nodes=$nodes PriorityTier=1 PreemptMode=REQUEUE GraceTime=0
PartitionName=high Nodes=$nodes PriorityTier=10 PreemptMode=OFF
CONF
}
