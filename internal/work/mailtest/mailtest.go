// Package mailtest gives tests a real mail server: Debian's Exim as a process of
// its own, on free ports and in a temporary folder, that keeps what it is sent
// as files. Only tests import it.
package mailtest

import (
	"bytes"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"mime"
	"mime/multipart"
	"net"
	"net/mail"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"text/template"
	"time"

	"github.com/stretchr/testify/require"
)

// Login and Password open the server; whoever does not sign in is served too.
const (
	Login    = "service"
	Password = "s3cret of the mailbox"
)

// Host is the name that the server's certificate is for.
const Host = "localhost"

// patience bounds the start and the end of the server, on a busy machine too.
const patience = 3 * time.Minute

// Server is one mail server. Of the addresses at example.com nobody@ does not
// exist and busy@ is put off; all others are taken.
type Server struct {
	Port    int    // in the open, with STARTTLS
	TLSPort int    // TLS from the first byte
	Roots   string // a file with the certificate to trust

	program, dir string
	running      *exec.Cmd
}

// Start starts a mail server that ends with the test. Without Exim the test is
// left out, and with CI set it fails.
func Start(t testing.TB) *Server {
	t.Helper()
	program, err := find()
	if err != nil && os.Getenv("CI") == "" {
		t.Skip(err)
	}
	require.NoError(t, err)
	dir, err := os.MkdirTemp("", "anju-mail-")
	require.NoError(t, err)
	s := &Server{program: program, dir: dir, Roots: filepath.Join(dir, "certificate.pem")}
	t.Cleanup(func() {
		s.Kill()
		require.NoError(t, os.RemoveAll(dir))
	})
	ports := free(t, 2)
	s.Port, s.TLSPort = ports[0], ports[1]
	require.NoError(t, certify(s.Roots, filepath.Join(dir, "key.pem")))
	s.configure(t)
	s.Resume(t)
	return s
}

func find() (string, error) {
	for _, name := range []string{"exim4", "/usr/sbin/exim4", "exim", "/usr/sbin/exim"} {
		if path, err := exec.LookPath(name); err == nil {
			return path, nil
		}
	}
	return "", errors.New("no mail server to test with: install Exim (Debian: apt-get install exim4-daemon-light)")
}

var configuration = template.Must(template.New("").Parse(`
primary_hostname = localhost
local_interfaces = 127.0.0.1
daemon_smtp_ports = {{.Port}} : {{.TLSPort}}
tls_on_connect_ports = {{.TLSPort}}
tls_advertise_hosts = *
tls_certificate = {{.Dir}}/certificate.pem
tls_privatekey = {{.Dir}}/key.pem
spool_directory = {{.Dir}}/spool
log_file_path = {{.Dir}}/%slog
pid_file_path = {{.Dir}}/pid
keep_environment =
host_lookup =
rfc1413_hosts =
smtp_accept_max = 0
smtp_accept_max_per_connection = 0
smtp_accept_queue_per_connection = 0
acl_smtp_rcpt = rcpt
acl_smtp_data = accept

begin acl
rcpt:
  deny  local_parts = nobody
        message = 5.1.1 nobody of this name
  defer local_parts = busy
        message = 4.2.1 come again later
  accept domains = example.com
  deny  message = 5.7.1 relaying is not allowed

begin routers
all:
  driver = accept
  transport = kept

begin transports
kept:
  driver = appendfile
  directory = {{.Dir}}/mail
  maildir_format
  create_directory
  envelope_to_add
  user = {{.User}}
  group = {{.Group}}

begin retry
* * F,1h,1m

begin authenticators
plain:
  driver = plaintext
  public_name = PLAIN
  server_condition = ${if and{{"{{"}}eq{$auth2}{ {{- .Login -}} }}{eq{$auth3}{ {{- .Password -}} }}}}
  server_set_id = $auth2
login:
  driver = plaintext
  public_name = LOGIN
  server_prompts = <| Username: | Password:
  server_condition = ${if and{{"{{"}}eq{$auth1}{ {{- .Login -}} }}{eq{$auth2}{ {{- .Password -}} }}}}
  server_set_id = $auth1
`))

// configure writes the configuration. Exim as root serves as a user of its own,
// who must own what it writes.
func (s *Server) configure(t testing.TB) {
	who, err := user.Current()
	require.NoError(t, err)
	if who.Uid == "0" {
		who, err = user.Lookup("Debian-exim")
		require.NoError(t, err)
	}
	for _, name := range []string{"spool", "mail"} {
		require.NoError(t, os.Mkdir(filepath.Join(s.dir, name), 0o700))
	}
	var text bytes.Buffer
	require.NoError(t, configuration.Execute(&text, map[string]any{
		"Port": s.Port, "TLSPort": s.TLSPort, "Dir": s.dir, "User": who.Username, "Group": group(t, who), "Login": Login, "Password": Password,
	}))
	require.NoError(t, os.WriteFile(s.conf(), text.Bytes(), 0o644))
	uid, _ := strconv.Atoi(who.Uid)
	gid, _ := strconv.Atoi(who.Gid)
	require.NoError(t, filepath.WalkDir(s.dir, func(path string, _ os.DirEntry, err error) error {
		if err != nil || path == s.conf() { // a configuration that others own is refused
			return err
		}
		return os.Chown(path, uid, gid)
	}))
}

func group(t testing.TB, who *user.User) string {
	g, err := user.LookupGroupId(who.Gid)
	require.NoError(t, err)
	return g.Name
}

func (s *Server) conf() string { return filepath.Join(s.dir, "exim.conf") }

// Resume starts the server, again after Stop, on the same ports.
func (s *Server) Resume(t testing.TB) {
	t.Helper()
	s.running = exec.Command(s.program, "-C", s.conf(), "-bdf", "-q1m")
	s.running.WaitDelay = time.Second // its children hold the pipe that it wrote to
	s.running.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	var said bytes.Buffer
	s.running.Stderr = &said
	require.NoError(t, s.running.Start())
	deadline := time.Now().Add(patience)
	for {
		conn, err := net.Dial("tcp", net.JoinHostPort("127.0.0.1", strconv.Itoa(s.Port)))
		if err == nil {
			require.NoError(t, conn.Close())
			return
		}
		if time.Now().After(deadline) {
			log, _ := os.ReadFile(filepath.Join(s.dir, "paniclog"))
			t.Fatalf("the mail server did not start: %v\n%s%s", err, said.String(), log)
		}
		time.Sleep(20 * time.Millisecond)
	}
}

// Stop ends the server as an operator does: it takes no more connections and
// finishes those that it has.
func (s *Server) Stop(t testing.TB) {
	t.Helper()
	if s.running == nil {
		return
	}
	require.NoError(t, s.running.Process.Signal(syscall.SIGTERM))
	deadline := time.Now().Add(patience)
	_ = s.running.Wait()
	for syscall.Kill(-s.running.Process.Pid, 0) == nil && time.Now().Before(deadline) {
		time.Sleep(20 * time.Millisecond)
	}
	s.Kill()
}

// Kill ends the server as a power cut does, in the middle of whatever it does.
func (s *Server) Kill() {
	if s.running == nil {
		return
	}
	_ = syscall.Kill(-s.running.Process.Pid, syscall.SIGKILL)
	_ = s.running.Wait()
	s.running = nil
}

// Mail is what somebody was sent.
type Mail struct {
	Header     mail.Header
	Subject    string // decoded
	To         string // to whom it was handed over
	MessageID  string
	Text, HTML string
}

// Kept are the mails that were taken, in no order.
func (s *Server) Kept(t testing.TB) []Mail {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(s.dir, "mail", "new", "*"))
	require.NoError(t, err)
	var out []Mail
	for _, f := range files {
		raw, err := os.ReadFile(f)
		require.NoError(t, err)
		out = append(out, Read(t, raw))
	}
	return out
}

// To are the mails that were kept for an address.
func (s *Server) To(t testing.TB, address string) []Mail {
	t.Helper()
	var out []Mail
	for _, m := range s.Kept(t) {
		if m.To == address {
			out = append(out, m)
		}
	}
	return out
}

// Read takes a mail apart.
func Read(t testing.TB, raw []byte) Mail {
	t.Helper()
	m, err := mail.ReadMessage(bytes.NewReader(raw))
	require.NoError(t, err)
	out := Mail{Header: m.Header, To: m.Header.Get("Envelope-To"), MessageID: m.Header.Get("Message-ID")}
	out.Subject, err = new(mime.WordDecoder).DecodeHeader(m.Header.Get("Subject"))
	require.NoError(t, err)
	kind, params, err := mime.ParseMediaType(m.Header.Get("Content-Type"))
	require.NoError(t, err)
	require.Equal(t, "multipart/alternative", kind)
	parts := multipart.NewReader(m.Body, params["boundary"])
	for {
		part, err := parts.NextRawPart()
		if err == io.EOF {
			return out
		}
		require.NoError(t, err)
		require.Equal(t, "base64", strings.ToLower(part.Header.Get("Content-Transfer-Encoding")))
		body, err := io.ReadAll(base64.NewDecoder(base64.StdEncoding, part))
		require.NoError(t, err)
		text := strings.ReplaceAll(string(body), "\r\n", "\n")
		if strings.HasPrefix(part.Header.Get("Content-Type"), "text/html") {
			out.HTML = text
		} else {
			out.Text = text
		}
	}
}

// free are ports that nobody listens on.
func free(t testing.TB, n int) []int {
	t.Helper()
	var out []int
	for range n {
		l, err := net.Listen("tcp", "127.0.0.1:0")
		require.NoError(t, err)
		defer l.Close()
		out = append(out, l.Addr().(*net.TCPAddr).Port)
	}
	return out
}

// String tells a test's reader what a mail is.
func (m Mail) String() string { return fmt.Sprintf("%s → %s %s", m.Subject, m.To, m.MessageID) }
