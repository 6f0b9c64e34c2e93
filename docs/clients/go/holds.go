package main

import (
	"sort"
	"strconv"
	"time"
)

// What a hold, an order and an answer are, and how an order is decided (docs/protocol/README.md).

type Entry struct {
	Institution, AccountNo, Reference, AmountSatang string
	At                                              time.Time
	PromptPay                                       *struct{ Kind, Value string }
}

type Account struct {
	AccountNo, Status, HolderNo, OpeningSatang string
	Credits, Debits                            []Entry
}

type AccountRef struct {
	Institution string `json:"institution"`
	AccountNo   string `json:"accountNo"`
}

type Transfer struct{ FromInstitution, Reference string }

type HoldOrder struct {
	OrderID, HoldID, RequestedAmountSatang, ReplacesOrderID string
	Account                                                 AccountRef
	Transfer                                                Transfer
	ExpiresAt                                               time.Time
	DebitsSince                                             *time.Time
	HolderNotice                                            struct{ Kind string }
	LegalBasis                                              []struct{ RuleID string }
	TakesOver                                               []string
}

type Onward struct {
	TransferRef      string                `json:"transferRef"`
	To               map[string]AccountRef `json:"to"`
	AmountSatang     string                `json:"amountSatang"`
	AttributedSatang string                `json:"attributedSatang"`
	At               string                `json:"at"`
	Channel          string                `json:"channel"`
}

type Receipt struct {
	OrderID          string   `json:"orderId"`
	ReceiptSeq       int      `json:"receiptSeq"`
	Result           string   `json:"result"`
	HeldAmountSatang string   `json:"heldAmountSatang"`
	RefusalKind      string   `json:"refusalKind,omitempty"`
	Onward           []Onward `json:"onward"`
	HeldBefore       []string `json:"heldBefore,omitempty"`
	At               string   `json:"at"`
}

// Hold: State is active, empty (nothing was there), released, lapsed or taken_over.
type Hold struct {
	HoldID, AccountNo, State string
	Transfer                 Transfer
	Orders                   []string
	Held                     int64
	Explained                map[string]int64
	Expires, Changed         time.Time
}

func satang(text string) int64 {
	value, err := strconv.ParseInt(text, 10, 64)
	if err != nil || value < 0 {
		return -1
	}
	return value
}

func text(satang int64) string { return strconv.FormatInt(satang, 10) }

func at(moment time.Time) string { return moment.UTC().Format("2006-01-02T15:04:05.000Z") }

func (h *Hold) newest() string { return h.Orders[len(h.Orders)-1] }

func (h *Hold) counts() bool { return h.State == "active" || h.State == "empty" }

func (a *Account) credit(transfer Transfer) *Entry {
	for i := range a.Credits {
		if a.Credits[i].Institution == transfer.FromInstitution && a.Credits[i].Reference == transfer.Reference {
			return &a.Credits[i]
		}
	}
	return nil
}

// stillThere returns how much of a credit can be left: the lowest balance since it came, less what others hold of
// credits that were there by then.
func (a *Account) stillThere(credit *Entry, others []*Hold) int64 {
	type change struct {
		at     time.Time
		amount int64
	}
	changes := []change{}
	for _, entry := range a.Credits {
		changes = append(changes, change{entry.At, satang(entry.AmountSatang)})
	}
	for _, entry := range a.Debits {
		changes = append(changes, change{entry.At, -satang(entry.AmountSatang)})
	}
	sort.SliceStable(changes, func(i, j int) bool { return changes[i].at.Before(changes[j].at) })
	balance, least := satang(a.OpeningSatang), int64(1)<<62
	for _, one := range changes {
		balance += one.amount
		if one.at.Before(credit.At) {
			continue
		}
		left := balance
		for _, hold := range others {
			if of := a.credit(hold.Transfer); of != nil && hold.State == "active" && !of.At.After(one.at) {
				left -= hold.Held
			}
		}
		least = min(least, left)
	}
	return max(least, 0)
}

// onward ascribes what is missing to later debits in order of time, each up to its amount less what others have of it.
func (a *Account) onward(credit *Entry, missing int64, others []*Hold, since *time.Time) ([]Onward, map[string]int64) {
	debits := append([]Entry{}, a.Debits...)
	sort.SliceStable(debits, func(i, j int) bool { return debits[i].At.Before(debits[j].At) })
	named, explained := []Onward{}, map[string]int64{}
	for _, debit := range debits {
		if !debit.At.After(credit.At) || since != nil && debit.At.Before(*since) || len(named) == 200 {
			continue
		}
		part := satang(debit.AmountSatang)
		for _, hold := range others {
			part -= hold.Explained[debit.Reference]
		}
		if part = min(part, missing); part <= 0 {
			continue
		}
		missing -= part
		explained[debit.Reference] = part
		to := map[string]AccountRef{"account": {debit.Institution, debit.AccountNo}}
		named = append(named, Onward{debit.Reference, to, debit.AmountSatang, text(part), at(debit.At), "interbank"})
	}
	return named, explained
}

// decide takes a hold order that is new, and returns its receipt.
func (b *Bank) decide(order HoldOrder, now time.Time) Receipt {
	receipt := Receipt{OrderID: order.OrderID, ReceiptSeq: 1, HeldAmountSatang: "0", Onward: []Onward{}, At: at(now)}
	before := b.Holds[order.HoldID]
	isOver := !order.ExpiresAt.After(now) || b.Released[order.HoldID] || b.Released[order.OrderID]
	if isOver || before != nil && (!before.counts() || before.newest() != order.ReplacesOrderID) {
		receipt.Result, receipt.RefusalKind = "REFUSED_LEGAL", "ORDER_OVER"
		return receipt
	}
	account := b.accounts[order.Account.AccountNo]
	if account == nil {
		receipt.Result = "NOT_FOUND"
		return receipt
	}
	credit := account.credit(order.Transfer)
	if account.Status == "closed" || credit == nil {
		receipt.Result = map[bool]string{true: "ACCOUNT_CLOSED", false: "NOT_FOUND"}[account.Status == "closed"]
		return receipt
	}
	others := []*Hold{}
	requested, left := satang(order.RequestedAmountSatang), satang(credit.AmountSatang)
	for _, hold := range b.Holds {
		if hold.AccountNo != account.AccountNo || hold.HoldID == order.HoldID || !hold.counts() {
			continue
		}
		if contains(order.TakesOver, hold.newest()) {
			hold.State, hold.Held, hold.Changed = "taken_over", 0, now
			continue
		}
		others = append(others, hold)
		if hold.Transfer == order.Transfer {
			left -= hold.Held
			for _, part := range hold.Explained {
				left -= part
			}
			receipt.HeldBefore = append(receipt.HeldBefore, hold.newest())
		}
	}
	share := max(min(requested, left), 0)
	held := min(share, account.stillThere(credit, others))
	named, explained := account.onward(credit, share-held, others, order.DebitsSince)
	hold := &Hold{HoldID: order.HoldID, AccountNo: account.AccountNo, Transfer: order.Transfer, Explained: explained}
	if before != nil {
		receipt.HeldBefore, hold.Orders = nil, before.Orders
		if requested <= before.Held {
			hold.Explained = before.Explained
		}
	}
	hold.Orders = append(hold.Orders, order.OrderID)
	hold.Held, hold.Expires, hold.Changed, hold.State = held, order.ExpiresAt, now, "active"
	switch {
	case held == requested:
		receipt.Result = "HELD_FULL"
	case held > 0:
		receipt.Result = "HELD_PARTIAL"
	default:
		hold.State, receipt.Result = "empty", "NO_FUNDS"
		if receipt.HeldBefore != nil && len(named) == 0 {
			receipt.Result = "HELD_BEFORE"
		}
	}
	receipt.HeldAmountSatang, receipt.Onward = text(held), named
	b.Holds[order.HoldID] = hold
	return receipt
}
