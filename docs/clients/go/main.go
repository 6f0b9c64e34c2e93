// A bank from docs/protocol alone, with the standard library of Go: it takes orders of the centre, lets go at their end, and
// reports it. The kit (npm run conformance) finds no fault of it. It is a start: a real one keeps its state in its database,
// in the transaction that takes the money out of what the holder can spend.
//
// CENTRE: address of the centre. BASE_URL: the address under which the bank is enrolled. PORT. SLUG. KEY_ID, KEY: its key id and
// private key (PEM, Ed25519). BOOKS: its accounts, in the form of the kit. STATE: the file in which it keeps what it decided.
package main

import (
	"crypto/ed25519"
	"crypto/pbkdf2"
	"crypto/sha256"
	"crypto/x509"
	"encoding/hex"
	"encoding/json"
	"encoding/pem"
	"io"
	"log"
	"net/http"
	"net/url"
	"os"
	"reflect"
	"sort"
	"strings"
	"sync"
	"time"
)

// Answered is what was answered to an id: the message without its notice, and the answer.
type Answered struct {
	Message map[string]any
	Answer  json.RawMessage
	Changed time.Time
	Order   *HoldOrder
}

// Callback is owed to the centre until it has taken it.
type Callback struct{ WebhookID, Body string }

// State is what outlives a crash.
type State struct {
	Answers  map[string]*Answered
	Holds    map[string]*Hold
	Released map[string]bool
	Owed     []Callback
}

type Bank struct {
	State
	mutex             sync.Mutex
	slug, host, keyID string
	stateFile         string
	key               ed25519.PrivateKey
	centre            *centreKeys
	accounts          map[string]*Account
	nonces            map[string]time.Time
}

// commit puts the state on the disk: what is answered afterwards is on record. Callers hold the lock.
func (b *Bank) commit() {
	content, err := json.Marshal(b.State)
	must(err)
	file, err := os.Create(b.stateFile + ".new")
	must(err)
	_, err = file.Write(content)
	must(err)
	must(file.Sync())
	must(file.Close())
	must(os.Rename(b.stateFile+".new", b.stateFile))
}

func (b *Bank) owe(kind string, data map[string]any) {
	body, err := json.Marshal(map[string]any{"type": kind, "data": data})
	must(err)
	callback := Callback{randomID(), string(body)}
	b.Owed = append(b.Owed, callback)
	go b.deliver(callback)
}

// deliver repeats a callback until it is taken: after a second, doubling to a minute.
func (b *Bank) deliver(callback Callback) {
	for pause := time.Second; !b.post(callback); pause = min(pause*2, time.Minute) {
		time.Sleep(pause)
	}
	b.mutex.Lock()
	defer b.mutex.Unlock()
	left := []Callback{}
	for _, owed := range b.Owed {
		if owed.WebhookID != callback.WebhookID {
			left = append(left, owed)
		}
	}
	b.Owed = left
	b.commit()
}

// lapse lets go of every hold whose time is over, and reports it. Callers hold the lock.
func (b *Bank) lapse(now time.Time) {
	isChanged := false
	for _, hold := range b.Holds {
		if !hold.counts() || hold.Expires.After(now) {
			continue
		}
		if hold.State == "active" {
			b.owe("hold.lapsed", map[string]any{
				"orderId": hold.newest(), "holdId": hold.HoldID, "releasedAmountSatang": text(hold.Held), "at": at(now),
			})
			hold.State, hold.Held, hold.Changed, isChanged = "lapsed", 0, now, true
		}
	}
	if isChanged {
		b.commit()
	}
}

// once answers a message by its id: new ones by decide, repeated ones as the first time, a reused id by 409.
func (b *Bank) once(id string, body []byte, decide func() any) (int, any) {
	var message map[string]any
	if id == "" || json.Unmarshal(body, &message) != nil {
		return 400, problem(400, "BODY.INVALID")
	}
	delete(message, "holderNotice")
	if known := b.Answers[id]; known != nil {
		if reflect.DeepEqual(known.Message, message) {
			return 200, known.Answer
		}
		return 409, problem(409, "ORDER.REUSED")
	}
	decided := decide()
	if decided == nil {
		return 422, problem(422, "ORDER.OTHER_INSTITUTION")
	}
	answer, err := json.Marshal(decided)
	must(err)
	b.Answers[id] = &Answered{Message: message, Answer: answer, Changed: time.Now()}
	b.commit()
	return 200, json.RawMessage(answer)
}

// route does what a believed request asks for. Callers hold the lock.
func (b *Bank) route(method, path string, query url.Values, body []byte) (int, any) {
	now := time.Now()
	b.lapse(now)
	switch {
	case method == "GET" && path == "/hold-statements":
		return 200, b.statement(query, now)
	case method == "GET" && strings.HasPrefix(path, "/hold-orders/"):
		if known := b.Answers[strings.TrimPrefix(path, "/hold-orders/")]; known != nil && known.Order != nil {
			return 200, known.Answer
		}
		return 404, problem(404, "ORDER.UNKNOWN")
	case method == "POST" && path == "/hold-orders":
		var order HoldOrder
		if json.Unmarshal(body, &order) != nil || order.ExpiresAt.IsZero() || satang(order.RequestedAmountSatang) <= 0 || order.HoldID == "" {
			return 400, problem(400, "BODY.INVALID")
		}
		isNew := b.Answers[order.OrderID] == nil
		status, answer := b.once(order.OrderID, body, func() any {
			if order.Account.Institution != b.slug {
				return nil
			}
			return b.decide(order, now)
		})
		if isNew && status == 200 {
			b.Answers[order.OrderID].Order = &order
			b.commit()
		}
		return status, answer
	case method == "POST" && path == "/release-orders":
		var order struct {
			ReleaseOrderID, HoldID string
			OrderIDs               []string
		}
		if json.Unmarshal(body, &order) != nil || order.HoldID == "" {
			return 400, problem(400, "BODY.INVALID")
		}
		return b.once(order.ReleaseOrderID, body, func() any { return b.release(order.ReleaseOrderID, order.HoldID, order.OrderIDs, now) })
	case method == "POST" && path == "/debit-confirmations":
		var question Question
		if json.Unmarshal(body, &question) != nil || (question.Transfer == nil) == (question.Search == nil) {
			return 400, problem(400, "BODY.INVALID")
		}
		return b.once(question.ConfirmationID, body, func() any { return b.answer(question, now) })
	case method == "POST" && path == "/suspension-results":
		var result struct{ ResultID, Result string }
		if json.Unmarshal(body, &result) != nil {
			return 400, problem(400, "BODY.INVALID")
		}
		said := map[bool]string{true: "NOTHING_SUSPENDED", false: "NOTED"}[result.Result == "UNFOUNDED"]
		return b.once(result.ResultID, body, func() any {
			return map[string]any{"resultId": result.ResultID, "result": said, "releasedAmountSatang": "0", "at": at(now)}
		})
	case method == "POST" && path == "/listing-notices":
		var notice struct{ NoticeID, Change string }
		if json.Unmarshal(body, &notice) != nil {
			return 400, problem(400, "BODY.INVALID")
		}
		said := map[bool]string{true: "NO_SUCH_CUSTOMER", false: "NOTHING_TO_LIFT"}[notice.Change == "LISTED"]
		return b.once(notice.NoticeID, body, func() any {
			return map[string]any{"noticeId": notice.NoticeID, "result": said, "at": at(now)}
		})
	}
	return 404, problem(404, "PATH.UNKNOWN")
}

func (b *Bank) release(id, holdID string, orderIDs []string, now time.Time) any {
	b.Released[holdID] = true
	for _, orderID := range orderIDs {
		b.Released[orderID] = true
	}
	result, amount := "NOTHING_HELD", int64(0)
	if hold := b.Holds[holdID]; hold != nil && hold.counts() {
		if hold.State == "active" {
			result, amount = "RELEASED", hold.Held
		}
		hold.State, hold.Held, hold.Changed = "released", 0, now
	}
	return map[string]any{
		"releaseOrderId": id, "holdId": holdID, "result": result, "releasedAmountSatang": text(amount), "at": at(now),
	}
}

// Question about a debit: one that is named, or one that is looked for.
type Question struct {
	ConfirmationID, CaseNo string
	Account                AccountRef
	Transfer               *struct{ Reference, AmountSatang string }
	Search                 *struct {
		AmountSatang, Reference string
		AmountBetween           *struct{ FromSatang, UntilSatang string }
		Between                 *struct{ From, Until time.Time }
		To                      *struct {
			Account   *AccountRef
			PromptPay *struct{ Kind, Value string }
		}
	}
	Holder *struct{ Proof string }
}

func (b *Bank) answer(question Question, now time.Time) any {
	if question.Account.Institution != b.slug {
		return nil
	}
	said := map[string]any{"confirmationId": question.ConfirmationID, "at": at(now)}
	deny := func(reason string) any {
		said["result"], said["reason"] = "DENIED", reason
		return said
	}
	account := b.accounts[question.Account.AccountNo]
	if account == nil {
		return deny("NO_SUCH_TRANSFER")
	}
	if question.Holder != nil {
		said["holder"] = "NOT_COMPARED"
		if account.HolderNo != "" {
			proof, err := pbkdf2.Key(sha256.New, account.HolderNo, []byte(question.CaseNo), 10_000, 32)
			must(err)
			said["holder"] = map[bool]string{true: "MATCHES", false: "DIFFERS"}[hex.EncodeToString(proof) == question.Holder.Proof]
			if said["holder"] == "DIFFERS" {
				return deny("OTHER_HOLDER")
			}
		}
	}
	if search := question.Search; search != nil {
		fitting := []Entry{}
		for _, debit := range account.Debits {
			amount := satang(debit.AmountSatang)
			fits := (search.AmountSatang == "" || satang(search.AmountSatang) == amount) &&
				(search.Reference == "" || search.Reference == debit.Reference) &&
				(search.AmountBetween == nil || amount >= satang(search.AmountBetween.FromSatang) && amount <= satang(search.AmountBetween.UntilSatang)) &&
				(search.Between == nil || !debit.At.Before(search.Between.From) && !debit.At.After(search.Between.Until))
			if to := search.To; to != nil && to.Account != nil {
				fits = fits && *to.Account == AccountRef{debit.Institution, debit.AccountNo}
			} else if to != nil && to.PromptPay != nil {
				fits = fits && debit.PromptPay != nil && *debit.PromptPay == *to.PromptPay
			}
			if fits {
				fitting = append(fitting, debit)
			}
		}
		if len(fitting) != 1 {
			return deny(map[bool]string{true: "NO_SUCH_TRANSFER", false: "SEVERAL_TRANSFERS"}[len(fitting) == 0])
		}
		debit := fitting[0]
		said["result"] = "CONFIRMED"
		said["found"] = map[string]any{
			"reference": debit.Reference, "amountSatang": debit.AmountSatang, "at": at(debit.At),
			"to": AccountRef{debit.Institution, debit.AccountNo},
		}
		return said
	}
	for _, owner := range b.accounts {
		for _, debit := range owner.Debits {
			if debit.Reference != question.Transfer.Reference {
				continue
			}
			if owner != account {
				return deny("OTHER_ACCOUNT")
			}
			if debit.AmountSatang != question.Transfer.AmountSatang {
				said["debitedAmountSatang"] = debit.AmountSatang
				return deny("AMOUNT_DIFFERS")
			}
			said["result"], said["to"] = "CONFIRMED", AccountRef{debit.Institution, debit.AccountNo}
			return said
		}
	}
	return deny("NO_SUCH_TRANSFER")
}

type stated struct {
	OrderID     string `json:"orderId"`
	HoldID      string `json:"holdId"`
	AccountNo   string `json:"accountNo"`
	AskedSatang string `json:"askedSatang"`
	HeldSatang  string `json:"heldSatang"`
	State       string `json:"state"`
	ExpiresAt   string `json:"expiresAt"`
	ChangedAt   string `json:"changedAt"`
	AsOrdered   any    `json:"asOrdered,omitempty"`
}

func (b *Bank) statement(query url.Values, now time.Time) any {
	since, err := time.Parse(time.RFC3339Nano, query.Get("since"))
	hasSince := err == nil
	if !hasSince {
		since = now.AddDate(0, 0, -31)
	}
	place := func(one stated) string { return one.ChangedAt + " " + one.OrderID }
	orders := []stated{}
	for _, answered := range b.Answers {
		order := answered.Order
		if order == nil {
			continue
		}
		one := stated{order.OrderID, order.HoldID, order.Account.AccountNo, order.RequestedAmountSatang, "0", "NOTHING_HELD", at(order.ExpiresAt), "", nil}
		changed := answered.Changed
		if hold := b.Holds[order.HoldID]; hold != nil && contains(hold.Orders, order.OrderID) {
			if hold.Changed.After(changed) {
				changed = hold.Changed
			}
			switch {
			case hold.newest() != order.OrderID || hold.State == "taken_over":
				one.State = "REPLACED"
			case hold.State == "active":
				one.State, one.HeldSatang, one.AsOrdered = "HELD", text(hold.Held), answered.asOrdered()
			case hold.State == "released" || hold.State == "lapsed":
				one.State = strings.ToUpper(hold.State)
			}
		}
		one.ChangedAt = at(changed)
		isNew := one.ChangedAt >= at(since) || !hasSince && one.State == "HELD"
		if isNew && place(one) > query.Get("after") {
			orders = append(orders, one)
		}
	}
	sort.Slice(orders, func(i, j int) bool { return place(orders[i]) < place(orders[j]) })
	var next any
	if len(orders) > 10_000 {
		orders = orders[:10_000]
		next = place(orders[len(orders)-1])
	}
	return map[string]any{"asOf": at(now), "orders": orders, "next": next}
}

// asOrdered says an order as it came: after a restore the centre learns by that what it lost.
func (a *Answered) asOrdered() any {
	rules := []string{}
	for _, row := range a.Order.LegalBasis {
		rules = append(rules, row.RuleID)
	}
	return map[string]any{
		"caseNo": a.Message["caseNo"], "power": a.Order.HolderNotice.Kind, "legalBasis": rules,
		"issuedAt": a.Message["issuedAt"], "transfer": a.Message["transfer"],
	}
}

func problem(status int, code string) any {
	return map[string]any{"type": "about:blank", "title": code, "status": status, "code": code}
}

// ServeHTTP verifies a request, lets it be answered, and signs the answer. What is not believed gets an unsigned 401.
func (b *Bank) ServeHTTP(writer http.ResponseWriter, request *http.Request) {
	body, err := io.ReadAll(io.LimitReader(request.Body, 1<<20))
	target, query, _ := strings.Cut(request.RequestURI, "?")
	m := message{method: request.Method, authority: b.host, path: target, query: query, header: request.Header}
	required := append([]string{}, requestCovers...)
	for _, name := range whenPresent {
		if len(request.Header.Values(name)) > 0 {
			required = append(required, `"`+name+`"`)
		}
	}
	nonce, until, refused := b.verify(m, body, required, true)
	if err != nil || refused != nil || !b.admit(nonce, until) {
		http.Error(writer, `{"status":401}`, http.StatusUnauthorized)
		return
	}
	var status int
	var answer any
	if len(body) > 0 && !json.Valid(body) {
		status, answer = 400, problem(400, "BODY.NOT_JSON")
	} else {
		values, _ := url.ParseQuery(query)
		b.mutex.Lock()
		status, answer = b.route(request.Method, target, values, body)
		b.mutex.Unlock()
	}
	content, err := json.Marshal(answer)
	must(err)
	writer.Header().Set("Content-Type", map[bool]string{true: "application/json", false: "application/problem+json"}[status < 300])
	must(b.sign(message{status: status, header: writer.Header(), requestSignature: request.Header.Get("Signature")}, content, answerCovers, false))
	writer.WriteHeader(status)
	_, _ = writer.Write(content)
}

// admit remembers a nonce until its signature is over; false: it was seen before.
func (b *Bank) admit(nonce string, until time.Time) bool {
	b.mutex.Lock()
	defer b.mutex.Unlock()
	for one, over := range b.nonces {
		if over.Before(time.Now()) {
			delete(b.nonces, one)
		}
	}
	_, seen := b.nonces[nonce]
	b.nonces[nonce] = until
	return !seen
}

func must(err error) {
	if err != nil {
		log.Fatal(err)
	}
}

func main() {
	base, err := url.Parse(os.Getenv("BASE_URL"))
	must(err)
	file, err := os.ReadFile(os.Getenv("KEY"))
	must(err)
	block, _ := pem.Decode(file)
	key, err := x509.ParsePKCS8PrivateKey(block.Bytes)
	must(err)
	bank := &Bank{
		State:    State{map[string]*Answered{}, map[string]*Hold{}, map[string]bool{}, nil},
		slug:     os.Getenv("SLUG"),
		host:     base.Host,
		keyID:    os.Getenv("KEY_ID"),
		key:      key.(ed25519.PrivateKey),
		centre:   &centreKeys{url: os.Getenv("CENTRE")},
		accounts: map[string]*Account{},
		nonces:   map[string]time.Time{}, stateFile: os.Getenv("STATE"),
	}
	content, err := os.ReadFile(os.Getenv("BOOKS"))
	must(err)
	var books struct{ Accounts []*Account }
	must(json.Unmarshal(content, &books))
	for _, account := range books.Accounts {
		bank.accounts[account.AccountNo] = account
	}
	if content, err := os.ReadFile(bank.stateFile); err == nil {
		must(json.Unmarshal(content, &bank.State))
	}
	for _, callback := range bank.Owed {
		go bank.deliver(callback)
	}
	go func() {
		for range time.Tick(100 * time.Millisecond) {
			bank.mutex.Lock()
			bank.lapse(time.Now())
			bank.mutex.Unlock()
		}
	}()
	log.Fatal(http.ListenAndServe("127.0.0.1:"+os.Getenv("PORT"), bank))
}
