package complaint

import (
	"bytes"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"slices"
	"time"

	"anju/internal/core/access"
	"anju/internal/core/fault"
	"anju/internal/core/policy"
	"anju/internal/core/terms"
	"anju/internal/core/worktime"
)

// Change is what a store commits, all or nothing: the next version of a
// matter, its new timeline entries (which are also the pending events of the
// outbox) and what it now adds to the figures, if the stored version is still
// ReadAt (0: it is new).
type Change struct {
	Next   Complaint
	Events []Event
	ReadAt int64
	Tally  Tally
	Erase  bool // the entries before these keep their hashes alone (Event.Erased)
}

// Env is what the rules need from outside, as values.
type Env struct {
	At       time.Time // UTC, whole milliseconds
	Calendar *worktime.Calendar
	Policy   policy.Policy
	Facts    Facts
	Expect   int64 // version the caller saw; 0: any
	Salt     func() [16]byte
	NewID    func() string
}

// Facts are what the rules need to know from beyond the matter itself.
type Facts struct {
	Holders      map[string][]string // approval step → active account ids that hold it for this matter
	Away         []string            // steps that somebody holds who is away without a deputy
	Handler      *Person             // the account named as handler, if it exists
	PromisedFen  int64               // promised to the same house for the same cause in the policy's months, this matter left out
	Into         *Complaint          // the matter to merge into, or to take this one out of
	MergedInto   *Complaint
	People       map[string]Person // accounts named for a task force, as far as they may be, by id
	Linked       *Complaint        // the matter to link or unlink
	House        *HouseFact        // that joins a group matter
	OrderNumber  string            // the next of the register of supervision orders
	LetterNumber string            // the next of its register, for a letter that is put on file
	MeasureUnfit bool              // the standard measure named does not exist, or is for another category
	Unfit        []string          // of the standard measures that a plan names: those that do not exist, or are for another category
}

// HouseFact is what joining needs to know of a house.
type HouseFact struct {
	OwnerID, OwnerName               string // whose household it is; "" when several own it and none was named
	ID, Label, CommunityID, Building string
}

// turn is one command being carried out on a copy of the matter.
type turn struct {
	Env
	by     access.Actor
	m      *Complaint
	events []Event
	also   []Change // changes of other matters that belong to the same commit
}

func (t *turn) person() Person {
	return Person{ID: t.by.ID, Name: t.by.Name, Department: t.by.Department, Owner: t.by.Is(access.Owner), ForID: t.by.ForID}
}

// tell leaves an entry that the owner reads; nothing in it may be hidden from them.
func (t *turn) tell(kind Kind, note string, data any) error { return t.leave(kind, note, data, true) }

// note leaves an inside entry.
func (t *turn) note(kind Kind, note string, data any) error { return t.leave(kind, note, data, false) }

func (t *turn) leave(kind Kind, note string, data any, visible bool) error {
	var raw json.RawMessage
	if data != nil {
		var err error
		if raw, err = canonical(data); err != nil {
			return err
		}
		if bytes.Equal(raw, []byte("{}")) {
			raw = nil
		}
	}
	salt := t.Salt()
	e := Event{
		ComplaintID: t.m.ID, Seq: t.m.Seq + 1, At: t.At, Kind: kind,
		Actor: EventActor{ID: t.by.ID, Name: t.by.Name, Role: string(t.by.Role), ForID: t.by.ForID},
		Note:  note, VisibleToOwner: visible, Data: raw, Salt: hex.EncodeToString(salt[:]),
	}
	e.ID = fmt.Sprintf("%s-%d", e.ComplaintID, e.Seq)
	if err := e.seal(t.m.Head); err != nil {
		return err
	}
	t.m.Seq, t.m.Head = e.Seq, e.Hash
	t.events = append(t.events, e)
	return nil
}

// finish derives what follows from the matter and closes the change.
func (t *turn) finish(readAt int64) Change {
	t.m.Version = readAt + 1
	t.m.UpdatedAt = t.At
	t.m.derive(t.Env)
	return Change{Next: *t.m, Events: t.events, ReadAt: readAt, Tally: t.m.tally(t.Env)}
}

// Do carries out a command: who may, is the body well, is the version the one
// the caller saw, does the lifecycle allow it; in this order. It returns the
// changes to commit together; the first is the matter's own.
func Do(m Complaint, cmd Command, actor access.Actor, env Env) ([]Change, error) {
	r, ok := table[cmd.Word()]
	if !ok {
		return nil, fault.New(fault.Internal, "unknown_command", "未知操作。", "Unknown command.")
	}
	by, denied := r.capacity(&m, actor, env)
	if denied != nil {
		return nil, denied
	}
	if err := cmd.Check(by, env).Err(); err != nil {
		return nil, err
	}
	if env.Expect != 0 && env.Expect != m.Version {
		return nil, fault.StaleVersion(m.Version)
	}
	if err := r.permits(&m, by, env); err != nil {
		if err.Kind == fault.Refused {
			err.Allowed = Allowed(m, actor, env)
		}
		return nil, err
	}
	next := m.clone()
	t := &turn{Env: env, by: by, m: &next}
	if err := cmd.run(t); err != nil {
		if f, ok := fault.As(err); ok && f.Kind == fault.Refused {
			f.Allowed = Allowed(m, actor, env)
		}
		return nil, err
	}
	return append([]Change{t.finish(m.Version)}, t.also...), nil
}

// Allowed lists the command words that the actor may give now, sorted.
func Allowed(m Complaint, by access.Actor, env Env) []string {
	out := []string{}
	for w, r := range table {
		if as, denied := r.capacity(&m, by, env); denied == nil && r.permits(&m, as, env) == nil {
			out = append(out, string(w))
		}
	}
	slices.Sort(out)
	return out
}

// clone copies a matter deeply, so that the read version stays what it was.
func (m Complaint) clone() Complaint {
	raw, err := json.Marshal(m)
	if err != nil {
		panic("complaint: a matter always encodes: " + err.Error())
	}
	var c Complaint
	if err := json.Unmarshal(raw, &c); err != nil {
		panic("complaint: a matter always decodes: " + err.Error())
	}
	return c
}

func decodeNumbers(raw []byte, into any) error {
	d := json.NewDecoder(bytes.NewReader(raw))
	d.UseNumber()
	return d.Decode(into)
}

func denied() *fault.Error {
	return fault.Deny("您的角色不能对这一事项执行此操作。", "Your role may not do this on this matter.")
}

// refused says why the lifecycle does not allow it now.
func refused(zh, en string) *fault.Error {
	return fault.New(fault.Refused, "transition_refused", zh, en)
}

// ask is the policy's question for this matter as it is now.
func (m *Complaint) ask() policy.Ask {
	return policy.Ask{
		Nature: m.Nature, Severity: m.Severity, Category: m.category(), WithAmount: m.claim(),
		Urgent: m.Nature == terms.Repair && m.Severity.Rank() >= terms.High.Rank(),
	}
}

// category is the class set by a person, else the suggested one.
func (m *Complaint) category() string {
	if m.Category != "" {
		return m.Category
	}
	return m.Suggestion.Category
}

// claim reports whether money is asked of us.
func (m *Complaint) claim() bool { return m.Demand != nil && m.Demand.AmountFen > 0 }

// needsJudging: complaints and claims are judged before they are dispatched.
func (m *Complaint) needsJudging() bool { return m.Nature == terms.Complaint || m.claim() }

// full reports whether the matter walks the whole way (投诉与索赔), and not
// the short track of a repair.
func (m *Complaint) full() bool {
	return m.needsJudging() || m.Declines >= 2
}

func (m *Complaint) critical() bool { return m.Severity == terms.Critical }
