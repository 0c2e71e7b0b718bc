package paper

import (
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
		for _, label := range rooms(c.m.HouseLabel) {
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

// rooms are the ways in which a room is written: with its community, and alone.
func rooms(label string) []string {
	out := []string{label}
	if _, alone, ok := strings.Cut(label, " "); ok {
		out = append(out, alone)
	}
	return out
}

// people are the names on a matter that are the owner's side.
func people(m *complaint.Complaint) []string {
	names := []string{m.Reporter.Name}
	for _, p := range m.Payments {
		names = append(names, p.Payee)
	}
	if m.Offer != nil && m.Offer.OnBehalf != nil {
		names = append(names, m.Offer.OnBehalf.Person)
	}
	if m.Confirmation != nil && m.Confirmation.OnBehalf != nil {
		names = append(names, m.Confirmation.OnBehalf.Person)
	}
	return names
}
