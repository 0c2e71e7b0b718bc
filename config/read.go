package config

import (
	"encoding/base64"
	"fmt"
	"net"
	"net/netip"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/knadh/koanf/v2"

	"anju/internal/core/fault"
)

// reader turns merged settings into typed values and gathers what is wrong. It
// never repeats a value in a message: some are secret.
type reader struct {
	all   *koanf.Koanf
	wrong fault.Fields
}

// demoPhone is nobody's number; without one the demo could not show where a
// house's own number stands.
const demoPhone = "400-000-0000"

func read(all *koanf.Koanf, c *Config) error {
	r := &reader{all: all}
	c.Addr = r.address("addr")
	c.Store = r.store("store")
	c.AdminPassword = r.text("adminPassword")
	c.JWTSecret = r.text("jwtSecret")
	c.DataKey = r.text("dataKey")
	r.keys(c)
	c.Demo = r.yes("demo")
	c.Location = r.zone("timezone")
	c.PublicURL = r.publicURL("publicUrl", c.Addr)
	c.TrustedProxies = r.networks("trustedProxies")
	c.EntityName = r.text("entity.name")
	c.ServicePhone = r.text("entity.servicePhone")
	if c.Demo && c.ServicePhone == "" {
		c.ServicePhone = demoPhone
	}
	c.NumberPrefix = r.prefix("number.prefix")
	c.Registers = Registers{LettersOut: r.register("number.lettersOut"), LettersIn: r.register("number.lettersIn"), Seals: r.register("number.seals")}
	c.RateLimit = r.yes("rateLimit")
	c.Rate = Rate{PerMinute: r.count("rate.perMinute", 1, 1_000_000), AnonymousPerMinute: r.count("rate.anonymousPerMinute", 1, 1_000_000)}
	c.WebhooksPrivate = r.yes("webhooks.private")
	c.Log = Log{Level: r.oneOf("log.level", "debug", "info", "warn", "error"), Format: r.oneOf("log.format", "text", "json")}
	c.Server = Server{
		ReadTimeout:     r.duration("server.readTimeout", time.Second, time.Hour),
		WriteTimeout:    r.duration("server.writeTimeout", time.Second, time.Hour),
		IdleTimeout:     r.duration("server.idleTimeout", time.Second, time.Hour),
		ShutdownTimeout: r.duration("server.shutdownTimeout", time.Second, 10*time.Minute),
		BodyBytes:       r.count("server.bodyKilobytes", 64, 16*1024) << 10,
	}
	c.Attachments = Attachments{Bytes: int64(r.count("attachments.megabytes", 1, 100)) << 20, PerMatter: r.count("attachments.perMatter", 1, 100)}
	c.Exports = Exports{Rows: r.count("exports.rows", 1, 1_000_000), Timeout: r.duration("exports.timeout", time.Second, time.Hour), AtOnce: r.count("exports.atOnce", 1, 100)}
	c.WorkerInterval = r.duration("worker.interval", 100*time.Millisecond, 10*time.Second)
	return r.wrong.Err()
}

func (r *reader) refuse(key, zh, en string) {
	r.wrong.Add(key, "setting", "（"+envName(key)+"）"+zh, "("+envName(key)+") "+en)
}

func (r *reader) text(key string) string {
	value := r.all.Get(key)
	if value == nil {
		return ""
	}
	return strings.TrimSpace(fmt.Sprint(value))
}

func (r *reader) yes(key string) bool {
	switch strings.ToLower(r.text(key)) {
	case "true", "on", "yes", "1":
		return true
	case "false", "off", "no", "0", "":
		return false
	}
	r.refuse(key, "须为 true 或 false（on/off、yes/no、1/0）。", "must be true or false (on, off, yes, no, 1, 0)")
	return false
}

func (r *reader) count(key string, lo, hi int) int {
	n, err := strconv.Atoi(r.text(key))
	if err != nil || n < lo || n > hi {
		r.refuse(key, fmt.Sprintf("须为 %d 至 %d 的整数。", lo, hi), fmt.Sprintf("must be a whole number from %d to %d", lo, hi))
		return lo
	}
	return n
}

func (r *reader) duration(key string, lo, hi time.Duration) time.Duration {
	d, err := time.ParseDuration(r.text(key))
	if err != nil || d < lo || d > hi {
		r.refuse(key, fmt.Sprintf("须为 %s 至 %s 的时长，写法如 15s、10m。", lo, hi), fmt.Sprintf("must be a duration from %s to %s, written like 15s or 10m", lo, hi))
	}
	return d
}

func (r *reader) oneOf(key string, choices ...string) string {
	value := r.text(key)
	if !slices.Contains(choices, value) {
		r.refuse(key, "只能是："+strings.Join(choices, "、")+"。", "must be one of "+strings.Join(choices, ", "))
	}
	return value
}

func (r *reader) address(key string) string {
	value := r.text(key)
	_, port, err := net.SplitHostPort(value)
	if n, bad := strconv.Atoi(port); err != nil || bad != nil || n < 0 || n > 65535 {
		r.refuse(key, "须写成 主机:端口，如 127.0.0.1:8080。", "must be host:port, such as 127.0.0.1:8080")
	}
	return value
}

func (r *reader) store(key string) string {
	value := r.text(key)
	path, sqlite := strings.CutPrefix(value, "sqlite:")
	if !(sqlite && path != "") && !onMongoDB(value) {
		r.refuse(key, "须写成 sqlite:路径、mongodb://… 或 mongodb+srv://…。", "must be sqlite:PATH, mongodb://… or mongodb+srv://…")
	}
	return value
}

func onMongoDB(store string) bool {
	return strings.HasPrefix(store, "mongodb://") || strings.HasPrefix(store, "mongodb+srv://")
}

// keys lie beside an SQLite store when they are not given; a server on MongoDB
// has no such place, and two instances must share them.
func (r *reader) keys(c *Config) {
	required := c.Command == Serve && onMongoDB(c.Store)
	if n := len(c.JWTSecret); n < 32 && (n > 0 || required) {
		r.refuse("jwtSecret", "须至少 32 字节；使用 MongoDB 时必填。", "must have at least 32 bytes; on MongoDB it is required")
	}
	if key, err := base64.StdEncoding.DecodeString(c.DataKey); (err != nil || len(key) != 32) && (c.DataKey != "" || required) {
		r.refuse("dataKey", "须为 32 字节的 base64（openssl rand -base64 32）；使用 MongoDB 时必填。", "must be 32 bytes in base64 (openssl rand -base64 32); on MongoDB it is required")
	}
}

func (r *reader) zone(key string) *time.Location {
	name := r.text(key)
	zone, err := time.LoadLocation(name)
	if err != nil || name == "" || name == "Local" {
		r.refuse(key, "须为时区名，如 Asia/Shanghai。", "must be the name of a time zone, such as Asia/Shanghai")
		return time.UTC
	}
	return zone
}

func (r *reader) publicURL(key, addr string) string {
	value := strings.TrimRight(r.text(key), "/")
	if value == "" {
		host, port, _ := net.SplitHostPort(addr)
		if host == "" || host == "0.0.0.0" || host == "::" {
			host = "127.0.0.1"
		}
		return "http://" + net.JoinHostPort(host, port)
	}
	if u, err := url.Parse(value); err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" {
		r.refuse(key, "须为网址，如 https://portal.example.com。", "must be an address such as https://portal.example.com")
	}
	return value
}

func (r *reader) networks(key string) []string {
	list := r.all.Strings(key)
	if text, ok := r.all.Get(key).(string); ok {
		list = strings.FieldsFunc(text, func(c rune) bool { return c == ',' || c == ' ' })
	}
	for _, n := range list {
		_, notNetwork := netip.ParsePrefix(n)
		_, notAddress := netip.ParseAddr(n)
		if notNetwork != nil && notAddress != nil {
			r.refuse(key, "每一项须为地址或网段，如 10.0.0.0/8。", "each must be an address or a network such as 10.0.0.0/8")
			break
		}
	}
	return list
}

var prefixPattern = regexp.MustCompile(`^[A-Z][A-Z0-9]{0,7}$`)

// register is what the numbers of a year's register begin with.
func (r *reader) register(key string) string {
	value := r.text(key)
	if n := len([]rune(value)); n < 1 || n > 12 || strings.ContainsAny(value, "〔〕 \t") {
		r.refuse(key, "须为 1 至 12 个字，不含空格和括号，如 安居客函。", "must be 1 to 12 characters without spaces and brackets, such as 安居客函")
	}
	return value
}

func (r *reader) prefix(key string) string {
	value := r.text(key)
	if !prefixPattern.MatchString(value) {
		r.refuse(key, "须为 1 至 8 个大写字母或数字，以字母开头，如 TS。", "must be 1 to 8 capital letters or digits, beginning with a letter, such as TS")
	}
	return value
}
