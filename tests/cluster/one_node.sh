#!/bin/sh
# A Slurm of one node on loopback, for the tests: one_node.sh start|stop FOLDER. Needs root, slurm-wlm and munge.
# Everything lies in FOLDER but the config, which the jobs look for where Slurm keeps it.
set -eu
home=$2
case $1 in
stop)
    scancel --user=root || true
    scontrol shutdown || true
    pkill -F "$home/munge/pid" || true
    rm -f /etc/slurm/slurm.conf
    exit 0
    ;;
esac
# what a killed test left is nobody's
if grep -qs '^ClusterName=sijill$' /etc/slurm/slurm.conf && ! pidof slurmctld > /dev/null; then rm /etc/slurm/slurm.conf; fi
test ! -e /etc/slurm/slurm.conf || { echo "there is a Slurm on this machine already: /etc/slurm/slurm.conf" >&2; exit 3; }
mkdir -p "$home/state" "$home/spool" "$home/log" "$home/munge" /etc/slurm
head -c 1024 /dev/urandom > "$home/munge/key"
chmod 755 "$home"
chmod 400 "$home/munge/key"
chown -R munge: "$home/munge"
su munge -s /bin/sh -c "/usr/sbin/munged --force --key-file=$home/munge/key --socket=$home/munge/socket \
    --log-file=$home/munge/log --pid-file=$home/munge/pid --seed-file=$home/munge/seed"
host=$(hostname -s)
cat > /etc/slurm/slurm.conf <<CONF
ClusterName=sijill
SlurmctldHost=$host(127.0.0.1)
SlurmUser=root
SlurmdUser=root
AuthType=auth/munge
AuthInfo=socket=$home/munge/socket
CredType=cred/munge
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
JobAcctGatherType=jobacct_gather/none
AccountingStorageType=accounting_storage/none
MpiDefault=none
SelectType=select/cons_tres
SelectTypeParameters=CR_Core_Memory
ReturnToService=2
SlurmctldPidFile=$home/slurmctld.pid
SlurmdPidFile=$home/slurmd.pid
SlurmctldPort=16817
SlurmdPort=16818
StateSaveLocation=$home/state
SlurmdSpoolDir=$home/spool
SlurmctldLogFile=$home/log/slurmctld.log
SlurmdLogFile=$home/log/slurmd.log
MinJobAge=86400
NodeName=$host NodeAddr=127.0.0.1 CPUs=$(nproc) RealMemory=16000 State=UNKNOWN
PartitionName=main Nodes=$host Default=YES MaxTime=INFINITE State=UP
CONF
slurmctld
slurmd
for _ in $(seq 30); do
    if sinfo -h -o %T | grep -q idle; then exit 0; fi
    sleep 1
done
echo "the node did not come up: $home/log" >&2
exit 4
