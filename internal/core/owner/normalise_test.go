package owner_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"anju/internal/core/owner"
)

func TestNames(t *testing.T) {
	for text, want := range map[string]string{
		" 昌丽涛  ": "昌丽涛", "王　磊": "王磊", "欧阳 娜娜": "欧阳娜娜", "Mary  Ann　Smith ": "Mary Ann Smith", "李 Tom": "李 Tom", "　": "",
	} {
		require.Equal(t, want, owner.Name(text), text)
	}
	require.Equal(t, owner.NameKey("Mary Ann"), owner.NameKey("ＭＡＲＹ ann"))
	require.True(t, owner.SeveralNames("柏舟、岑安"))
	require.False(t, owner.SeveralNames("柏舟、"))
}

func TestPhones(t *testing.T) {
	for text, want := range map[string]string{
		"１９９００００３２６１": "199-0000-3261", "+86 199-0000-3018": "199-0000-3018", "0086 19900003018": "199-0000-3018", "199 0000 7189": "199-0000-7189",
		"19900009242": "199-0000-9242", "0571-8888 1234": "0571-8888-1234", "(0571)88881234": "(0571)88881234", "400-800-1234": "400-800-1234", "+852 2345 6789": "+852-2345-6789", "": "",
	} {
		got, odd := owner.Phone(text)
		require.Equal(t, owner.PhoneFine, odd, text)
		require.Equal(t, want, got, text)
	}
	for text, want := range map[string]owner.PhoneFault{
		"199-0000-12": owner.PhoneTooShort, "12345": owner.PhoneTooShort, "打不通": owner.PhoneUnreadable, "199-0000-x234": owner.PhoneUnreadable, "1234567890123456": owner.PhoneUnreadable, "+": owner.PhoneUnreadable,
	} {
		_, odd := owner.Phone(text)
		require.Equal(t, want, odd, text)
	}
	require.Equal(t, []string{"199-0000-1234", "199-0000-5678"}, owner.Phones("199-0000-1234/199-0000-5678"))
	require.Equal(t, []string{"19900001234", "19900005678"}, owner.Phones("199 0000 1234 199-0000-5678"))
	require.Equal(t, []string{"199 0000 1234"}, owner.Phones(" 199 0000 1234 、"))
}

func TestDates(t *testing.T) {
	for _, text := range []string{"2021-03-05", "2021/3/5", "2021年3月5日", "20210305", "２０２１－０３－０５", "2021.3.5", "2021-03-05 00:00:00", " 2021 年 3 月 5 日 "} {
		day, ok := owner.Date(text)
		require.True(t, ok, text)
		require.Equal(t, "2021-03-05", day, text)
	}
	for _, text := range []string{"2020-02-30", "20201301", "0000-00-00", "昨天", "2021-3", "5/3/2021", "1821-03-05", "99999-01-01"} {
		_, ok := owner.Date(text)
		require.False(t, ok, text)
	}
}

func TestAreas(t *testing.T) {
	for text, want := range map[string]float64{"143.74": 143.74, "９７．９９": 97.99, "210.04㎡": 210.04, "118.19 平方米": 118.19, "1,043.5m²": 1043.5, "": 0, "-3": -3, "89.120000000000005": 89.12} {
		m2, ok := owner.Area(text)
		require.True(t, ok, text)
		require.InDelta(t, want, m2, 1e-9, text)
	}
	for _, text := range []string{"约九十", "NaN", "Inf", "1e3", "12..5", "99999999999"} {
		_, ok := owner.Area(text)
		require.False(t, ok, text)
	}
}

func TestIDNumbers(t *testing.T) {
	for text, want := range map[string]owner.IDNumberFault{
		"11010519491231002X": owner.IDNumberFine, "110105 19491231 002x": owner.IDNumberFine, "110105194912310021": owner.IDNumberCheckDigit,
		"110105491231002": owner.IDNumberFine, "E12345678": owner.IDNumberUnreadable, "": owner.IDNumberFine,
	} {
		_, odd := owner.IDNumber(text)
		require.Equal(t, want, odd, text)
	}
	one, _ := owner.IDNumber("110105 19491231 002x")
	require.Equal(t, "11010519491231002X", one)
}

func TestEmails(t *testing.T) {
	got, ok := owner.Email(" owner9708＠example.com ")
	require.True(t, ok)
	require.Equal(t, "owner9708@example.com", got)
	for _, text := range []string{"owner", "a@b", "a@@b.cn", "a b@c.cn,d@e.cn", "@x.cn"} {
		_, ok := owner.Email(text)
		require.False(t, ok, text)
	}
}
