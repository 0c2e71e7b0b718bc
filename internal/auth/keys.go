package auth

import (
	"crypto/rand"
	"encoding/base64"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

const keyBytes = 32

// Keys are the installation's two secrets. Everything else (encryption, keyed
// look-up, signatures, refresh tokens) is derived from them, so that many
// instances with the same two agree. They are never in a backup.
type Keys struct {
	JWT  []byte // at least 32 bytes
	Data []byte // exactly 32 bytes
}

// LoadKeys takes the secrets from the configuration (data in base64). A secret
// that is absent there is read from, or made in, the folder beside the embedded
// store; with folder "" (a shared store) it is refused by name.
func LoadKeys(jwtSecret, dataKey, folder string) (Keys, error) {
	var k Keys
	switch {
	case len(jwtSecret) >= keyBytes:
		k.JWT = []byte(jwtSecret)
	case jwtSecret != "":
		return Keys{}, fmt.Errorf("ANJU_JWT_SECRET has %d bytes; at least %d are needed", len(jwtSecret), keyBytes)
	case folder == "":
		return Keys{}, errors.New("ANJU_JWT_SECRET is not set; with MongoDB every instance needs the same secret of at least 32 bytes")
	default:
		raw, err := keyBeside(filepath.Join(folder, "jwt.key"))
		if err != nil {
			return Keys{}, err
		}
		k.JWT = raw
	}
	switch {
	case dataKey != "":
		raw, err := base64.StdEncoding.DecodeString(dataKey)
		if err != nil || len(raw) != keyBytes {
			return Keys{}, fmt.Errorf("ANJU_DATA_KEY must be %d bytes in standard base64 (openssl rand -base64 32)", keyBytes)
		}
		k.Data = raw
	case folder == "":
		return Keys{}, errors.New("ANJU_DATA_KEY is not set; with MongoDB every instance needs the same key (openssl rand -base64 32)")
	default:
		raw, err := keyBeside(filepath.Join(folder, "data.key"))
		if err != nil {
			return Keys{}, err
		}
		k.Data = raw
	}
	return k, nil
}

// keyBeside reads the key file, or makes it whole or not at all: a crash in
// between must not leave half a key that later starts would take for the key.
func keyBeside(path string) ([]byte, error) {
	raw, err := readKey(path)
	if !errors.Is(err, fs.ErrNotExist) {
		return raw, err
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return nil, fmt.Errorf("make key folder: %w", err)
	}
	tmp, err := os.CreateTemp(filepath.Dir(path), ".key-*") // made with 0600
	if err != nil {
		return nil, fmt.Errorf("make key: %w", err)
	}
	defer os.Remove(tmp.Name())
	fresh := make([]byte, keyBytes)
	rand.Read(fresh)
	_, err = tmp.WriteString(base64.StdEncoding.EncodeToString(fresh) + "\n")
	err = errors.Join(err, tmp.Sync(), tmp.Close())
	if err != nil {
		return nil, fmt.Errorf("make key: %w", err)
	}
	if err := os.Link(tmp.Name(), path); err != nil && !errors.Is(err, fs.ErrExist) {
		return nil, fmt.Errorf("keep key: %w", err)
	}
	return readKey(path)
}

func readKey(path string) ([]byte, error) {
	text, err := os.ReadFile(path)
	if err != nil {
		return nil, fmt.Errorf("read key: %w", err)
	}
	raw, err := base64.StdEncoding.DecodeString(strings.TrimSpace(string(text)))
	if err != nil || len(raw) != keyBytes {
		return nil, fmt.Errorf("%s does not hold a key of %d bytes in base64", path, keyBytes)
	}
	return raw, nil
}
