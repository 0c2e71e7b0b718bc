package mailtest

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"errors"
	"math/big"
	"os"
	"sync"
	"time"
)

// papers are the certificate, its own authority, and its key. They are the same
// for every server of a process, which trusts what it trusted first.
type papers struct{ certificate, key []byte }

var made = sync.OnceValues(func() (papers, error) {
	pair, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return papers{}, err
	}
	now := time.Now()
	wanted := &x509.Certificate{
		SerialNumber: big.NewInt(now.UnixNano()), Subject: pkix.Name{CommonName: Host}, DNSNames: []string{Host},
		NotBefore: now.Add(-time.Hour), NotAfter: now.Add(24 * time.Hour), IsCA: true, BasicConstraintsValid: true,
		KeyUsage: x509.KeyUsageDigitalSignature | x509.KeyUsageCertSign, ExtKeyUsage: []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth},
	}
	raw, err := x509.CreateCertificate(rand.Reader, wanted, wanted, &pair.PublicKey, pair)
	if err != nil {
		return papers{}, err
	}
	private, err := x509.MarshalPKCS8PrivateKey(pair)
	if err != nil {
		return papers{}, err
	}
	return papers{
		certificate: pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: raw}),
		key:         pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: private}),
	}, nil
})

// certify writes the certificate and its key.
func certify(certificate, key string) error {
	p, err := made()
	if err != nil {
		return err
	}
	return errors.Join(os.WriteFile(certificate, p.certificate, 0o644), os.WriteFile(key, p.key, 0o600))
}
