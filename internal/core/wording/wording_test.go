package wording_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"anju/config"
	"anju/internal/core/wording"
)

func shipped(t *testing.T) []wording.Rule {
	p, err := config.Policy()
	require.NoError(t, err)
	require.NotEmpty(t, p.Wording)
	return p.Wording
}

// What the shipped lists point at, sentence by sentence: the words in brackets.
func TestSentences(t *testing.T) {
	rules := shipped(t)
	for _, c := range []struct{ sentence, kind string }{
		{"渗漏[是您自己]装修破坏防水造成的。", "blame"},
		{"这[是您的责任]，物业不承担。", "blame"},
		{"管道堵塞是因为[你使用不当]。", "blame"},
		{"[您应该早]点告诉我们。", "blame"},
		{"半夜打电话投诉属于[无理取鬧]。", "blame"},
		{"这点声音，[您太敏感]了。", "blame"},
		{"[你们业主]总是不交费。", "blame"},
		{"整栋楼[只有您一户投诉]过。", "blame"},
		{"The leak is [your own fault].", "blame"},
		{"[You should have] told us earlier.", "blame"},
		{"[Nobody else has complained] about the noise.", "blame"},
		{"Please [CALM DOWN].", "blame"},
		{"退费[不可能]。", "refusal"},
		{"这个我们[没办法]。", "refusal"},
		{"停车的事[不归我们管]。", "refusal"},
		{"邻居吵架[与我们无关]。", "refusal"},
		{"您的要求我们[无法满足]。", "refusal"},
		{"对此[不予受理]。", "refusal"},
		{"[规定就是这样]，请理解。", "refusal"},
		{"不满意[你去投诉]好了。", "refusal"},
		{"A refund is [impossible].", "refusal"},
		{"That is [not our problem].", "refusal"},
		{"There is [nothing we can do].", "refusal"},
		{"[That’s company policy].", "refusal"},
		{"这次漏水[我司全责]。", "liability"},
		{"我们愿意[承担全部责任]。", "liability"},
		{"我们[保证赔偿]您的损失。", "liability"},
		{"我们[保证三天内给您赔偿]。", "liability"},
		{"地板泡了[肯定给您赔]。", "liability"},
		{"[责任在我們]，请放心。", "liability"},
		{"[無條件退]还全部物业费。", "liability"},
		{"[We are fully liable] for the damage.", "liability"},
		{"[We guarantee a refund] by Friday.", "liability"},
		{"[We were negligent] in the inspection.", "liability"},

		{"很抱歉给您带来不便，我们深表歉意。", ""},
		{"对不起，是我们没有及时回复，让您久等了。", ""},
		{"非常抱歉，这次确实是我们做得不好。", ""},
		{"感谢您的反馈和耐心等待。", ""},
		{"谢谢您指出问题，我们马上改。", ""},
		{"给您添麻烦了，我们当面向您道歉。", ""},
		{"We are sorry for the trouble this has caused.", ""},
		{"We apologise: we should have called you back.", ""},
		{"Thank you for your patience and for telling us.", ""},
		{"您放心，这不是您的责任。", ""},
		{"难怪您着急，换了我也会着急。", ""},
		{"我们会采取措施，今后不可能再出现同样的情况。", ""},
		{"我们正在看有没有办法提前安排。", ""},
		{"目前还不能保证全部赔偿，以核实结果为准。", ""},
		{"您的问题我们已经收到，今天内回复您。", ""},
		{"由维保单位负责更换，费用由公司承担。", ""},
		{"Please do not worry, this is not your fault.", ""},
		{"The repair is not impossible but takes a week.", ""},
		{"Compensation is decided once the cause is known.", ""},
		{"The calmdowner valve was replaced.", ""},
	} {
		plain := strings.NewReplacer("[", "", "]", "").Replace(c.sentence)
		hints := wording.Check(rules, plain)
		if c.kind == "" {
			require.Empty(t, hints, c.sentence)
			continue
		}
		require.Len(t, hints, 1, c.sentence)
		h := hints[0]
		marked := []rune(plain)
		require.Equal(t, c.sentence, string(marked[:h.Start])+"["+h.Words+"]"+string(marked[h.End:]))
		require.Equal(t, c.kind, h.Kind, c.sentence)
		require.NotEmpty(t, h.Advice.ZH)
		require.NotEmpty(t, h.Advice.EN)
	}
}

// Several finds come in the order of the text, each place once.
func TestSeveral(t *testing.T) {
	hints := wording.Check(shipped(t), "这是您的责任，退款不可能。🏠 我司全责这种话也不能说。")
	var kinds []string
	for _, h := range hints {
		kinds = append(kinds, h.Kind)
	}
	require.Equal(t, []string{"blame", "refusal", "liability"}, kinds)
	require.Equal(t, "我司全责", hints[2].Words)
	require.Empty(t, wording.Check(shipped(t), ""))
	require.Empty(t, wording.Check(nil, "不可能"))
}

// … reaches over a few characters and not into the next sentence.
func TestGap(t *testing.T) {
	rules := []wording.Rule{{Kind: wording.Liability, Words: []string{"保证…赔"}}}
	require.Len(t, wording.Check(rules, "保证给您赔"), 1)
	require.Empty(t, wording.Check(rules, "保证做好。赔偿另议"))
	require.Empty(t, wording.Check(rules, "保证在九个工作日之内答复赔"))
}
