package morning_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"anju/internal/core/handover"
	"anju/internal/core/morning"
)

var words = morning.Words{
	Title: "晨会清单", Numbers: "新收 %d，办结 %d，在办 %d", Night: "夜间值班", NobodyOnDuty: "未排", NightReceived: "夜间新收 %d 件", Load: "各部门", LoadLine: "%s：超时 %d，今日到期 %d，在办 %d",
	Visits: "上门", Transfers: "转办", Orders: "督办", Unhappy: "回访不满意", Keys: "逾期未还的钥匙", KeyLine: "%s：%s，应还 %s", OtherFirm: "外单位", None: "无", Confidential: "保密事项", And: "、",
	Category:   func(c string) string { return map[string]string{"elevator": "电梯", "security": "治安秩序"}[c] },
	Department: func(c string) string { return map[string]string{"engineering": "工程技术部"}[c] },
	Severity:   func(c string) string { return map[string]string{"critical": "特急"}[c] },
	Post:       func(c string) string { return map[string]string{"manager": "值班经理"}[c] },
	Clock:      func(at time.Time) string { return at.Format("15:04") },
}

// The text is sent around: whatever a line knows of a person or a room, the text
// does not say it, and of what is confidential it says the number alone.
func TestTheTextHoldsNoPersonalData(t *testing.T) {
	at := time.Date(2026, 11, 24, 9, 30, 0, 0, time.UTC)
	line := handover.Line{
		ComplaintID: "m-1", Number: "TS-20261123-0001", Title: "王敏家电梯困人，电话 19900001234", Place: "香樟苑 12-4-804", Severity: "critical", Category: "elevator",
		Department: "engineering", What: "王敏 先生", At: &at, Recused: []string{"王敏"},
	}
	secret := line
	secret.Number, secret.Confidential, secret.Category = "TS-20261123-0002", true, "security"
	all := []handover.Line{line, secret}
	l := morning.List{
		Day: "2026-11-24", Received: 5, Closed: 3, Open: 42, NightReceived: 2, Night: all, Visits: all, Transfers: all, Orders: all, Unhappy: nil,
		Keys: []handover.KeyLine{
			{Tag: "A-15", House: "香樟苑 12-4-804", Holder: "赵建国", Department: "engineering", Number: "TS-20261123-0001", DueAt: at}, {Tag: "B-02", House: "香樟苑 12-4-804", Holder: "宏达门窗 王敏", DueAt: at},
		},
		NightDuty: []morning.Watch{{Community: "香樟苑", Post: "manager", Names: []string{"何雅琴"}}, {Community: "云澜府", Post: "manager"}},
		Load:      []morning.Load{{Department: "engineering", Open: 20, Overdue: 4, DueToday: 3}},
	}
	got := l.Text(words)
	for _, personal := range []string{"王敏", "19900001234", "12-4-804", "804", "先生", "困人", "治安秩序"} {
		require.NotContains(t, got, personal)
	}
	require.Equal(t, `晨会清单 2026-11-24
新收 5，办结 3，在办 42
夜间值班
  香樟苑 值班经理 何雅琴
  云澜府 值班经理 未排
  夜间新收 2 件
  TS-20261123-0001 特急 电梯 工程技术部 09:30
  TS-20261123-0002 保密事项
各部门
  工程技术部：超时 4，今日到期 3，在办 20
上门 (2)
  TS-20261123-0001 特急 电梯 工程技术部 09:30
  TS-20261123-0002 保密事项
转办 (2)
  TS-20261123-0001 特急 电梯 工程技术部 09:30
  TS-20261123-0002 保密事项
督办 (2)
  TS-20261123-0001 特急 电梯 工程技术部 09:30
  TS-20261123-0002 保密事项
回访不满意 (0)
  无
逾期未还的钥匙 (2)
  A-15：工程技术部，应还 09:30
  B-02：外单位，应还 09:30
`, got)
}
