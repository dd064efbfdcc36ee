// Package loopback gives each cluster a loopback network of its own, 127.K.0.0/16. On Linux every address of 127.0.0.0/8
// can be bound without any set-up or privilege, so clusters use well-known ports and still never meet.
package loopback

import (
	"errors"
	"fmt"
	"net"
	"os"
	"path/filepath"
	"strconv"
	"syscall"

	"golang.org/x/sys/unix"
)

// Networks that may be given out. 127.0 and 127.1 are left to the machine itself.
const (
	firstNet = 2
	lastNet  = 250
)

// Well-known ports on a cluster's network.
const (
	APIServerPort         = 6443
	EtcdPort              = 2379
	EtcdPeerPort          = 2380
	ControllerManagerPort = 10257
	SchedulerPort         = 10259
	KubeletPort           = 10250
)

// NodesMax is how many nodes a cluster's network has kubelet addresses for.
const NodesMax = 240

// Net is a reserved network 127.K.0.0/16.
type Net struct {
	K    int
	lock *os.File
}

// Reserve takes the first network that no other cluster of this user holds and whose ports are free. The reservation
// lasts as long as any process has Lock open.
func Reserve() (*Net, error) {
	directory, err := lockDirectory()
	if err != nil {
		return nil, err
	}
	return reserveIn(directory, portsFree)
}

func reserveIn(directory string, free func(k int) bool) (*Net, error) {
	for k := firstNet; k <= lastNet; k++ {
		lock, err := tryLock(filepath.Join(directory, fmt.Sprintf("net-%d.lock", k)))
		if err != nil {
			return nil, err
		}
		if lock == nil {
			continue
		}
		if free(k) {
			return &Net{K: k, lock: lock}, nil
		}
		lock.Close()
	}
	return nil, fmt.Errorf("no loopback network 127.%d.0.0/16 to 127.%d.0.0/16 is free: end clusters with "+
		"'localkube down', or whatever listens on port %d or %d of every address", firstNet, lastNet, APIServerPort, EtcdPort)
}

// Lock is the file whose open descriptors hold the reservation.
func (n *Net) Lock() *os.File { return n.lock }

// Release gives up this process's hold.
func (n *Net) Release() { n.lock.Close() }

// ControlPlaneIP is where the control plane listens.
func (n *Net) ControlPlaneIP() string { return address(n.K, 0, 1) }

// NodeIP is the address of the node with the given number, counted from 0 and below NodesMax.
func (n *Net) NodeIP(number int) string { return address(n.K, 0, 10+number) }

func address(k, x, y int) string { return fmt.Sprintf("127.%d.%d.%d", k, x, y) }

func lockDirectory() (string, error) {
	directory := filepath.Join(os.TempDir(), "localkube-"+strconv.Itoa(os.Getuid()))
	if err := os.Mkdir(directory, 0o700); err != nil && !errors.Is(err, os.ErrExist) {
		return "", fmt.Errorf("make directory for network locks: %w", err)
	}
	info, err := os.Lstat(directory)
	if err != nil {
		return "", fmt.Errorf("look at directory for network locks: %w", err)
	}
	owner, known := info.Sys().(*syscall.Stat_t)
	if !info.IsDir() || !known || int(owner.Uid) != os.Getuid() {
		return "", fmt.Errorf("%s is not a directory of this user: remove it, or set TMPDIR to another place", directory)
	}
	return directory, nil
}

// tryLock returns nil without an error when another holds the lock.
func tryLock(path string) (*os.File, error) {
	file, err := os.OpenFile(path, os.O_CREATE|os.O_RDWR, 0o600)
	if err != nil {
		return nil, fmt.Errorf("open network lock: %w", err)
	}
	err = unix.Flock(int(file.Fd()), unix.LOCK_EX|unix.LOCK_NB)
	if errors.Is(err, unix.EWOULDBLOCK) {
		file.Close()
		return nil, nil
	}
	if err != nil {
		file.Close()
		return nil, fmt.Errorf("lock %s: %w", path, err)
	}
	return file, nil
}

// portsFree covers clusters of other users, whose locks lie elsewhere, and parts that outlived their cluster.
func portsFree(k int) bool {
	for _, port := range []int{EtcdPort, EtcdPeerPort, APIServerPort, ControllerManagerPort, SchedulerPort} {
		listener, err := net.Listen("tcp4", net.JoinHostPort(address(k, 0, 1), strconv.Itoa(port)))
		if err != nil {
			return false
		}
		listener.Close()
	}
	return true
}
