package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"strconv"
	"time"
)

const (
	patience = 30 * time.Second
	login    = "bench1"
	password = "anju-demo-2026" // also of the first admin, from scripts/lib.sh
)

// door is the running program as a client sees it.
type door struct {
	url    string
	token  string
	client *http.Client
}

// enter signs in as a clerk, whom the admin makes where there is none. A token
// lives for fifteen minutes, which one measuring does not last.
func (d *door) enter() error {
	if d.signIn(login) == nil {
		return nil
	}
	if err := d.signIn("admin"); err != nil {
		return err
	}
	if err := d.post("/users", map[string]any{"login": login, "name": "量测", "role": "desk", "communityIds": []string{}, "password": password}, nil); err != nil {
		return err
	}
	return d.signIn(login)
}

func (d *door) signIn(login string) error {
	var in struct{ AccessToken string }
	err := d.post("/auth/login", map[string]any{"login": login, "password": password}, &in)
	d.token = in.AccessToken
	return err
}

func (d *door) post(path string, body, into any) error {
	return d.send(http.MethodPost, "/api/v1"+path, body, into)
}

func (d *door) send(method, path string, body, into any) error {
	var sent io.Reader
	if body != nil {
		raw, err := json.Marshal(body)
		if err != nil {
			return err
		}
		sent = bytes.NewReader(raw)
	}
	req, err := http.NewRequest(method, d.url+path, sent)
	if err != nil {
		return err
	}
	if body != nil {
		req.Header.Set("Content-Type", "application/json")
		req.Header.Set("Idempotency-Key", strconv.FormatUint(rand.Uint64(), 36))
	}
	if d.token != "" {
		req.Header.Set("Authorization", "Bearer "+d.token)
	}
	res, err := d.client.Do(req)
	if err != nil {
		return err
	}
	defer res.Body.Close()
	answer, err := io.ReadAll(res.Body)
	if err != nil {
		return err
	}
	if res.StatusCode >= 300 {
		return fmt.Errorf("%s %s: %d %s", method, path, res.StatusCode, answer)
	}
	if into == nil {
		return nil
	}
	return json.Unmarshal(answer, into)
}
