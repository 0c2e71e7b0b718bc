package anonym_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"anju/internal/core/anonym"
)

var known = anonym.Known{Names: []string{"欧阳宁", "欧阳宁静", "王", ""}, Places: []string{"香樟苑 12-4-804"}, Others: []string{"HT-2021-0007"}}

func TestStrip(t *testing.T) {
	for in, want := range map[string]string{
		"欧阳宁来电":                            "业主来电",
		"欧阳宁静与欧阳宁":                         "业主与业主",
		"请致电19900001234":                   "请致电（电话）",
		"电话 139-0000-1234，0571-88886666":   "电话 （电话），（电话）",
		"+86 13900001234":                  "（电话）",
		"身份证99000019900101001X":            "身份证（证件号）",
		"卡号6222020000000000000":            "卡号（证件号）",
		"写信到 wang.fang@mail.example.cn 即可": "写信到 （邮箱） 即可",
		"浙A12345与京AD12345挡道":               "（车牌）与（车牌）挡道",
		"12栋3单元401室漏水":                     "（某户）漏水",
		"12-3-401 与 12-401":                "（某户） 与 （某户）",
		"住香樟苑 12-4-804":                    "住（某户）",
		"楼上502室":                           "楼上（某户）",
		"李阿姨说":                             "业主说",
		"Mrs. Smith called":                "the owner called",
		"合同HT-2021-0007":                   "合同（号码）",
		"12栋外墙2024年11月渗水，花费3000元，30天内修好": "12栋外墙2024年11月渗水，花费3000元，30天内修好",
		"见TS-20261121-0007": "见（编号）",
		"王工检查了":             "王工检查了", // one character of a name says nothing by itself
	} {
		require.Equal(t, want, anonym.Strip(in, known), in)
	}
}

func TestStrippedTextHasNothingToFind(t *testing.T) {
	text := "欧阳宁（19900001234，99000019900101001X）住香樟苑 12-4-804，车浙A12345，合同HT-2021-0007，与楼上502室李阿姨，信箱 a@b.cn。"
	require.Equal(t, []anonym.Found{
		{Kind: "room", Text: "香樟苑 12-4-804"}, {Kind: "number", Text: "HT-2021-0007"}, {Kind: "name", Text: "欧阳宁"}, {Kind: "email", Text: "a@b.cn"},
		{Kind: "number", Text: "99000019900101001X"}, {Kind: "phone", Text: "19900001234"}, {Kind: "plate", Text: "浙A12345"},
		{Kind: "room", Text: "502室"}, {Kind: "name", Text: "李阿姨"},
	}, anonym.Find(text, known))
	require.Empty(t, anonym.Find(anonym.Strip(text, known), known))
	require.Empty(t, anonym.Find("12栋外墙渗水，已在雨季前修好。", known))
}
