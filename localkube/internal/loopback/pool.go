package loopback

import (
	"encoding/binary"
	"fmt"
	"net/netip"
	"strings"
	"sync"
)

// Pool hands out the addresses of a range, each to one pod at a time. It goes round the range, so that an address is
// given again as late as possible: clients that still know the pod before do not reach the wrong one.
type Pool struct {
	first, last uint32

	mutex sync.Mutex
	next  uint32
	taken map[uint32]bool
}

// ParsePool reads a range FIRST-LAST of IPv4 addresses, both included. Addresses that end in .0 or .255 are left out.
func ParsePool(given string) (*Pool, error) {
	from, to, found := strings.Cut(given, "-")
	first, err1 := netip.ParseAddr(from)
	last, err2 := netip.ParseAddr(to)
	if !found || err1 != nil || err2 != nil || !first.Is4() || !last.Is4() || last.Less(first) {
		return nil, fmt.Errorf("%q is no range of IPv4 addresses: write it like 127.5.1.1-127.5.9.254", given)
	}
	pool := &Pool{first: number(first), last: number(last), taken: map[uint32]bool{}}
	pool.next = pool.first
	return pool, nil
}

// Size is how many addresses the pool can have out at the same time.
func (p *Pool) Size() int {
	size := 0
	for n := p.first; n <= p.last; n++ {
		if usable(n) {
			size++
		}
	}
	return size
}

// Take gives an address that no one has, or an error when all are out.
func (p *Pool) Take() (string, error) {
	p.mutex.Lock()
	defer p.mutex.Unlock()
	for range p.last - p.first + 1 {
		n := p.next
		p.next++
		if p.next > p.last {
			p.next = p.first
		}
		if usable(n) && !p.taken[n] {
			p.taken[n] = true
			return text(n), nil
		}
	}
	return "", fmt.Errorf("all pod addresses %s-%s are taken", text(p.first), text(p.last))
}

// Give returns an address.
func (p *Pool) Give(ip string) {
	if address, err := netip.ParseAddr(ip); err == nil && address.Is4() {
		p.mutex.Lock()
		defer p.mutex.Unlock()
		delete(p.taken, number(address))
	}
}

// PodRanges divides 127.K.1.1 to 127.K.254.254 among the nodes, so that no two nodes ever give out the same address.
func (n *Net) PodRanges(nodes int) []string {
	const blocks = 254
	each := max(1, blocks/max(1, nodes))
	ranges := make([]string, nodes)
	for i := range ranges {
		ranges[i] = address(n.K, 1+i*each, 1) + "-" + address(n.K, (i+1)*each, 254)
	}
	return ranges
}

func usable(n uint32) bool { return n&0xff != 0 && n&0xff != 0xff }

func number(address netip.Addr) uint32 {
	bytes := address.As4()
	return binary.BigEndian.Uint32(bytes[:])
}

func text(n uint32) string {
	var bytes [4]byte
	binary.BigEndian.PutUint32(bytes[:], n)
	return netip.AddrFrom4(bytes).String()
}
