package cluster

import (
	"crypto/rand"
	"encoding/hex"
	"fmt"
	"net"
	"os"
	"strconv"
	"strings"

	"k8s.io/client-go/tools/clientcmd"
	"k8s.io/client-go/tools/clientcmd/api"

	"henge.io/localkube/internal/certs"
	"henge.io/localkube/internal/loopback"
)

// Names of the certificate pairs in the pki directory.
const (
	serverPair        = "server"
	kubeletClientPair = "kubelet-client"
)

// identity is one user of the API, with the file that holds its kubeconfig.
type identity struct {
	user       string
	groups     []string
	kubeconfig string
}

func (p *plan) identities() []identity {
	list := []identity{
		{"admin", []string{"system:masters"}, p.layout.AdminKubeconfig()},
		{hengeUser, nil, p.layout.HengeKubeconfig()},
		// One account for all controllers, as they are started without service account credentials of their own.
		{"system:kube-controller-manager", []string{"system:masters"}, p.layout.partKubeconfig("kube-controller-manager")},
		{"system:kube-scheduler", nil, p.layout.partKubeconfig("kube-scheduler")},
	}
	for _, node := range p.nodes {
		list = append(list, identity{"system:node:" + node.name, []string{"system:nodes"}, p.layout.partKubeconfig(node.name)})
	}
	return list
}

// writeAccess makes certificates, tokens and kubeconfigs.
func (p *plan) writeAccess() error {
	authority, err := certs.NewAuthority("localkube " + p.options.Name)
	if err != nil {
		return err
	}
	if err := os.WriteFile(p.layout.authority(), authority.PEM(), 0o644); err != nil {
		return err
	}
	server := certs.Leaf{
		CommonName: "localkube-server",
		DNSNames:   []string{"localhost", "kubernetes", "kubernetes.default", "kubernetes.default.svc"},
		IPs:        []string{p.net.ControlPlaneIP(), serviceIP},
	}
	for _, node := range p.nodes {
		server.IPs = append(server.IPs, node.ip)
		server.DNSNames = append(server.DNSNames, node.name)
	}
	if err := authority.Write(p.layout.pkiDir(), serverPair, server); err != nil {
		return err
	}
	client := certs.Leaf{CommonName: "kube-apiserver-kubelet-client"}
	if err := authority.Write(p.layout.pkiDir(), kubeletClientPair, client); err != nil {
		return err
	}
	if err := certs.WriteSigningKey(p.layout.serviceAccountKey()); err != nil {
		return err
	}
	return p.writeTokens(authority)
}

func (p *plan) writeTokens(authority *certs.Authority) error {
	var lines strings.Builder
	for _, identity := range p.identities() {
		token, err := randomHex(24)
		if err != nil {
			return err
		}
		fmt.Fprintf(&lines, "%s,%s,%s,\"%s\"\n", token, identity.user, identity.user, strings.Join(identity.groups, ","))
		if err := clientcmd.WriteToFile(p.kubeconfig(authority, identity.user, token), identity.kubeconfig); err != nil {
			return fmt.Errorf("write kubeconfig of %s: %w", identity.user, err)
		}
	}
	return os.WriteFile(p.layout.tokens(), []byte(lines.String()), 0o600)
}

func (p *plan) kubeconfig(authority *certs.Authority, user, token string) api.Config {
	name := p.options.Name
	config := *api.NewConfig()
	config.Clusters[name] = &api.Cluster{Server: p.apiServer(), CertificateAuthorityData: authority.PEM()}
	config.AuthInfos[user] = &api.AuthInfo{Token: token}
	config.Contexts[name] = &api.Context{Cluster: name, AuthInfo: user, Namespace: p.options.Namespace}
	config.CurrentContext = name
	return config
}

func (p *plan) apiServer() string {
	return "https://" + net.JoinHostPort(p.net.ControlPlaneIP(), strconv.Itoa(loopback.APIServerPort))
}

func randomHex(bytes int) (string, error) {
	random := make([]byte, bytes)
	if _, err := rand.Read(random); err != nil {
		return "", fmt.Errorf("draw random bytes: %w", err)
	}
	return hex.EncodeToString(random), nil
}
