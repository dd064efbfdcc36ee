package node

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"strconv"
	"time"

	corev1 "k8s.io/api/core/v1"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	"k8s.io/klog/v2"
	apiv1 "k8s.io/kubernetes/pkg/apis/core/v1"

	"henge.io/localkube/internal/loopback"
)

// LogSource gives the logs of containers.
type LogSource interface {
	// WriteLogs writes what the options ask for. Refusals are API status errors.
	WriteLogs(ctx context.Context, to io.Writer, namespace, pod, container string, options corev1.PodLogOptions) error
}

// serve answers the API server's requests to the kubelet: only logs. Exec, attach and port-forward are refused.
func serve(config Config, logs LogSource) (stop func(), err error) {
	pair, err := tls.LoadX509KeyPair(config.TLSCert, config.TLSKey)
	if err != nil {
		return nil, fmt.Errorf("--tls-cert %s, --tls-key %s: %w", config.TLSCert, config.TLSKey, err)
	}
	authority, err := os.ReadFile(config.ClientCA)
	if err != nil {
		return nil, fmt.Errorf("--client-ca: %w", err)
	}
	clients := x509.NewCertPool()
	if !clients.AppendCertsFromPEM(authority) {
		return nil, fmt.Errorf("--client-ca %s holds no certificate", config.ClientCA)
	}
	listener, err := tls.Listen("tcp", net.JoinHostPort(config.IP, strconv.Itoa(loopback.KubeletPort)), &tls.Config{
		MinVersion: tls.VersionTLS12, Certificates: []tls.Certificate{pair},
		ClientAuth: tls.RequireAndVerifyClientCert, ClientCAs: clients,
	})
	if err != nil {
		return nil, fmt.Errorf("--ip %s: %w", config.IP, err)
	}
	mux := http.NewServeMux()
	mux.HandleFunc("GET /containerLogs/{namespace}/{pod}/{container}", func(w http.ResponseWriter, r *http.Request) {
		answerLogs(logs, w, r)
	})
	mux.HandleFunc("/", func(w http.ResponseWriter, _ *http.Request) {
		http.Error(w, "localkube nodes only serve logs", http.StatusNotImplemented)
	})
	server := &http.Server{Handler: mux, ReadHeaderTimeout: 30 * time.Second}
	go func() {
		if err := server.Serve(listener); !errors.Is(err, http.ErrServerClosed) {
			klog.Background().Error(err, "Kubelet endpoint ended")
		}
	}()
	return func() { server.Close() }, nil
}

func answerLogs(logs LogSource, w http.ResponseWriter, r *http.Request) {
	var options corev1.PodLogOptions
	query := r.URL.Query()
	if err := apiv1.Convert_url_Values_To_v1_PodLogOptions(&query, &options, nil); err != nil {
		http.Error(w, err.Error(), http.StatusBadRequest)
		return
	}
	out := &flushing{writer: w}
	err := logs.WriteLogs(r.Context(), out, r.PathValue("namespace"), r.PathValue("pod"), r.PathValue("container"), options)
	if err == nil || r.Context().Err() != nil {
		return
	}
	if out.begun {
		panic(http.ErrAbortHandler) // a cut stream must not look like a whole one
	}
	code := http.StatusInternalServerError
	if status := apierrors.APIStatus(nil); errors.As(err, &status) {
		code = int(status.Status().Code)
	}
	http.Error(w, err.Error(), code)
}

// flushing sends every piece at once, so that whoever follows a log sees it.
type flushing struct {
	writer http.ResponseWriter
	begun  bool
}

func (f *flushing) Write(content []byte) (int, error) {
	f.begun = true
	n, err := f.writer.Write(content)
	if flusher, able := f.writer.(http.Flusher); able && err == nil {
		flusher.Flush()
	}
	return n, err
}
