package auth

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/ed25519"
	"crypto/hkdf"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"errors"

	"anju/internal/core/fault"
)

// sealedForm is the first byte of what is sealed, so that a later form can be told apart.
const sealedForm = 1

// Sealer encrypts identity numbers (AES-256-GCM), makes the keyed hash by which
// one is looked up exactly, and signs the heads of archives (Ed25519). Its three
// keys are derived from the data key.
type Sealer struct {
	gcm       cipher.AEAD
	lookupKey []byte
	signKey   ed25519.PrivateKey
	keyID     string
}

// NewSealer derives the keys from a data key of 32 bytes.
func NewSealer(dataKey []byte) (*Sealer, error) {
	if len(dataKey) != keyBytes {
		return nil, errors.New("the data key must have 32 bytes")
	}
	block, err := aes.NewCipher(subkey(dataKey, "seal"))
	if err != nil {
		return nil, err
	}
	gcm, err := cipher.NewGCM(block)
	if err != nil {
		return nil, err
	}
	return &Sealer{
		gcm:       gcm,
		lookupKey: subkey(dataKey, "lookup"),
		signKey:   ed25519.NewKeyFromSeed(subkey(dataKey, "sign")),
		keyID:     hex.EncodeToString(subkey(dataKey, "id")[:8]),
	}, nil
}

// KeyID tells one data key from another without telling the key; a backup
// carries it, so that a restore can say when the key is another.
func (s *Sealer) KeyID() string { return s.keyID }

// Seal encrypts a text; the hash is keyed, equal for equal texts, and answers
// an exact look-up. It serves as owner.Sealer.
func (s *Sealer) Seal(plain string) (sealed []byte, hash string, err error) {
	nonce := randomBytes(s.gcm.NonceSize())
	sealed = append([]byte{sealedForm}, nonce...)
	return s.gcm.Seal(sealed, nonce, []byte(plain), nil), s.lookup(plain), nil
}

// Open is the text that was sealed.
func (s *Sealer) Open(sealed []byte) (plain string, err error) {
	n := s.gcm.NonceSize()
	if len(sealed) < 1+n || sealed[0] != sealedForm {
		return "", fault.Wrap("open sealed text: not in a known form", nil)
	}
	text, err := s.gcm.Open(nil, sealed[1:1+n], sealed[1+n:], nil)
	if err != nil {
		return "", fault.Wrap("open sealed text: another data key, or tampered with", err)
	}
	return string(text), nil
}

func (s *Sealer) lookup(plain string) string {
	mac := hmac.New(sha256.New, s.lookupKey)
	mac.Write([]byte(plain))
	return hex.EncodeToString(mac.Sum(nil))
}

// Sign signs with the installation's key.
func (s *Sealer) Sign(message []byte) []byte { return ed25519.Sign(s.signKey, message) }

// PublicKey verifies what Sign signed.
func (s *Sealer) PublicKey() ed25519.PublicKey { return s.signKey.Public().(ed25519.PublicKey) }

// subkey derives the key for one purpose; a compromise of one says nothing of the others.
func subkey(secret []byte, purpose string) []byte {
	key, err := hkdf.Key(sha256.New, secret, nil, "anju "+purpose, keyBytes)
	if err != nil {
		panic("auth: hkdf of 32 bytes cannot fail: " + err.Error())
	}
	return key
}
