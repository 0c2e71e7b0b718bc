package rest

import (
	"net/netip"
	"slices"
	"strings"

	"github.com/gofiber/fiber/v2"
)

// networksOf reads addresses and networks, which the settings have checked.
func networksOf(list []string) []netip.Prefix {
	var found []netip.Prefix
	for _, text := range list {
		if network, err := netip.ParsePrefix(text); err == nil {
			found = append(found, network)
		} else if address, err := netip.ParseAddr(text); err == nil {
			found = append(found, netip.PrefixFrom(address, address.BitLen()))
		}
	}
	return found
}

// address is where a request comes from: behind trusted proxies the last hop that
// is none of them. What stands left of it in X-Forwarded-For anybody can write.
func (s *Server) address(c *fiber.Ctx) string {
	from, _ := netip.AddrFromSlice(c.Context().RemoteIP())
	from = from.Unmap()
	var hops []string
	for _, line := range c.Request().Header.PeekAll(fiber.HeaderXForwardedFor) {
		hops = append(hops, strings.Split(string(line), ",")...)
	}
	for _, hop := range slices.Backward(hops) {
		if !slices.ContainsFunc(s.proxies, func(n netip.Prefix) bool { return n.Contains(from) }) {
			break
		}
		before, err := netip.ParseAddr(strings.TrimSpace(hop))
		if err != nil {
			break
		}
		from = before.Unmap()
	}
	return from.String()
}
