package complaint

import (
	"maps"
	"slices"
)

// Kinds lists every kind of event that a timeline may hold, in alphabetical order.
func Kinds() []Kind {
	all := slices.Collect(maps.Values(pastTense))
	all = append(all, KindRegistered, KindReplied, KindNoted, KindOffered, KindReminded, KindEscalated, KindAutoClosed, KindAbsorbed, KindReleased, KindMail,
		KindOrderReceived, KindOrderChecked, KindOrderExtension, KindOrderClimbed, KindOrderEnded)
	slices.Sort(all)
	return slices.Compact(all)
}
