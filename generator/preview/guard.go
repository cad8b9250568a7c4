package preview

import (
	"net"
	"net/http"
	"net/url"
	"sync/atomic"
)

// prefix is a path that may be set while requests are answered.
type prefix struct{ value atomic.Pointer[string] }

func (p *prefix) set(s string) { p.value.Store(&s) }

func (p *prefix) get() string {
	if s := p.value.Load(); s != nil {
		return *s
	}
	return ""
}

// refuse says why a request is not answered, or "". A site that is being
// written may be nobody else's business: another site that the writer happens
// to visit must not be able to read it, be it by a script of its own or by a
// host name that it lets point here (DNS rebinding).
func (s *Server) refuse(r *http.Request) string {
	if !s.ownHost(r.Host) {
		return "this host name is not served"
	}
	if origin := r.Header.Get("Origin"); origin != "" {
		u, err := url.Parse(origin)
		if err != nil || u.Scheme != "http" || !s.ownHost(u.Host) {
			return "requests from other sites are not answered"
		}
	}
	switch r.Header.Get("Sec-Fetch-Site") {
	case "", "same-origin", "none":
		return ""
	}
	// A link from another site may be followed, but nothing embedded there.
	if r.Header.Get("Sec-Fetch-Mode") == "navigate" && r.Header.Get("Sec-Fetch-Dest") == "document" {
		return ""
	}
	return "requests from other sites are not answered"
}

// ownHost tells whether a host is the one that is listened on, by its number
// or as localhost.
func (s *Server) ownHost(host string) bool {
	if host == s.Host {
		return true
	}
	name, port, err := net.SplitHostPort(host)
	if err != nil {
		return false
	}
	_, own, err := net.SplitHostPort(s.Host)
	return err == nil && port == own && (name == "localhost" || name == "127.0.0.1" || name == "::1")
}

// Loopback tells whether an address to listen on is reachable from this
// machine only.
func Loopback(address string) bool {
	host, _, err := net.SplitHostPort(address)
	if err != nil {
		return false
	}
	ip := net.ParseIP(host)
	return host == "localhost" || ip != nil && ip.IsLoopback()
}
