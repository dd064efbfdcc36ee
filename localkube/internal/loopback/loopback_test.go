package loopback

import (
	"bufio"
	"net"
	"net/netip"
	"os"
	"os/exec"
	"strconv"
	"sync"
	"testing"
)

// TestMain lets the test binary stand for another process that reserves a network and holds it until its input ends.
func TestMain(m *testing.M) {
	if directory, given := os.LookupEnv("LOOPBACK_TEST_HOLD"); given {
		network, err := reserveIn(directory, anyFree)
		if err != nil {
			os.Exit(9)
		}
		os.Stdout.WriteString(strconv.Itoa(network.K) + "\n")
		_, _ = bufio.NewReader(os.Stdin).ReadString('\n')
		os.Exit(0)
	}
	os.Exit(m.Run())
}

func anyFree(int) bool { return true }

func TestNoTwoHoldersGetTheSameNetworkEvenAtTheSameMoment(t *testing.T) {
	directory := t.TempDir()
	var mutex sync.Mutex
	seen := map[int]bool{}
	var all sync.WaitGroup
	for range 20 {
		all.Go(func() {
			network, err := reserveIn(directory, anyFree)
			mutex.Lock()
			defer mutex.Unlock()
			if err != nil || seen[network.K] {
				t.Errorf("%+v, %v: taken twice or not at all", network, err)
				return
			}
			seen[network.K] = true
			t.Cleanup(network.Release)
		})
	}
	all.Wait()
}

func TestANetworkIsHeldByAnotherProcessAsLongAsItLives(t *testing.T) {
	directory := t.TempDir()
	holder := exec.Command(os.Args[0])
	holder.Env = append(os.Environ(), "LOOPBACK_TEST_HOLD="+directory)
	input, err := holder.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	output, err := holder.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := holder.Start(); err != nil {
		t.Fatal(err)
	}
	held, err := bufio.NewReader(output).ReadString('\n')
	if err != nil {
		t.Fatal(err)
	}
	mine, err := reserveIn(directory, anyFree)
	if err != nil || strconv.Itoa(mine.K)+"\n" == held {
		t.Errorf("got %+v (%v) while another process has %s", mine, err, held)
	}
	mine.Release()
	input.Close()
	if err := holder.Wait(); err != nil {
		t.Fatal(err)
	}
	again, err := reserveIn(directory, anyFree)
	if err != nil || again.K != firstNet {
		t.Errorf("got %+v (%v), want the network that was freed", again, err)
	}
	again.Release()
}

func TestANetworkWithABusyPortIsPassedOver(t *testing.T) {
	listener, err := net.Listen("tcp4", net.JoinHostPort(address(lastNet+3, 0, 1), strconv.Itoa(APIServerPort)))
	if err != nil {
		t.Fatal(err)
	}
	defer listener.Close()
	if portsFree(lastNet + 3) {
		t.Error("a network whose API server port is in use counts as free")
	}
	network, err := reserveIn(t.TempDir(), func(k int) bool { return k > firstNet })
	if err != nil || network.K != firstNet+1 {
		t.Errorf("got %+v (%v), want the second", network, err)
	}
	if _, err := reserveIn(t.TempDir(), func(int) bool { return false }); err == nil {
		t.Error("no network is free, and one was given")
	}
}

func TestPoolGivesEachAddressOnceAndReusesLate(t *testing.T) {
	pool, err := ParsePool("127.9.1.250-127.9.2.4")
	if err != nil {
		t.Fatal(err)
	}
	if pool.Size() != 9 { // 250 to 254 and 1 to 4
		t.Errorf("size %d, want 9", pool.Size())
	}
	first := take(t, pool)
	pool.Give(first)
	seen := map[string]bool{}
	for range 9 {
		ip := take(t, pool)
		if seen[ip] {
			t.Errorf("%s was given twice", ip)
		}
		seen[ip] = true
		if ip == first && len(seen) != 9 {
			t.Errorf("%s was used again after %d others, want last", ip, len(seen)-1)
		}
	}
	if ip, err := pool.Take(); err == nil {
		t.Errorf("an empty pool gave %s", ip)
	}
}

func take(t *testing.T, pool *Pool) string {
	t.Helper()
	ip, err := pool.Take()
	if err != nil {
		t.Fatal(err)
	}
	return ip
}

func TestPodRangesNeverOverlap(t *testing.T) {
	for _, nodes := range []int{1, 2, 3, 7, 100, NodesMax} {
		last := netip.MustParseAddr("127.5.0.255")
		for _, given := range (&Net{K: 5}).PodRanges(nodes) {
			pool, err := ParsePool(given)
			if err != nil {
				t.Fatal(err)
			}
			if pool.first <= number(last) || pool.Size() < 254 {
				t.Errorf("%d nodes: range %s begins before %s ends, or is small", nodes, given, last)
			}
			last = netip.MustParseAddr(text(pool.last))
		}
		if netip.MustParseAddr("127.5.255.0").Less(last) {
			t.Errorf("%d nodes: last range ends at %s", nodes, last)
		}
	}
}

func TestBadRanges(t *testing.T) {
	for _, bad := range []string{"", "127.1.1.1", "127.1.1.9-127.1.1.1", "a-b", "::1-::2"} {
		if _, err := ParsePool(bad); err == nil {
			t.Errorf("%q is taken for a range", bad)
		}
	}
}
