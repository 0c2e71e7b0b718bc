package policy_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"anju/config"
	"anju/internal/core/policy"
)

// As published by the General Office of the State Council on 2024-11-12 and 2025-11-04.
const notice2025 = `
一、元旦：1月1日（周三）放假1天，不调休。
二、春节：1月28日（农历除夕、周二）至2月4日（农历正月初七、周二）放假调休，共8天。1月26日（周日）、2月8日（周六）上班。
三、清明节：4月4日（周五）至6日（周日）放假，共3天。
四、劳动节：5月1日（周四）至5日（周一）放假调休，共5天。4月27日（周日）上班。
五、端午节：5月31日（周六）至6月2日（周一）放假，共3天。
六、国庆节、中秋节：10月1日（周三）至8日（周三）放假调休，共8天。9月28日（周日）、10月11日（周六）上班。`

const notice2026 = `
一、元旦：1月1日（周四）至3日（周六）放假调休，共3天。1月4日（周日）上班。
二、春节：2月15日（农历腊月二十八、周日）至23日（农历正月初七、周一）放假调休，共9天。2月14日（周六）、2月28日（周六）上班。
三、清明节：4月4日（周六）至6日（周一）放假，共3天。
四、劳动节：5月1日（周五）至5日（周二）放假调休，共5天。5月9日（周六）上班。
五、端午节：6月19日（周五）至21日（周日）放假，共3天。
六、中秋节：9月25日（周五）至27日（周日）放假，共3天。
七、国庆节：10月1日（周四）至7日（周三）放假调休，共7天。9月20日（周日）、10月10日（周六）上班。
节假日期间，各地区、各部门要妥善安排好值班和安全、保卫等工作。`

func TestNoticesReadAsTheCalendarThatShips(t *testing.T) {
	w, err := config.WorkCalendar()
	require.NoError(t, err)
	for year, text := range map[string]string{"2025": notice2025, "2026": notice2026} {
		n := policy.ReadNotice(map[string]int{"2025": 2025, "2026": 2026}[year], text)
		require.Empty(t, n.Unread)
		var holidays []policy.Holiday
		for _, h := range w.Holidays {
			if h.From[:4] == year {
				holidays = append(holidays, h)
			}
		}
		require.Equal(t, holidays, n.Holidays)
		var worked []string
		for _, d := range w.MakeUpDays {
			if d[:4] == year {
				worked = append(worked, d)
			}
		}
		require.Equal(t, worked, n.MakeUpDays)
	}
}

func TestANoticeThatCrossesNewYearAndOneThatIsNone(t *testing.T) {
	n := policy.ReadNotice(2023, "一、元旦：2022年12月31日至2023年1月2日放假调休，共3天。")
	require.Equal(t, []policy.Holiday{{NameZH: "元旦", NameEN: "New Year", From: "2022-12-31", To: "2023-01-02"}}, n.Holidays)
	n = policy.ReadNotice(2027, "春节：2月30日至3月1日放假。\n另行通知：5月1日起施行。\n谢谢。")
	require.Empty(t, n.Holidays)
	require.Equal(t, []string{"2月30日至3月1日放假", "5月1日起施行"}, n.Unread)
}
