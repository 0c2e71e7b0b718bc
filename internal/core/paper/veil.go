package paper

import (
	"slices"
	"strings"
	"unicode/utf8"

	"anju/internal/core/access"
	"anju/internal/core/complaint"
)

// Who the reporter is, as far as a paper may say it. A sheet of paper goes from
// hand to hand: of a confidential matter (保密) it bears neither name nor phone
// nor room, whoever prints it; else it says what its reader may know.

const kept = "（保密）"

func (c *composer) hidden() bool { return c.m.Confidential }

func (c *composer) name() string {
	switch {
	case c.m.Reporter.Kind == "anonymous":
		return "匿名"
	case c.hidden():
		return kept
	}
	return c.eyes.OwnerName(c.m.Reporter.Name)
}

func (c *composer) phone() string {
	switch {
	case c.hidden() && c.m.Reporter.Phone != "":
		return kept
	case c.eyes.Personal:
		return c.m.Reporter.Phone
	}
	return access.MaskPhone(c.m.Reporter.Phone)
}

func (c *composer) roomLabel() string {
	switch {
	case c.hidden() && c.m.HouseLabel != "":
		return kept
	case c.eyes.Room:
		return c.m.HouseLabel
	}
	return ""
}

// place is where it is; of a confidential matter it may be the room in other words.
func (c *composer) place() string {
	if c.hidden() && c.m.HouseID != "" && c.m.Place != "" {
		return kept
	}
	return c.m.Place
}

// person is somebody of the owner's side, by name as far as the paper may say it.
func (c *composer) person(name string) string {
	if name == "" || slices.Contains(nobody, strings.TrimSpace(name)) {
		return name
	}
	if c.hidden() {
		return kept
	}
	return c.eyes.OwnerName(name)
}

// onBehalf is how the owner's word was taken down, from whom and when.
func (c *composer) onBehalf(o *complaint.OnBehalf) string {
	if o == nil {
		return ""
	}
	return joined(" ", o.How, c.person(o.Person), c.minute(&o.At))
}

// salutation opens a letter to the reporter.
func (c *composer) salutation() string {
	if c.hidden() || c.m.Reporter.Kind == "anonymous" || c.m.Reporter.Name == "" {
		return "尊敬的业主："
	}
	return "尊敬的" + c.eyes.OwnerName(c.m.Reporter.Name) + "业主："
}

// veil goes over the whole document once more: what people wrote in their own
// words may say the name, the number or the room again.
func (c *composer) veil() {
	r := c.m.Reporter
	var hide []string
	add := func(word, instead string) {
		if utf8.RuneCountInString(strings.TrimSpace(word)) >= 2 && word != instead {
			hide = append(hide, word, instead)
		}
	}
	people := people(c.m)
	switch {
	case c.hidden():
		for _, p := range people {
			add(p, "＊＊")
		}
		add(r.Phone, "＊＊＊")
		add(r.Email, "＊＊＊")
		for _, label := range rooms(c.m) {
			add(label, "＊＊＊")
		}
	case !c.eyes.Personal:
		for _, p := range people {
			add(p, c.eyes.OwnerName(p))
		}
		add(r.Phone, access.MaskPhone(r.Phone))
		add(r.Email, access.MaskEmail(r.Email))
	default:
		return
	}
	c.doc.eachString(strings.NewReplacer(hide...).Replace)
}

// rooms are the ways in which the rooms are written: with the community, and alone.
func rooms(m *complaint.Complaint) []string {
	labels := []string{m.HouseLabel}
	for _, h := range m.Households {
		labels = append(labels, h.Label)
	}
	var out []string
	for _, label := range labels {
		out = append(out, label)
		if _, alone, ok := strings.Cut(label, " "); ok {
			out = append(out, alone)
		}
	}
	return out
}

// people are the names on a matter that are the owner's side.
func people(m *complaint.Complaint) []string {
	names := []string{m.Reporter.Name}
	said := func(o *complaint.OnBehalf) {
		if o != nil {
			names = append(names, o.Person)
		}
	}
	for _, p := range m.Payments {
		names = append(names, p.Payee)
		if p.Account != nil {
			names = append(names, p.Account.Holder)
		}
	}
	for _, h := range m.Households {
		names = append(names, h.Name)
		said(h.OnBehalf)
	}
	for _, x := range m.Calls {
		names = append(names, x.Person)
	}
	for _, v := range m.Visits {
		if v.Answer != nil {
			said(v.Answer.OnBehalf)
		}
	}
	if m.Quote != nil {
		said(m.Quote.OnBehalf)
	}
	for _, r := range m.PastRounds {
		if r.Offer != nil {
			said(r.Offer.OnBehalf)
		}
	}
	if m.Offer != nil {
		said(m.Offer.OnBehalf)
	}
	if m.Confirmation != nil {
		said(m.Confirmation.OnBehalf)
	}
	return slices.DeleteFunc(names, func(n string) bool { return slices.Contains(nobody, strings.TrimSpace(n)) })
}

// nobody are words that stand for a person and name none: to take them out
// would tear other words apart.
var nobody = []string{"业主", "业主本人", "本人", "家属", "家人", "租户", "租客", "owner", "the owner"}
