package triage_test

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"anju/internal/core/terms"
	"anju/internal/core/triage"
)

var categories = map[string]string{
	"elevator": terms.Engineering, "water_supply": terms.Engineering, "drainage_leak": terms.Engineering,
	"electrical": terms.Engineering, "hvac_heating": terms.Engineering, "fire_safety": terms.Engineering,
	"structure_quality": terms.Engineering, "public_facility": terms.Engineering, "parking_gate_access": terms.Engineering,
	"fee_dispute": terms.Finance, "billing_error": terms.Finance, "deposit_refund": terms.Finance,
	"invoice_receipt": terms.Finance, "maintenance_fund": terms.Finance, "utility_charge": terms.Finance,
	"delivery_delay": terms.Contracts, "contract_terms": terms.Contracts, "decoration_agreement": terms.Contracts,
	"purchase_contract": terms.Contracts, "vendor_tender": terms.Contracts, "title_certificate": terms.Contracts,
	"cleaning": terms.Service, "security": terms.Service, "greening": terms.Service, "noise_neighbour": terms.Service,
	"staff_attitude": terms.Service, "pets": terms.Service, "advice_praise": terms.Service,
}

func shipped(t testing.TB) *triage.Classifier {
	c, err := triage.New(categories)
	require.NoError(t, err)
	return c
}

func TestSuggest(t *testing.T) {
	c := shipped(t)
	for _, want := range []struct {
		title, text, category string
		nature                terms.Nature
		severity              terms.Severity
	}{
		{"楼道灯不亮", "三楼楼道的灯坏了，麻烦来换一个", "electrical", terms.Repair, terms.Normal},
		{"厨房下水道堵了", "请派师傅来疏通一下", "drainage_leak", terms.Repair, terms.Normal},
		{"物业费太贵", "凭什么涨价，服务又差，我要投诉", "fee_dispute", terms.Complaint, terms.Normal},
		{"表扬管家", "管家小陈很耐心，感谢", "advice_praise", terms.Praise, terms.Low},
		{"建议", "建议办一次跳蚤市场，大家开心", "advice_praise", terms.Suggestion, terms.Low},
		{"咨询", "请问办理房产证需要什么材料", "title_certificate", terms.Inquiry, terms.Low},
		{"狗咬人", "邻居的狗没牵绳，把我女儿咬伤了，去医院缝了三针，要求赔偿", "pets", terms.Complaint, terms.High},
		{"電梯壞了", "電梯停用兩天，老人爬不動樓", "elevator", terms.Repair, terms.Normal},
		{"Lift out of order", "The lift in block 2 does not work, please repair", "elevator", terms.Repair, terms.Normal},
		{"Thank you", "Thank you to the porter who carried my bags", "advice_praise", terms.Praise, terms.Low},
		{"Charged twice", "I was charged twice for June, refund please", "billing_error", terms.Complaint, terms.Normal},
	} {
		s := c.Suggest(want.title, want.text)
		require.Equal(t, want.category, s.Category, want.text)
		require.Equal(t, categories[want.category], s.Department, want.text)
		require.Equal(t, want.nature, s.Nature, want.text)
		require.Equal(t, want.severity, s.Severity, want.text)
		require.Equal(t, s, c.Suggest(want.title, want.text), "same text, same answer")
		for _, word := range s.Because {
			require.Contains(t, want.title+"\n"+want.text, word)
		}
		require.NotEmpty(t, s.Because)
		require.Equal(t, s.Category, s.Candidates[0].Category)
	}
}

func TestAlwaysABestGuess(t *testing.T) {
	c := shipped(t)
	for _, text := range []string{"", "???", "12345", "\xff\xfe", "こんにちは"} {
		s := c.Suggest(text, text)
		require.Contains(t, categories, s.Category)
		require.False(t, s.Sure, "nothing to go by in %q", text)
		answer, err := json.Marshal(s)
		require.NoError(t, err)
		require.Contains(t, string(answer), `"because":[`)
	}
}

func TestOnlyCategoriesInUseAreSuggested(t *testing.T) {
	c, err := triage.New(map[string]string{"cleaning": "housekeeping", "garden": terms.Service})
	require.NoError(t, err)
	s := c.Suggest("电梯坏了", "")
	require.Equal(t, "cleaning", s.Category)
	require.Equal(t, "housekeeping", s.Department)
	require.Len(t, s.Candidates, 1)

	_, err = triage.New(map[string]string{"garden": terms.Service})
	require.Error(t, err)
}

func FuzzSuggestNeverPanics(f *testing.F) {
	c := shipped(f)
	f.Add("電梯 Lift’s", "困人!! ’s\xff ．，\u3000İ")
	f.Add("", strings.Repeat("被困在电梯里a ", 1000))
	f.Fuzz(func(t *testing.T, title, text string) {
		s := c.Suggest(title, text)
		require.Contains(t, categories, s.Category)
		require.GreaterOrEqual(t, s.Severity.Rank(), 0)
	})
}

func BenchmarkSuggest(b *testing.B) {
	c := shipped(b)
	text := strings.Repeat("楼上卫生间漏水，把我家天花板泡了，打了三次电话没人来修，", 20)
	for b.Loop() {
		c.Suggest("楼上漏水", text)
	}
}
