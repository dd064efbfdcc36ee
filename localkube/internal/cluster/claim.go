package cluster

import (
	"fmt"
	"os"

	"golang.org/x/sys/unix"
)

// spaceNeeded is free space for etcd, which lays out two files of 64 MB at once, and some logs.
const spaceNeeded = 300 << 20

// claim makes sure that the directory can be written and that no cluster is in it, or just coming up in it.
func claim(layout Layout) (*os.File, error) {
	if err := os.MkdirAll(layout.Dir, 0o755); err != nil {
		return nil, fmt.Errorf("--dir %s cannot be made (%w): give a directory that this user may write", layout.Dir, err)
	}
	lock, err := os.OpenFile(layout.upLock(), os.O_CREATE|os.O_RDWR, 0o644)
	if err != nil {
		return nil, fmt.Errorf("--dir %s cannot be written (%w): give a directory that this user may write", layout.Dir, err)
	}
	if err := unix.Flock(int(lock.Fd()), unix.LOCK_EX|unix.LOCK_NB); err != nil {
		lock.Close()
		return nil, fmt.Errorf("--dir %s: another 'localkube up' is at work there: give another directory", layout.Dir)
	}
	record, err := ReadRecord(layout)
	if err == nil && record != nil && len(record.Alive()) > 0 {
		err = fmt.Errorf("--dir %s holds the cluster %q, which still runs: end it with 'localkube down --dir %s', "+
			"or give another directory", layout.Dir, record.Name, layout.Dir)
	}
	if err == nil {
		err = checkSpace(layout.Dir)
	}
	if err != nil {
		lock.Close()
		return nil, err
	}
	return lock, nil
}

// checkSpace comes first, because etcd would answer a full disk with a panic.
func checkSpace(dir string) error {
	var disk unix.Statfs_t
	if err := unix.Statfs(dir, &disk); err != nil {
		return fmt.Errorf("--dir %s: look for free space: %w", dir, err)
	}
	return spaceComplaint(dir, disk.Bavail*uint64(disk.Bsize))
}

func spaceComplaint(dir string, free uint64) error {
	if free >= spaceNeeded {
		return nil
	}
	return fmt.Errorf("--dir %s has only %d MB of free space, and a cluster needs %d: free some, or give another directory",
		dir, free>>20, spaceNeeded>>20)
}
