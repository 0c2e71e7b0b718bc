package report

import (
	"cmp"
	"slices"

	"anju/internal/core/complaint"
)

// Load is how many open matters somebody, or a department, holds, and how many
// of them need to be watched.
type Load struct {
	Open, Overdue, DueSoon, LongLate, Waiting, Urged, Paused, Ordered, Consulting, Unassigned int64
}

// PersonLoad is what one handler holds; AssigneeID "" is nobody.
type PersonLoad struct {
	Department, AssigneeID string
	Load
}

// Board is how open matters are spread.
type Board struct {
	Load
	ByDepartment map[string]Load // "" before dispatch
	ByPerson     []PersonLoad    // who is late most stands first
	Late         []int64         // overdue matters by stretch of lateness, the longest first
	Age          []int64         // open matters by stretch of age, the oldest first
}

// BoardOf sums the cells; late is the number of stretches of due time that lie
// behind, soon the one that follows, ages the number of stretches of receipt.
func BoardOf(cells []complaint.LoadCell, late, soon, ages int) Board {
	b := Board{ByDepartment: map[string]Load{}, Late: make([]int64, late), Age: make([]int64, ages)}
	people := map[[2]string]Load{}
	for _, c := range cells {
		x := loadOf(c, late, soon)
		b.Load = b.Load.and(x)
		b.ByDepartment[c.Department] = b.ByDepartment[c.Department].and(x)
		if c.Department != "" {
			k := [2]string{c.Department, c.AssigneeID}
			people[k] = people[k].and(x)
		}
		if c.Due < late {
			b.Late[c.Due] += c.N
		}
		b.Age[c.Received] += c.N
	}
	for k, l := range people {
		b.ByPerson = append(b.ByPerson, PersonLoad{k[0], k[1], l})
	}
	slices.SortFunc(b.ByPerson, func(x, y PersonLoad) int {
		return cmp.Or(cmp.Compare(y.Overdue, x.Overdue), cmp.Compare(y.Open, x.Open), cmp.Compare(x.Department, y.Department), cmp.Compare(x.AssigneeID, y.AssigneeID))
	})
	return b
}

func loadOf(c complaint.LoadCell, late, soon int) Load {
	when := func(holds bool) int64 {
		if holds {
			return c.N
		}
		return 0
	}
	return Load{
		Open: c.N, Overdue: when(c.Due < late), DueSoon: when(c.Due == soon), Waiting: when(c.Waiting),
		LongLate: when(c.Marked(complaint.MarkLongLate)), Urged: when(c.Marked(complaint.MarkUrged)), Paused: when(c.Marked(complaint.MarkPaused)),
		Ordered: when(c.Marked(complaint.MarkOrdered)), Consulting: when(c.Marked(complaint.MarkConsulting)), Unassigned: when(c.Marked(complaint.MarkUnassigned)),
	}
}

func (l Load) and(x Load) Load {
	return Load{
		l.Open + x.Open, l.Overdue + x.Overdue, l.DueSoon + x.DueSoon, l.LongLate + x.LongLate, l.Waiting + x.Waiting, l.Urged + x.Urged,
		l.Paused + x.Paused, l.Ordered + x.Ordered, l.Consulting + x.Consulting, l.Unassigned + x.Unassigned,
	}
}
