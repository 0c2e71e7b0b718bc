package message

import (
	"slices"

	"anju/internal/core/complaint"
	"anju/internal/core/fault"
)

// Followed is what the owner of a merged matter is told of the one that it was
// merged into.
const Followed = "followed"

// courses say what happened to the other matter, without anybody's words.
var courses = map[complaint.Kind]fault.Text{
	"accepted":               {ZH: "已接单", EN: "taken on"},
	"started":                {ZH: "已开始处理", EN: "work has begun"},
	"completed":              {ZH: "已处理完成", EN: "done"},
	"closed":                 {ZH: "已结案", EN: "closed"},
	complaint.KindAutoClosed: {ZH: "已结案", EN: "closed"},
	"reopened":               {ZH: "重新办理", EN: "taken up again"},
	"bulletin_issued":        {ZH: "有通报", EN: "a bulletin"},
}

// Follow is an event as the owner of a matter merged into its own hears of it:
// the course, and of words only those written for everybody. False where they
// hear nothing.
func Follow(e complaint.Event) (complaint.Event, Detail, bool) {
	course, known := courses[e.Kind]
	if !known || !complaint.Neighbourly.Shows(e) {
		return e, Detail{}, false
	}
	if e.Kind != "bulletin_issued" {
		e.Note = ""
	}
	e.Kind, e.Data = Followed, nil
	return e, Detail{List: course}, true
}

// Follows names whoever brought a merged matter, but for those who hear of the
// event on the other one.
func Follows(merged complaint.Complaint, heard To) To {
	to := To{Reporter: reachedByMailAlone(merged)}
	if id := merged.OwnerID; id != "" && !slices.Contains(heard.OwnerIDs, id) {
		to.OwnerIDs = []string{id}
	}
	return to
}
