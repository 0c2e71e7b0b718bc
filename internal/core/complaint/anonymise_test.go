package complaint_test

import (
	"encoding/json"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"anju/internal/core/complaint"
)

// full puts something into every field, each text saying where it stands.
func full(v reflect.Value, at string) {
	switch v.Kind() {
	case reflect.String:
		v.SetString("说" + at)
	case reflect.Bool:
		v.SetBool(true)
	case reflect.Int, reflect.Int64:
		v.SetInt(3)
	case reflect.Float64:
		v.SetFloat(1)
	case reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		full(v.Elem(), at)
	case reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), 1, 1))
		full(v.Index(0), at)
	case reflect.Struct:
		if v.Type() == reflect.TypeFor[time.Time]() {
			v.Set(reflect.ValueOf(time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC)))
			return
		}
		for i := range v.NumField() {
			name := "." + v.Type().Field(i).Name
			if v.Type().Field(i).Anonymous {
				name = ""
			}
			full(v.Field(i), at+name)
		}
	}
}

// texts are all that begin as full writes them.
func texts(v any) (out []string) {
	switch x := v.(type) {
	case string:
		if strings.HasPrefix(x, "说") {
			out = append(out, strings.TrimPrefix(x, "说."))
		}
	case []any:
		for _, y := range x {
			out = append(out, texts(y)...)
		}
	case map[string]any:
		for _, y := range x {
			out = append(out, texts(y)...)
		}
	}
	return out
}

// Of a matter in which every field says something, no text is left but codes,
// ids and numbers of papers; whatever is added to a matter is gone unless it is
// named here and in anonymise.go.
func TestNothingButCodesIsLeftOfAnAnonymisedMatter(t *testing.T) {
	w := closedWith(t, nil)
	ended := w.m
	full(reflect.ValueOf(&w.m).Elem(), "")
	w.m.Status, w.m.ClosedAt, w.m.AnonymisedAt, w.m.Retained, w.m.MergedInto = complaint.Closed, ended.ClosedAt, nil, nil, nil
	w.m.Head, w.m.Seq, w.m.Version, w.m.InfoRequests[0].Cancelled = ended.Head, ended.Seq, ended.Version, ""
	w.pass(11 * 366 * 24 * time.Hour)
	c, err := complaint.Retire(w.m, w.env())
	require.NoError(t, err)
	require.Nil(t, complaint.Forget(c.Next, w.env()).Next.Attachments)
	next := complaint.Forget(c.Next, w.env()).Next
	next.Keys = complaint.Keys{} // derived of the rest
	raw, err := json.Marshal(next)
	require.NoError(t, err)
	var all any
	require.NoError(t, json.Unmarshal(raw, &all))
	left := texts(all)
	slices.Sort(left)
	require.Equal(t, []string{
		"Accountable.Department", "Accountable.ID", "Accountable.Kind", "ArchiveNumber", "BeforeMerge", "Building",
		"Calls.ID", "Calls.Purpose", "Category", "CauseCode", "Channel", "Clocks.Calendar", "Clocks.Kind", "Clocks.Step", "CommunityID", "CommunityName",
		"Confirmation.By", "Consults.ID", "Demand.Kind", "Department", "Disputes.Step", "External.ID", "External.Party", "FinalReply.After", "Finding", "FirstReading.Finding",
		"Fund.Step", "Grouped.Building", "Grouped.CommunityID", "ID", "Incident.Level", "InfoRequests.AskedBy.Department", "InfoRequests.From", "InfoRequests.ID",
		"Instructions.ID", "Insurance.State", "Investigation.Shares.Department", "Investigation.Shares.Party",
		"Letters.Answers", "Letters.Direction", "Letters.ID", "Letters.Kind", "Letters.Number", "MergedFrom.ID", "MergedFrom.Number", "Nature", "Number",
		"Orders.ID", "Orders.Level", "Orders.Number", "Orders.OrderID", "Orders.Source", "Orders.To", "Outcome", "Payer", "Payments.Approvals.Step", "Payments.Basis", "Payments.Borne.Department", "Payments.Borne.Party", "Payments.CorrectionOf",
		"Payments.Ground", "Payments.ID", "Payments.Kind", "Payments.Receipt", "Payments.Signed.How", "Payments.Signed.On", "Rechecks.Because", "Rechecks.ID", "Rechecks.Outcome",
		"Recoveries.CorrectionOf", "Recoveries.ID", "Recoveries.Party", "Recoveries.PaymentID", "Recoveries.Receipt", "Related.Kind", "Reporter.Kind",
		"Returns.Department", "Severity", "Suggestion.Candidates.Category", "Suggestion.Category", "Suggestion.Department", "Suggestion.Nature", "Suggestion.Severity",
		"Supporting", "Tags", "Visits.ID", "Visits.Outcome",
	}, left)
}
