package auth_test

import (
	"bytes"
	"crypto/ed25519"
	"encoding/base64"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"anju/internal/auth"
)

func TestKeysAreMadeOnceAndKeptPrivately(t *testing.T) {
	folder := filepath.Join(t.TempDir(), "data")
	first, err := auth.LoadKeys("", "", folder)
	require.NoError(t, err)
	require.Len(t, first.JWT, 32)
	require.Len(t, first.Data, 32)
	require.NotEqual(t, first.JWT, first.Data)

	again, err := auth.LoadKeys("", "", folder)
	require.NoError(t, err)
	require.Equal(t, first, again)

	files, err := os.ReadDir(folder)
	require.NoError(t, err)
	require.Len(t, files, 2)
	for _, f := range files {
		info, err := f.Info()
		require.NoError(t, err)
		require.Equal(t, os.FileMode(0o600), info.Mode().Perm(), f.Name())
	}
}

func TestKeysRefuseWhatIsMissingOrShortByName(t *testing.T) {
	good := base64.StdEncoding.EncodeToString(bytes.Repeat([]byte{7}, 32))
	long := strings.Repeat("s", 32)
	for name, c := range map[string]struct{ jwt, data, folder, says string }{
		"no secret on a shared store": {"", good, "", "ANJU_JWT_SECRET"},
		"no key on a shared store":    {long, "", "", "ANJU_DATA_KEY"},
		"short secret":                {"short", good, t.TempDir(), "ANJU_JWT_SECRET"},
		"key not base64":              {long, "???", t.TempDir(), "ANJU_DATA_KEY"},
		"key too short":               {long, "AAAA", t.TempDir(), "ANJU_DATA_KEY"},
	} {
		_, err := auth.LoadKeys(c.jwt, c.data, c.folder)
		require.ErrorContains(t, err, c.says, name)
	}
	keys, err := auth.LoadKeys(long, good, "")
	require.NoError(t, err)
	require.Equal(t, []byte(long), keys.JWT)

	folder := t.TempDir()
	require.NoError(t, os.WriteFile(filepath.Join(folder, "jwt.key"), []byte("half"), 0o600))
	_, err = auth.LoadKeys("", good, folder)
	require.ErrorContains(t, err, "jwt.key", "a damaged key is never silently replaced")
}

func TestSealerOpensOnlyItsOwn(t *testing.T) {
	s, err := auth.NewSealer(bytes.Repeat([]byte{1}, 32))
	require.NoError(t, err)
	other, err := auth.NewSealer(bytes.Repeat([]byte{2}, 32))
	require.NoError(t, err)
	require.NotEqual(t, s.KeyID(), other.KeyID())

	sealed, hash, err := s.Seal("330000199001010018")
	require.NoError(t, err)
	require.NotContains(t, string(sealed), "330000")
	plain, err := s.Open(sealed)
	require.NoError(t, err)
	require.Equal(t, "330000199001010018", plain)

	again, sameHash, err := s.Seal("330000199001010018")
	require.NoError(t, err)
	require.NotEqual(t, sealed, again, "equal numbers must not look equal when sealed")
	require.Equal(t, hash, sameHash)
	_, otherHash, err := other.Seal("330000199001010018")
	require.NoError(t, err)
	require.NotEqual(t, hash, otherHash)

	_, err = other.Open(sealed)
	require.Error(t, err)
	for i := range sealed {
		bent := bytes.Clone(sealed)
		bent[i] ^= 1
		_, err := s.Open(bent)
		require.Error(t, err, "byte %d", i)
	}
	_, err = s.Open(nil)
	require.Error(t, err)
	_, err = auth.NewSealer([]byte("short"))
	require.Error(t, err)
}

func TestSignaturesOfOneDataKeyAgree(t *testing.T) {
	a, err := auth.NewSealer(bytes.Repeat([]byte{1}, 32))
	require.NoError(t, err)
	b, err := auth.NewSealer(bytes.Repeat([]byte{1}, 32))
	require.NoError(t, err)
	require.True(t, ed25519.Verify(b.PublicKey(), []byte("head"), a.Sign([]byte("head"))))
	require.False(t, ed25519.Verify(b.PublicKey(), []byte("other"), a.Sign([]byte("head"))))
}
