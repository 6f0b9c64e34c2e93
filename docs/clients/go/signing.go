package main

import (
	"crypto/ed25519"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"time"
)

// The profile of docs/protocol/signing.md: RFC 9421 with Ed25519, one signature, under sig1.

var (
	requestCovers = []string{`"@method"`, `"@authority"`, `"@path"`, `"@query"`, `"content-digest"`}
	answerCovers  = []string{`"@status"`, `"content-digest"`, `"signature";req;key="sig1"`}
	whenPresent   = []string{"content-type", "content-encoding", "webhook-id"}
	inputForm     = regexp.MustCompile(`^sig1=(\(([^()]*)\)((?:;[a-z]+=(?:\d{1,12}|"[^"\\]*"))*))$`)
	componentForm = regexp.MustCompile(`"[^"\\\s]+"(?:;[a-z]+(?:="[^"\\\s]*")?)*`)
	paramForm     = regexp.MustCompile(`;([a-z]+)=(?:(\d{1,12})|"([^"\\]*)")`)
	signatureForm = regexp.MustCompile(`^sig1=:([A-Za-z0-9+/]{86}==):$`)
	keyIDForm     = regexp.MustCompile(`^[A-Za-z0-9._:-]{1,128}$`)
	nonceForm     = regexp.MustCompile(`^[A-Za-z0-9._:+/=-]{8,128}$`)
)

// message is what a signature is made over: a request or, with status, an answer to one.
type message struct {
	method, authority, path, query string
	status                         int
	header                         http.Header
	requestSignature               string
}

func digestOf(body []byte) string {
	sum := sha256.Sum256(body)
	return "sha-256=:" + base64.StdEncoding.EncodeToString(sum[:]) + ":"
}

func (m message) value(component string) (string, error) {
	switch component {
	case `"@method"`:
		return m.method, nil
	case `"@authority"`:
		return m.authority, nil
	case `"@path"`:
		return m.path, nil
	case `"@query"`:
		return "?" + m.query, nil
	case `"@status"`:
		return strconv.Itoa(m.status), nil
	case `"signature";req;key="sig1"`:
		return strings.TrimPrefix(m.requestSignature, "sig1="), nil
	}
	name := strings.Trim(component, `"`)
	values := m.header.Values(name)
	if strings.Contains(component, ";") || strings.HasPrefix(name, "@") || len(values) != 1 {
		return "", errors.New("COVERAGE")
	}
	value := strings.TrimSpace(values[0])
	for _, letter := range value {
		if letter < 0x20 || letter > 0x7e {
			return "", errors.New("MALFORMED")
		}
	}
	return value, nil
}

func (m message) base(components []string, params string) (string, error) {
	lines := make([]string, 0, len(components)+1)
	for _, component := range components {
		value, err := m.value(component)
		if err != nil {
			return "", err
		}
		lines = append(lines, component+": "+value)
	}
	return strings.Join(append(lines, `"@signature-params": `+params), "\n"), nil
}

// sign adds the three headers of a signature. Only a request has a nonce.
func (b *Bank) sign(m message, body []byte, components []string, nonce bool) error {
	m.header.Set("Content-Digest", digestOf(body))
	created := time.Now().Unix()
	params := fmt.Sprintf("(%s);created=%d;expires=%d", strings.Join(components, " "), created, created+300)
	if nonce {
		params += `;nonce="` + randomID() + `"`
	}
	params += `;keyid="` + b.keyID + `";alg="ed25519";tag="rangap"`
	base, err := m.base(components, params)
	if err != nil {
		return err
	}
	signature := base64.StdEncoding.EncodeToString(ed25519.Sign(b.key, []byte(base)))
	m.header.Set("Signature-Input", "sig1="+params)
	m.header.Set("Signature", "sig1=:"+signature+":")
	return nil
}

// verify returns the nonce of a message that the centre signed, and until when it must be kept.
func (b *Bank) verify(m message, body []byte, required []string, needsNonce bool) (string, time.Time, error) {
	var none time.Time
	inputs, signatures := m.header.Values("Signature-Input"), m.header.Values("Signature")
	if len(inputs) != 1 || len(signatures) != 1 {
		return "", none, errors.New("MISSING")
	}
	input, found := inputForm.FindStringSubmatch(inputs[0]), signatureForm.FindStringSubmatch(signatures[0])
	if input == nil || found == nil {
		return "", none, errors.New("MALFORMED")
	}
	components := componentForm.FindAllString(input[2], -1)
	if strings.Join(components, " ") != input[2] {
		return "", none, errors.New("MALFORMED")
	}
	params := map[string]string{}
	for _, param := range paramForm.FindAllStringSubmatch(input[3], -1) {
		if _, twice := params[param[1]]; twice {
			return "", none, errors.New("MALFORMED")
		}
		params[param[1]] = param[2] + param[3]
	}
	created, noCreated := strconv.ParseInt(params["created"], 10, 64)
	expires, noExpires := strconv.ParseInt(params["expires"], 10, 64)
	nonce, hasNonce := params["nonce"]
	known := 0
	for _, name := range []string{"created", "expires", "nonce", "keyid", "alg", "tag"} {
		if _, there := params[name]; there {
			known++
		}
	}
	switch {
	case params["alg"] != "ed25519":
		return "", none, errors.New("ALGORITHM")
	case known != len(params) || params["tag"] != "rangap" || !keyIDForm.MatchString(params["keyid"]):
		return "", none, errors.New("PARAMETERS")
	case noCreated != nil || noExpires != nil || expires <= created || expires-created > 300:
		return "", none, errors.New("PARAMETERS")
	case hasNonce && !nonceForm.MatchString(nonce) || needsNonce && !hasNonce:
		return "", none, errors.New("PARAMETERS")
	case created > time.Now().Unix()+60:
		return "", none, errors.New("NOT_YET_VALID")
	case time.Now().Unix() > expires:
		return "", none, errors.New("EXPIRED")
	}
	for _, component := range required {
		if !contains(components, component) {
			return "", none, errors.New("COVERAGE")
		}
	}
	key, there := b.centre.find(params["keyid"])
	if !there {
		return "", none, errors.New("UNKNOWN_KEY")
	}
	base, err := m.base(components, input[1])
	if err != nil {
		return "", none, err
	}
	signature, err := base64.StdEncoding.DecodeString(found[1])
	if err != nil || !ed25519.Verify(key, []byte(base), signature) {
		return "", none, errors.New("BAD")
	}
	if m.header.Get("Content-Digest") != digestOf(body) {
		return "", none, errors.New("DIGEST")
	}
	return nonce, time.Unix(expires, 0), nil
}

// centreKeys are the keys of GET /v1/keys: read anew when the copy is half a minute old. It counts for an hour where that fails.
type centreKeys struct {
	url   string
	mutex sync.Mutex
	keys  map[string]ed25519.PublicKey
	read  time.Time
	tried time.Time
}

func (c *centreKeys) find(keyID string) (ed25519.PublicKey, bool) {
	c.mutex.Lock()
	defer c.mutex.Unlock()
	if now := time.Now(); now.Sub(c.tried) >= 30*time.Second {
		c.tried = now
		if keys, err := readKeys(c.url + "/v1/keys"); err == nil {
			c.keys, c.read = keys, now
		}
	}
	if time.Since(c.read) > time.Hour {
		c.keys, c.tried = nil, time.Time{}
	}
	key, there := c.keys[keyID]
	return key, there
}

// keysClient waits no longer for the list: every message waits with it.
var keysClient = &http.Client{Timeout: 10 * time.Second}

func readKeys(url string) (map[string]ed25519.PublicKey, error) {
	response, err := keysClient.Get(url)
	if err != nil {
		return nil, err
	}
	defer response.Body.Close()
	if response.StatusCode != http.StatusOK {
		return nil, errors.New(response.Status)
	}
	var listed struct{ Keys []struct{ Kid, X string } }
	if err := json.NewDecoder(response.Body).Decode(&listed); err != nil {
		return nil, err
	}
	keys := map[string]ed25519.PublicKey{}
	for _, key := range listed.Keys {
		if raw, err := base64.RawURLEncoding.DecodeString(key.X); err == nil && len(raw) == ed25519.PublicKeySize {
			keys[key.Kid] = raw
		}
	}
	return keys, nil
}

// post sends a callback once and says whether the centre took it: by a signed 2xx for this very request.
func (b *Bank) post(callback Callback) bool {
	url := b.centre.url + "/v1/callbacks/institutions"
	request, err := http.NewRequest("POST", url, strings.NewReader(callback.Body))
	if err != nil {
		return false
	}
	request.Header.Set("Content-Type", "application/json")
	request.Header.Set("Webhook-Id", callback.WebhookID)
	m := message{method: "POST", authority: request.URL.Host, path: request.URL.Path, header: request.Header}
	covers := append(append([]string{}, requestCovers...), `"content-type"`, `"webhook-id"`)
	if b.sign(m, []byte(callback.Body), covers, true) != nil {
		return false
	}
	client := http.Client{Timeout: 10 * time.Second}
	response, err := client.Do(request)
	if err != nil {
		return false
	}
	defer response.Body.Close()
	body, err := io.ReadAll(io.LimitReader(response.Body, 1<<20))
	if err != nil || response.StatusCode < 200 || response.StatusCode > 299 {
		return false
	}
	answer := message{status: response.StatusCode, header: response.Header, requestSignature: request.Header.Get("Signature")}
	_, _, err = b.verify(answer, body, answerCovers, false)
	return err == nil
}

func randomID() string {
	var raw [16]byte
	_, _ = rand.Read(raw[:])
	raw[6], raw[8] = raw[6]&0x0f|0x40, raw[8]&0x3f|0x80
	text := hex.EncodeToString(raw[:])
	return text[:8] + "-" + text[8:12] + "-" + text[12:16] + "-" + text[16:20] + "-" + text[20:]
}

func contains(all []string, one string) bool {
	for _, other := range all {
		if other == one {
			return true
		}
	}
	return false
}
